// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.testing;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import org.bytedeco.javacpp.Pointer;

/** What this process takes. */
public final class Memory {
  private Memory() {}

  /** Bytes of the whole process that are in memory. */
  public static long physicalBytes() {
    return Pointer.physicalBytes();
  }

  /** Bytes of Java objects that the threads which still live have ever allocated. */
  public static long allocatedBytes() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    return Arrays.stream(threads.getThreadAllocatedBytes(threads.getAllThreadIds()))
        .filter(bytes -> bytes > 0)
        .sum();
  }
}
