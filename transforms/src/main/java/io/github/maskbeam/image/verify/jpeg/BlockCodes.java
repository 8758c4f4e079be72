// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.image.verify.jpeg;

/**
 * Skips blocks of sequential coding by combining the DC and the AC Huffman table of a block for
 * speed. One lookup of {@value HuffmanTable#PEEK_BITS} bits skips a chain of symbols: all symbols,
 * with the bits of their values, whose code is within the lookup. On photographs that is about two
 * symbols. Immutable.
 *
 * <p>An entry has the number of bits to skip in its lowest 8 bits, the number of coefficients in
 * the next 8 bits, and above them a flag for the end of the block. It is 0 if the first code is
 * longer than the lookup.
 */
final class BlockCodes {
  private static final int COEFFICIENTS_SHIFT = 8;
  private static final int END_OF_BLOCK = 1 << 16;
  private static final int WINDOW_SHIFT = Long.SIZE - HuffmanTable.PEEK_BITS;
  private static final int WINDOWS = 1 << HuffmanTable.PEEK_BITS;

  private final HuffmanTable dc;
  private final HuffmanTable ac;
  private final int[] dcChains = new int[WINDOWS];
  private final int[] acChains = new int[WINDOWS];

  BlockCodes(HuffmanTable dc, HuffmanTable ac) {
    this.dc = dc;
    this.ac = ac;
    for (int window = 0; window < WINDOWS; window++) {
      acChains[window] = chain(window, 0, 0);
      int difference = dc.lookupShort(window);
      if (difference != 0) {
        dcChains[window] = chain(window, bitsOf(difference), 1);
      }
    }
  }

  /** Extends a chain of {@code bits} bits and {@code coefficients} coefficients by AC symbols. */
  private int chain(int window, int bits, int coefficients) {
    boolean ended = false;
    while (!ended && bits < HuffmanTable.PEEK_BITS && coefficients < JpegComponent.COEFFICIENTS) {
      int entry = ac.lookupShort(window << bits & WINDOWS - 1);
      if (entry == 0 || bits + (entry >> 8) > HuffmanTable.PEEK_BITS) {
        break;
      }
      bits += bitsOf(entry);
      coefficients += coefficientsOf(entry);
      ended = HuffmanTable.endsBlock(entry);
    }
    return (ended ? END_OF_BLOCK : 0) | coefficients << COEFFICIENTS_SHIFT | bits;
  }

  private static int bitsOf(int entry) {
    return (entry >> 8) + HuffmanTable.sizeOf(entry);
  }

  /**
   * The number of coefficients that an AC symbol skips. An end of block counts as one, so a chain
   * that continues from a full block into the next one exceeds the block and is detected.
   */
  private static int coefficientsOf(int entry) {
    return HuffmanTable.endsBlock(entry) ? 1 : HuffmanTable.runOf(entry) + 1;
  }

  /**
   * Skips one block.
   *
   * @param start the bit at which the block starts
   * @return the bit after the block, or the bitwise complement of the position of an invalid code
   */
  long skip(byte[] bytes, long start) {
    long position = start;
    int k = 0;
    int[] lookup = dcChains;
    while (k < JpegComponent.COEFFICIENTS) {
      long window = EntropyCodedSegment.window(bytes, position);
      int chain = lookup[(int) (window >>> WINDOW_SHIFT)];
      int next = k + (chain >> COEFFICIENTS_SHIFT & 0xFF);
      if (chain != 0 && next <= JpegComponent.COEFFICIENTS) {
        position += chain & 0xFF;
        k = next;
        if (chain >= END_OF_BLOCK) {
          return position;
        }
      } else {
        // The code is longer than the lookup or the chain exceeds the block: skip one symbol only.
        int entry = k == 0 ? dc.lookup(window) : ac.lookup(window);
        int coefficients = k == 0 ? 1 : coefficientsOf(entry);
        if (entry == 0 || k + coefficients > JpegComponent.COEFFICIENTS) {
          return ~position;
        }
        position += bitsOf(entry);
        if (k > 0 && HuffmanTable.endsBlock(entry)) {
          return position;
        }
        k += coefficients;
      }
      lookup = acChains;
    }
    return position;
  }
}
