// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.image.verify.jpeg;

import io.github.maskbeam.image.ImageException;
import io.github.maskbeam.image.Interruption;

/** A progressive scan of DC coefficients (T.81, G.1.2.1), either the first or a refining scan. */
final class JpegProgressiveDcScan extends JpegScan {
  private final HuffmanTable[] tables;
  private final int blocksPerMcu;

  /**
   * Creates a scan.
   *
   * @param tables the table of each block of an MCU; empty for a refining scan
   */
  JpegProgressiveDcScan(
      EntropyCodedSegment data,
      long mcus,
      int restartInterval,
      int blocksPerMcu,
      HuffmanTable[] tables) {
    super(data, mcus, restartInterval);
    this.tables = tables;
    this.blocksPerMcu = blocksPerMcu;
  }

  @Override
  long read(long from, long to) throws ImageException {
    return tables.length == 0 ? readRefinement(from, to) : readFirst(from, to);
  }

  private long readRefinement(long from, long to) {
    // A refining scan has one bit per block.
    long read = Math.min(data().bits() / blocksPerMcu, to - from);
    data().position(read * blocksPerMcu);
    return from + read;
  }

  private long readFirst(long from, long to) throws ImageException {
    byte[] bytes = data().bytes();
    long end = data().bits();
    long position = 0;
    for (long mcu = from; mcu < to; mcu++) {
      Interruption.checkAt(mcu - from);
      for (HuffmanTable table : tables) {
        int entry = table.lookup(EntropyCodedSegment.window(bytes, position));
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

  @Override
  boolean isFollowedByImageData(long nextByte) {
    return false;
  }
}
