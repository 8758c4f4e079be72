// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.testing;

import java.awt.Color;
import org.hamcrest.Description;
import org.hamcrest.Matcher;
import org.hamcrest.TypeSafeMatcher;

/** Colors that a lossy format may have changed a little. */
public final class ColorMatcher extends TypeSafeMatcher<Color> {
  private final Color expected;
  private final int tolerance;

  private ColorMatcher(Color expected, int tolerance) {
    this.expected = expected;
    this.tolerance = tolerance;
  }

  public static Matcher<Color> near(Color expected, int tolerance) {
    return new ColorMatcher(expected, tolerance);
  }

  @Override
  protected boolean matchesSafely(Color actual) {
    return Math.abs(actual.getRed() - expected.getRed()) <= tolerance
        && Math.abs(actual.getGreen() - expected.getGreen()) <= tolerance
        && Math.abs(actual.getBlue() - expected.getBlue()) <= tolerance;
  }

  @Override
  public void describeTo(Description description) {
    description.appendText(expected + " give or take " + tolerance);
  }
}
