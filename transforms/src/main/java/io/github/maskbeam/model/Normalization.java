// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.model;

import com.google.auto.value.AutoValue;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;

/**
 * The conversion of pixel values, 0 to 255, to real input values of a model: {@code (value - mean)
 * / std}, for each of red, green and blue. Immutable.
 */
@AutoValue
public abstract class Normalization implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The name of the normalization that leaves pixel values as they are. */
  public static final String NONE_NAME = "none";

  /** The normalizations that models are usually trained with, by the names users give them. */
  private static final Map<String, Normalization> NAMED = new LinkedHashMap<>();

  static {
    NAMED.put("-1..1", of(127.5, 127.5));
    NAMED.put("0..1", of(0, 255));
    // Mean and standard deviation of ImageNet's training images, in pixel values.
    NAMED.put("imagenet", of(123.675, 116.28, 103.53, 58.395, 57.12, 57.375));
    NAMED.put(NONE_NAME, of(0, 1));
  }

  /** The names of common normalizations, the default of float models first. */
  public static List<String> names() {
    return List.copyOf(NAMED.keySet());
  }

  /** The normalization with a name. */
  public static Optional<Normalization> named(String name) {
    return Optional.ofNullable(NAMED.get(name));
  }

  /** Whether pixel values are left as they are. */
  final boolean isNone() {
    return equals(NAMED.get(NONE_NAME));
  }

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
