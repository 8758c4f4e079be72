// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.image.verify.jpeg;

import io.github.maskbeam.image.ImageException;
import java.util.Arrays;

/** A color component of a JPEG, and which of its coefficients the scans so far contained. */
final class JpegComponent {
  static final int COEFFICIENTS = 64;

  private static final int NOT_SENT = Integer.MAX_VALUE;

  private final int id;
  private final int blocksPerMcu;
  private final int blocksWide;
  private final int blocksHigh;
  // By coefficient in zigzag order: the number of low bits that are still missing.
  private final int[] missingBits = new int[COEFFICIENTS];
  private long[] nonZero;

  JpegComponent(int id, int blocksPerMcu, int blocksWide, int blocksHigh) {
    this.id = id;
    this.blocksPerMcu = blocksPerMcu;
    this.blocksWide = blocksWide;
    this.blocksHigh = blocksHigh;
    Arrays.fill(missingBits, NOT_SENT);
  }

  int id() {
    return id;
  }

  /** The number of blocks in one MCU of an interleaved scan. */
  int blocksPerMcu() {
    return blocksPerMcu;
  }

  /** The number of blocks in a scan of only this component, without the padding to whole MCUs. */
  long blocks() {
    return (long) blocksWide * blocksHigh;
  }

  /**
   * By block: a bit per coefficient, set if it is not zero so far. A refining scan contains one bit
   * for each of these coefficients.
   */
  long[] nonZero() {
    if (nonZero == null) {
      nonZero = new long[Math.toIntExact(blocks())];
    }
    return nonZero;
  }

  /**
   * Records that a scan contains the coefficients {@code first} to {@code last}, from bit {@code
   * high} (0 for the first scan) down to bit {@code low}.
   *
   * @throws ImageException {@code CORRUPT} if the scan is out of order
   */
  void recordScan(int first, int last, int high, int low) throws ImageException {
    for (int k = first; k <= last; k++) {
      boolean continues = missingBits[k] == (high == 0 ? NOT_SENT : high);
      if (!continues || (high != 0 && low != high - 1)) {
        throw ImageException.corrupt(
            "a JPEG scan contains coefficient %d of component %d out of order (bits %d to %d)",
            k, id, high, low);
      }
      missingBits[k] = low;
    }
  }

  boolean isComplete() {
    return Arrays.stream(missingBits).allMatch(bits -> bits == 0);
  }
}
