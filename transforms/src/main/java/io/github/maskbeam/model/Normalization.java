// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.model;

import com.google.auto.value.AutoValue;
import java.io.Serializable;
import java.util.stream.DoubleStream;

/**
 * The conversion of pixel values, 0 to 255, to real input values of a model: {@code (value - mean)
 * / std}, for each of red, green and blue. Immutable.
 */
@AutoValue
public abstract class Normalization implements Serializable {
  private static final long serialVersionUID = 1L;

  /** A normalization with one mean and one standard deviation for all three channels. */
  public static Normalization of(double mean, double std) {
    return of(mean, mean, mean, std, std, std);
  }

  /**
   * A normalization with a mean and a standard deviation per channel.
   *
   * @throws IllegalArgumentException if a standard deviation is not greater than 0 or a value is
   *     not finite
   */
  public static Normalization of(
      double meanRed,
      double meanGreen,
      double meanBlue,
      double stdRed,
      double stdGreen,
      double stdBlue) {
    if (!(stdRed > 0 && stdGreen > 0 && stdBlue > 0)) {
      throw new IllegalArgumentException(
          String.format(
              "Standard deviations must be greater than 0, but are %s, %s, %s",
              stdRed, stdGreen, stdBlue));
    }
    if (!DoubleStream.of(meanRed, meanGreen, meanBlue, stdRed, stdGreen, stdBlue)
        .allMatch(Double::isFinite)) {
      throw new IllegalArgumentException(
          String.format(
              "Means and standard deviations must be finite, but are %s, %s, %s and %s, %s, %s",
              meanRed, meanGreen, meanBlue, stdRed, stdGreen, stdBlue));
    }
    return new AutoValue_Normalization(meanRed, meanGreen, meanBlue, stdRed, stdGreen, stdBlue);
  }

  /** Mean of red, in pixel values. */
  public abstract double meanRed();

  /** Mean of green, in pixel values. */
  public abstract double meanGreen();

  /** Mean of blue, in pixel values. */
  public abstract double meanBlue();

  /** Standard deviation of red, in pixel values. */
  public abstract double stdRed();

  /** Standard deviation of green, in pixel values. */
  public abstract double stdGreen();

  /** Standard deviation of blue, in pixel values. */
  public abstract double stdBlue();
}
