// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.image.verify.jpeg;

import io.github.maskbeam.image.ImageException;
import java.util.Arrays;

/**
 * A Huffman table of a JPEG (T.81, annex C), for determining the length of coded data, not its
 * values. Codes are looked up by their first {@value #PEEK_BITS} bits. Immutable.
 *
 * <p>An entry has the symbol in its lowest 8 bits and the length of the code above them; 0 stands
 * for an invalid code.
 */
final class HuffmanTable {
  static final int PEEK_BITS = 12;

  private static final int ENTRIES = 1 << PEEK_BITS;
  private static final int MAX_CODE_BITS = 16;
  private static final int ZERO_RUN = 15;

  private final byte[] symbols;
  private final int[] entryOfWindow = new int[ENTRIES];
  private final int[] endCode = new int[MAX_CODE_BITS + 1];
  private final int[] symbolOffset = new int[MAX_CODE_BITS + 1];

  /**
   * Builds a table.
   *
   * @param countOfLength the number of codes of each length, at index 1 to 16
   * @param symbols the symbols in the order of their codes
   * @throws ImageException {@code CORRUPT} if there are more codes of a length than possible
   */
  HuffmanTable(int[] countOfLength, byte[] symbols) throws ImageException {
    this.symbols = symbols;
    int code = 0;
    int index = 0;
    for (int bits = 1; bits <= MAX_CODE_BITS; bits++) {
      symbolOffset[bits] = index - code;
      for (int i = 0; i < countOfLength[bits]; i++, code++, index++) {
        if (bits <= PEEK_BITS) {
          int from = code << (PEEK_BITS - bits);
          int entry = bits << 8 | (symbols[index] & 0xFF);
          Arrays.fill(
              entryOfWindow,
              Math.min(from, ENTRIES),
              Math.min(from + (1 << (PEEK_BITS - bits)), ENTRIES),
              entry);
        }
      }
      // A code of only ones is not allowed, so one code per length must remain unused.
      if (countOfLength[bits] > 0 && code >= 1 << bits) {
        throw ImageException.corrupt(
            "a JPEG Huffman table has more codes of %d bits than possible", bits);
      }
      endCode[bits] = code;
      code <<= 1;
    }
  }

  /** The entry of the code at the top of {@code window}, or 0 if it is invalid. */
  int lookup(long window) {
    int entry = entryOfWindow[(int) (window >>> (Long.SIZE - PEEK_BITS))];
    if (entry != 0) {
      return entry;
    }
    for (int bits = PEEK_BITS + 1; bits <= MAX_CODE_BITS; bits++) {
      int code = (int) (window >>> (Long.SIZE - bits));
      if (code < endCode[bits]) {
        int index = symbolOffset[bits] + code;
        return index < 0 ? 0 : bits << 8 | (symbols[index] & 0xFF);
      }
    }
    return 0;
  }

  /**
   * The entry of the code at the top of a window of {@value #PEEK_BITS} bits, or 0 if it is invalid
   * or longer than the window.
   */
  int lookupShort(int window) {
    return entryOfWindow[window];
  }

  /** The number of value bits after the code. */
  static int sizeOf(int entry) {
    return entry & 15;
  }

  /** The number of zero coefficients before the coefficient of the code. */
  static int runOf(int entry) {
    return entry >> 4 & 15;
  }

  static boolean endsBlock(int entry) {
    return sizeOf(entry) == 0 && runOf(entry) != ZERO_RUN;
  }

  /** Whether this is a valid table of DC differences, which have at most 15 value bits. */
  boolean isValidForDc() {
    for (byte symbol : symbols) {
      if ((symbol & 0xFF) > 15) {
        return false;
      }
    }
    return true;
  }
}
