// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.natives;

/**
 * Lifts the limits that JavaCPP puts on native memory by itself: as much as the Java heap for what
 * it allocates, and four times that for the whole process. Beyond them it collects garbage, sleeps
 * and at last throws OutOfMemoryError, so that a small heap would kill a run over large images.
 * What images take is bounded by {@code ImageMemory} instead, before it is allocated.
 *
 * <p>JavaCPP reads the limits once, when its first pointer is made: whoever loads a native library
 * calls {@link #lift} before.
 */
public final class PointerLimits {
  private static final String PREFIX = "org.bytedeco.javacpp.";
  private static final String UNLIMITED = "0";

  private PointerLimits() {}

  /** Lifts the limits, unless the user has set them. Thread-safe; costs next to nothing. */
  public static void lift() {
    liftUnlessSet("maxBytes", "maxbytes");
    liftUnlessSet("maxPhysicalBytes", "maxphysicalbytes");
  }

  /** Under both spellings JavaCPP knows a property; the second one goes before. */
  private static void liftUnlessSet(String property, String alias) {
    if (System.getProperty(PREFIX + alias) == null) {
      System.getProperties().putIfAbsent(PREFIX + property, UNLIMITED);
    }
  }
}
