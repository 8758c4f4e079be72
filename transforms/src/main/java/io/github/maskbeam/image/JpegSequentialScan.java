// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.image;

/** A scan of baseline or extended sequential coding (T.81, annex F.2). */
final class JpegSequentialScan extends JpegScan {
  private static final int STEPS_SHIFT = 8;
  private static final int END_OF_BLOCK = 1 << 16;

  private final HuffmanTable[] dc;
  private final HuffmanTable[] ac;

  /**
   * A scan to check.
   *
   * @param dc the DC table for each block of an MCU
   * @param ac the AC table for each block of an MCU
   */
  JpegSequentialScan(
      EntropyData data, long mcus, int restartInterval, HuffmanTable[] dc, HuffmanTable[] ac) {
    super(data, mcus, restartInterval);
    this.dc = dc;
    this.ac = ac;
  }

  @Override
  long read(long from, long to) throws ImageException {
    byte[] bytes = data().bytes();
    long end = data().bits();
    long position = 0;
    for (long mcu = from; mcu < to; mcu++) {
      for (int block = 0; block < dc.length; block++) {
        position = skipBlock(bytes, position, dc[block], ac[block]);
        if (position < 0) {
          return invalidCode(mcu, ~position);
        }
        if (position > end) {
          return mcu;
        }
      }
    }
    data().position(position);
    return to;
  }

  /** The position after a block, or the complement of that of an invalid code. */
  private static long skipBlock(byte[] bytes, long start, HuffmanTable dc, HuffmanTable ac) {
    long position = start;
    int difference = dc.lookup(EntropyData.window(bytes, position));
    if (difference == 0) {
      return ~position;
    }
    position += (difference >> 8) + HuffmanTable.sizeOf(difference);
    int[] chains = ac.chainLookup();
    int k = 1;
    while (k < JpegComponent.COEFFICIENTS) {
      long window = EntropyData.window(bytes, position);
      int chain = chains[(int) (window >>> Long.SIZE - HuffmanTable.PEEK_BITS)];
      int next = k + (chain >> STEPS_SHIFT & 0xFF);
      if (chain != 0 && next <= JpegComponent.COEFFICIENTS) {
        position += chain & 0xFF;
        k = next;
        if ((chain & END_OF_BLOCK) != 0) {
          return position;
        }
      } else {
        // A code longer than the lookup, or a chain that runs into the next block: one symbol only.
        int entry = ac.lookup(window);
        k += HuffmanTable.stepsOf(entry);
        if (entry == 0 || k > JpegComponent.COEFFICIENTS) {
          return ~position;
        }
        position += (entry >> 8) + HuffmanTable.sizeOf(entry);
        if (HuffmanTable.endsBlock(entry)) {
          return position;
        }
      }
    }
    return position;
  }
}
