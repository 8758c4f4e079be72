// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.image.memory;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.maskbeam.image.ImageException;
import io.github.maskbeam.image.ImageFormat;
import io.github.maskbeam.image.ImageHeader;
import io.github.maskbeam.schemas.FailureCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** A request above a limit is rejected immediately, and the message names the remedy. */
class ImageMemoryLimitsTest {
  private static final long SMALL_HEAP_BYTES = 1L << 20;
  private static final long LARGE_HEAP_BYTES = 1L << 30;
  private static final long SMALL_NATIVE_BYTES = 2L << 20;

  private final ImageMemory smallHeap = ImageMemory.of(SMALL_HEAP_BYTES, LARGE_HEAP_BYTES);

  @Test
  void rejectsAFileThatExceedsTheHeapLimit() {
    assertThat(
        rejection(() -> smallHeap.acquireForFile(SMALL_HEAP_BYTES)),
        matchesPattern(
            "the file has 1048576 bytes, but the limit with this Java heap is \\d+: raise the heap"
                + " with -Xmx"));
  }

  @Test
  void rejectsAnImageThatExceedsTheHeapLimit() throws ImageException {
    MemoryEstimate estimate = estimateOfAMegapixel();
    assertThat(
        rejection(() -> smallHeap.acquireForImage(estimate)),
        matchesPattern(
            "the image needs up to 5319304 bytes of the Java heap, but the limit is \\d+: raise the"
                + " heap with -Xmx"));
  }

  @Test
  void rejectsAnImageThatExceedsTheNativeLimit() throws ImageException {
    MemoryEstimate estimate = estimateOfAMegapixel();
    ImageMemory smallNative = ImageMemory.of(LARGE_HEAP_BYTES, SMALL_NATIVE_BYTES);
    assertThat(
        rejection(() -> smallNative.acquireForImage(estimate)),
        is(
            "the image needs up to 7 MiB of native memory, but the limit is 2: raise it with"
                + " --maxImageMemoryMb"));
  }

  private static MemoryEstimate estimateOfAMegapixel() throws ImageException {
    return MemoryEstimate.of(ImageHeader.of(ImageFormat.PNG, 1000, 1000, 1), 0, 1_000_000, 0, 8);
  }

  private static String rejection(Executable acquire) {
    ImageException e = assertThrows(ImageException.class, acquire);
    assertThat(e.code(), is(FailureCode.TOO_LARGE));
    return e.getMessage();
  }
}
