// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.natives;

/**
 * Removes JavaCPP's default limits of native memory. By default JavaCPP allocates at most as much
 * as the Java heap, and limits the whole process to four times that. Above a limit it collects
 * garbage, sleeps and finally throws OutOfMemoryError, so large images would fail with a small
 * heap. {@code ImageMemory} bounds the memory of images instead, before it is allocated.
 *
 * <p>JavaCPP reads the limits once, when the first pointer is created. Code that loads a native
 * library must call {@link #lift} first.
 */
public final class PointerLimits {
  private static final String PREFIX = "org.bytedeco.javacpp.";
  private static final String UNLIMITED = "0";

  private PointerLimits() {}

  /** Removes the limits, unless the user has set them. Thread-safe. */
  public static void lift() {
    liftUnlessSet("maxBytes", "maxbytes");
    liftUnlessSet("maxPhysicalBytes", "maxphysicalbytes");
  }

  /** JavaCPP accepts both spellings of a property and prefers the second. */
  private static void liftUnlessSet(String property, String alias) {
    if (System.getProperty(PREFIX + alias) == null) {
      System.getProperties().putIfAbsent(PREFIX + property, UNLIMITED);
    }
  }
}
