// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.run;

/**
 * A sum over images that tells, in constant memory and whatever their order, whether two lists give
 * every image the same number: each number is weighted by its image's id before it is added up.
 * Image ids are hashes, so lists that differ agree with a chance of about 2 to the power of -64.
 */
final class Fingerprint {
  private static final int HEX_DIGITS_OF_LONG = 16;

  private long sum;
  private long weightedSum;

  void add(String imageId, long number) {
    sum += number;
    weightedSum += number * Long.parseUnsignedLong(imageId.substring(0, HEX_DIGITS_OF_LONG), 16);
  }

  /** The plain sum. */
  long sum() {
    return sum;
  }

  boolean agreesWith(Fingerprint other) {
    return sum == other.sum && weightedSum == other.weightedSum;
  }
}
