// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.progress;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers for people: with the noun that fits, and with as many digits as mean something. */
public final class Figures {
  private static final MathContext TWO_DIGITS = new MathContext(2);
  private static final double MS_PER_S = 1000;

  /** From here on, tenths of a millisecond mean nothing. */
  private static final double MANY_MS = 100;

  private static final double MANY_S = 10;

  private Figures() {}

  /** A number and what it counts: {@code 1 image}, {@code 1,234 images}. */
  public static String counted(long number, String singular, String plural) {
    return String.format(Locale.ROOT, "%,d %s", number, number == 1 ? singular : plural);
  }

  /** {@code 1 image} or {@code 1,234 images}. */
  public static String images(long number) {
    return counted(number, "image", "images");
  }

  /** A rate with one decimal, and two digits if it is small: {@code 37.2}, {@code 0.0014}. */
  public static String rate(double perSecond) {
    return perSecond >= 0.1 || perSecond <= 0 || Double.isNaN(perSecond)
        ? String.format(Locale.ROOT, "%,.1f", perSecond)
        : new BigDecimal(perSecond).round(TWO_DIGITS).toPlainString();
  }

  /** A duration: {@code 22.4 ms}, {@code 371 ms}, {@code 16.4 s}. */
  public static String time(double ms) {
    if (ms >= MANY_S * MS_PER_S) {
      return String.format(Locale.ROOT, "%,.1f s", ms / MS_PER_S);
    }
    return String.format(Locale.ROOT, ms >= MANY_MS ? "%,.0f ms" : "%.1f ms", ms);
  }
}
