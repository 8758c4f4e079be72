// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.image.verify.jpeg;

import io.github.maskbeam.image.ImageException;
import io.github.maskbeam.image.Interruption;

/**
 * A progressive scan of AC coefficients of one component (T.81, G.1.2.2 and G.1.2.3). Tracks which
 * coefficients are not zero, because a refining scan contains one bit for each of them.
 */
final class JpegProgressiveAcScan extends JpegScan {
  private final HuffmanTable table;
  private final int first;
  private final int last;
  private final long[] nonZero;
  private final boolean refines;

  private long position;
  private int blocksToSkip;
  private boolean invalid;

  private JpegProgressiveAcScan(
      EntropyCodedSegment data,
      int restartInterval,
      HuffmanTable table,
      JpegComponent component,
      int[] band,
      boolean refines) {
    super(data, component.blocks(), restartInterval);
    this.table = table;
    this.first = band[0];
    this.last = band[1];
    this.nonZero = component.nonZero();
    this.refines = refines;
  }

  /** The first scan of the coefficients {@code band[0]} to {@code band[1]}. */
  static JpegProgressiveAcScan first(
      EntropyCodedSegment data,
      int restartInterval,
      HuffmanTable table,
      JpegComponent component,
      int... band) {
    return new JpegProgressiveAcScan(data, restartInterval, table, component, band, false);
  }

  /** A scan that refines the coefficients {@code band[0]} to {@code band[1]} by one bit. */
  static JpegProgressiveAcScan refining(
      EntropyCodedSegment data,
      int restartInterval,
      HuffmanTable table,
      JpegComponent component,
      int... band) {
    return new JpegProgressiveAcScan(data, restartInterval, table, component, band, true);
  }

  @Override
  long read(long from, long to) throws ImageException {
    position = 0;
    blocksToSkip = 0;
    long end = data().bits();
    for (long block = from; block < to; block++) {
      Interruption.checkAt(block - from);
      if (refines) {
        refineBlock((int) block);
      } else if (blocksToSkip > 0) {
        blocksToSkip--;
      } else {
        readBlock((int) block);
      }
      if (invalid) {
        return invalidCode(block, position);
      }
      if (position > end) {
        return block;
      }
    }
    data().position(position);
    return to;
  }

  @Override
  boolean isFollowedByImageData(long nextByte) {
    // A run of empty blocks ends with the image at the latest.
    return blocksToSkip > 0;
  }

  private void readBlock(int block) {
    byte[] bytes = data().bytes();
    long mask = 0;
    for (int k = first; k <= last; k++) {
      int entry = nextCode(bytes);
      if (HuffmanTable.endsBlock(entry)) {
        blocksToSkip = runOfBlocks(bytes, HuffmanTable.runOf(entry)) - 1;
        break;
      }
      k += HuffmanTable.runOf(entry);
      position += HuffmanTable.sizeOf(entry);
      if (HuffmanTable.sizeOf(entry) != 0) {
        invalid |= k > last;
        mask |= 1L << k;
      }
    }
    nonZero[block] |= mask;
  }

  private void refineBlock(int block) {
    byte[] bytes = data().bytes();
    long mask = nonZero[block];
    int k = first;
    while (blocksToSkip == 0 && k <= last && !invalid) {
      int entry = nextCode(bytes);
      if (HuffmanTable.endsBlock(entry)) {
        blocksToSkip = runOfBlocks(bytes, HuffmanTable.runOf(entry));
        break;
      }
      position += HuffmanTable.sizeOf(entry);
      // Skips the run of zero coefficients; nonzero ones within the run have one bit each.
      int zeros = HuffmanTable.runOf(entry);
      while (k <= last && ((mask >>> k & 1) != 0 || zeros-- > 0)) {
        position += mask >>> k & 1;
        k++;
      }
      if (HuffmanTable.sizeOf(entry) != 0) {
        // In a refining scan, a new nonzero coefficient has exactly one value bit.
        invalid |= k > last || HuffmanTable.sizeOf(entry) != 1;
        nonZero[block] |= 1L << k;
      }
      k++;
    }
    if (blocksToSkip > 0) {
      long rest = k > last ? 0 : -1L << k & -1L >>> (Long.SIZE - 1 - last);
      position += Long.bitCount(mask & rest);
      blocksToSkip--;
    }
  }

  private int nextCode(byte[] bytes) {
    int entry = table.lookup(EntropyCodedSegment.window(bytes, position));
    invalid |= entry == 0;
    position += entry >> 8;
    return entry;
  }

  private int runOfBlocks(byte[] bytes, int extraBits) {
    if (extraBits == 0) {
      return 1;
    }
    long window = EntropyCodedSegment.window(bytes, position);
    position += extraBits;
    return (1 << extraBits) + (int) (window >>> (Long.SIZE - extraBits));
  }
}
