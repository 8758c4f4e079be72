// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.run;

/**
 * Compares two lists of numbers per image in constant memory, independent of their order: a sum in
 * which each number is weighted by its image id. Image ids are hashes, so different lists have
 * equal fingerprints with a probability of about 2 to the power of -64.
 */
public final class Fingerprint {
  private static final int HEX_DIGITS_OF_LONG = 16;

  private long sum;
  private long weightedSum;

  /** Adds a number of an image. */
  public void add(String imageId, long number) {
    sum += number;
    weightedSum += number * Long.parseUnsignedLong(imageId.substring(0, HEX_DIGITS_OF_LONG), 16);
  }

  /** The unweighted sum. */
  long sum() {
    return sum;
  }

  /** Whether both lists are equal. */
  public boolean agreesWith(Fingerprint other) {
    return sum == other.sum && weightedSum == other.weightedSum;
  }
}
