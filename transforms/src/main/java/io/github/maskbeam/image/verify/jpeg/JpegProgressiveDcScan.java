// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.image.verify.jpeg;

import io.github.maskbeam.image.ImageException;
import io.github.maskbeam.image.Interruption;

/** A scan of DC coefficients of progressive coding (T.81, G.1.2.1), the first or a refining one. */
final class JpegProgressiveDcScan extends JpegScan {
  private final HuffmanTable[] tables;
  private final int blocksAnMcu;

  /**
   * A scan to check.
   *
   * @param tables the table for each block of an MCU; empty for a refining scan, which has none
   */
  JpegProgressiveDcScan(
      EntropyData data, long mcus, int restartInterval, int blocksAnMcu, HuffmanTable[] tables) {
    super(data, mcus, restartInterval);
    this.tables = tables;
    this.blocksAnMcu = blocksAnMcu;
  }

  @Override
  long read(long from, long to) throws ImageException {
    return tables.length == 0 ? readRefinement(from, to) : readFirst(from, to);
  }

  private long readRefinement(long from, long to) {
    long mcusHeld = data().bits() / blocksAnMcu;
    long read = Math.min(mcusHeld, to - from);
    data().position(read * blocksAnMcu);
    return from + read;
  }

  private long readFirst(long from, long to) throws ImageException {
    byte[] bytes = data().bytes();
    long end = data().bits();
    long position = 0;
    for (long mcu = from; mcu < to; mcu++) {
      Interruption.checkAt(mcu - from);
      for (HuffmanTable table : tables) {
        int entry = table.lookup(EntropyData.window(bytes, position));
        if (entry == 0) {
          return invalidCode(mcu, position);
        }
        position += (entry >> 8) + HuffmanTable.sizeOf(entry);
        if (position > end) {
          return mcu;
        }
      }
    }
    data().position(position);
    return to;
  }
}
