// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.model.precision;

/** Float16, the half-precision format of IEEE 754. */
final class HalfFloats {
  private static final int MANTISSA_BITS = 10;
  private static final int MANTISSA_MASK = 0x3FF;
  private static final int EXPONENT_MASK = 0x1F;
  private static final int BIAS = 15;

  private HalfFloats() {}

  /** The value of a half, which a float represents exactly. */
  static float toFloat(short half) {
    int sign = half < 0 ? -1 : 1;
    int exponent = (half >> MANTISSA_BITS) & EXPONENT_MASK;
    int mantissa = half & MANTISSA_MASK;
    if (exponent == EXPONENT_MASK) {
      return mantissa == 0 ? sign * Float.POSITIVE_INFINITY : Float.NaN;
    }
    int significand = exponent == 0 ? mantissa : mantissa | (1 << MANTISSA_BITS);
    int scale = Math.max(exponent, 1) - BIAS - MANTISSA_BITS;
    return sign * Math.scalb((float) significand, scale);
  }
}
