// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.image.verify.jpeg;

/**
 * The two Huffman tables of a block of sequential coding, joined for speed: one lookup passes over
 * as many whole symbols, with the bits of their values, as start in {@value HuffmanTable#PEEK_BITS}
 * bits. On photographs that is about two. Immutable.
 *
 * <p>An entry holds the bits it passes over (8 bits), the coefficients (8 bits), and above them
 * whether the block ends; it is 0 where not even one code is that short.
 */
final class BlockCodes {
  private static final int STEPS_SHIFT = 8;
  private static final int END_OF_BLOCK = 1 << 16;
  private static final int WINDOW_SHIFT = Long.SIZE - HuffmanTable.PEEK_BITS;
  private static final int WINDOWS = 1 << HuffmanTable.PEEK_BITS;

  private final HuffmanTable dc;
  private final HuffmanTable ac;
  private final int[] starts = new int[WINDOWS];
  private final int[] chains = new int[WINDOWS];

  BlockCodes(HuffmanTable dc, HuffmanTable ac) {
    this.dc = dc;
    this.ac = ac;
    for (int window = 0; window < WINDOWS; window++) {
      chains[window] = chain(window, 0, 0);
      int difference = dc.lookupShort(window);
      if (difference != 0) {
        starts[window] = chain(window, bitsOf(difference), 1);
      }
    }
  }

  /** Passes over AC symbols, after {@code bits} bits and {@code steps} coefficients of others. */
  private int chain(int window, int bits, int steps) {
    boolean ended = false;
    while (!ended && bits < HuffmanTable.PEEK_BITS && steps < JpegComponent.COEFFICIENTS) {
      int entry = ac.lookupShort(window << bits & WINDOWS - 1);
      if (entry == 0 || bits + (entry >> 8) > HuffmanTable.PEEK_BITS) {
        break;
      }
      bits += bitsOf(entry);
      steps += stepsOf(entry);
      ended = HuffmanTable.endsBlock(entry);
    }
    return (ended ? END_OF_BLOCK : 0) | steps << STEPS_SHIFT | bits;
  }

  private static int bitsOf(int entry) {
    return (entry >> 8) + HuffmanTable.sizeOf(entry);
  }

  /**
   * Coefficients that an AC symbol passes over. The end of a block counts as one, so that a chain
   * that runs from a full block into the next one goes beyond the block and shows itself.
   */
  private static int stepsOf(int entry) {
    return HuffmanTable.endsBlock(entry) ? 1 : HuffmanTable.runOf(entry) + 1;
  }

  /**
   * The position after the block at {@code start}, or the complement of that of an invalid code.
   */
  long skip(byte[] bytes, long start) {
    long position = start;
    int k = 0;
    int[] lookup = starts;
    while (k < JpegComponent.COEFFICIENTS) {
      long window = EntropyData.window(bytes, position);
      int chain = lookup[(int) (window >>> WINDOW_SHIFT)];
      int next = k + (chain >> STEPS_SHIFT & 0xFF);
      if (chain != 0 && next <= JpegComponent.COEFFICIENTS) {
        position += chain & 0xFF;
        k = next;
        if (chain >= END_OF_BLOCK) {
          return position;
        }
      } else {
        // A code longer than the lookup, or a chain that runs into the next block: one symbol only.
        int entry = k == 0 ? dc.lookup(window) : ac.lookup(window);
        int steps = k == 0 ? 1 : stepsOf(entry);
        if (entry == 0 || k + steps > JpegComponent.COEFFICIENTS) {
          return ~position;
        }
        position += bitsOf(entry);
        if (k > 0 && HuffmanTable.endsBlock(entry)) {
          return position;
        }
        k += steps;
      }
      lookup = chains;
    }
    return position;
  }
}
