// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.image.verify.jpeg;

import io.github.maskbeam.image.ImageException;
import java.util.Arrays;

/** A color component of a JPEG and how much of its coefficients the scans so far have given. */
final class JpegComponent {
  static final int COEFFICIENTS = 64;

  private static final int NEVER_SENT = Integer.MAX_VALUE;

  private final int id;
  private final int blocksAnMcu;
  private final int blocksWide;
  private final int blocksHigh;
  // For each coefficient of the zigzag order: how many low bits are still missing.
  private final int[] missingBits = new int[COEFFICIENTS];
  private long[] nonZero;

  JpegComponent(int id, int blocksAnMcu, int blocksWide, int blocksHigh) {
    this.id = id;
    this.blocksAnMcu = blocksAnMcu;
    this.blocksWide = blocksWide;
    this.blocksHigh = blocksHigh;
    Arrays.fill(missingBits, NEVER_SENT);
  }

  int id() {
    return id;
  }

  /** Blocks in one MCU of an interleaved scan. */
  int blocksAnMcu() {
    return blocksAnMcu;
  }

  /** Blocks in a scan of this component alone; without the padding that interleaving needs. */
  long blocks() {
    return (long) blocksWide * blocksHigh;
  }

  /**
   * For each block a bit for each coefficient that is not zero so far: refining scans send a bit
   * for each of those, so their length cannot be told without.
   */
  long[] nonZero() {
    if (nonZero == null) {
      nonZero = new long[Math.toIntExact(blocks())];
    }
    return nonZero;
  }

  /**
   * Notes that a scan sends coefficients {@code first} to {@code last} down to the bit {@code low}.
   */
  void send(int first, int last, int high, int low) throws ImageException {
    for (int k = first; k <= last; k++) {
      boolean continues = high == 0 ? missingBits[k] == NEVER_SENT : missingBits[k] == high;
      if (!continues || (high != 0 && low != high - 1)) {
        throw ImageException.corrupt(
            "a JPEG scan sends coefficient %d of component %d out of order (bits %d to %d)",
            k, id, high, low);
      }
      missingBits[k] = low;
    }
  }

  boolean isComplete() {
    return Arrays.stream(missingBits).allMatch(bits -> bits == 0);
  }
}
