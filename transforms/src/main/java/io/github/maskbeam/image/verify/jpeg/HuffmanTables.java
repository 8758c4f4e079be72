// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.image.verify.jpeg;

import io.github.maskbeam.image.ByteView;
import io.github.maskbeam.image.ImageException;
import java.util.Arrays;
import javax.imageio.plugins.jpeg.JPEGHuffmanTable;

/** The current Huffman tables of a JPEG (T.81, B.2.4.2), built when a scan first uses them. */
final class HuffmanTables {
  private static final int SLOTS = 4;

  private final int[][][] counts = new int[2][SLOTS][];
  private final byte[][][] symbols = new byte[2][SLOTS][];
  private final HuffmanTable[][] built = new HuffmanTable[2][SLOTS];
  private final BlockCodes[][] blocks = new BlockCodes[SLOTS][SLOTS];

  /**
   * Starts with the tables of T.81, annex K, as libjpeg does, because Motion JPEG frames omit them.
   */
  HuffmanTables() {
    define(0, 0, JPEGHuffmanTable.StdDCLuminance);
    define(0, 1, JPEGHuffmanTable.StdDCChrominance);
    define(1, 0, JPEGHuffmanTable.StdACLuminance);
    define(1, 1, JPEGHuffmanTable.StdACChrominance);
  }

  private void define(int kind, int slot, JPEGHuffmanTable table) {
    int[] countOfLength = new int[17];
    short[] lengths = table.getLengths();
    for (int i = 0; i < lengths.length; i++) {
      countOfLength[i + 1] = lengths[i];
    }
    byte[] values = new byte[table.getValues().length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (byte) table.getValues()[i];
    }
    counts[kind][slot] = countOfLength;
    symbols[kind][slot] = values;
  }

  /** Reads the current segment, which must be a DHT segment. */
  void read(ByteView file, JpegSegments segment) throws ImageException {
    int at = segment.payloadStart();
    // A remainder shorter than a table is padding.
    while (segment.end() - at > 16) {
      int kindAndSlot = file.u8(at, "a JPEG Huffman table");
      int kind = kindAndSlot >> 4;
      int slot = kindAndSlot & 15;
      int[] countOfLength = new int[17];
      int total = 0;
      for (int i = 1; i <= 16; i++) {
        countOfLength[i] = file.u8(at + (long) i, "a JPEG Huffman table");
        total += countOfLength[i];
      }
      at += 17;
      if (kind > 1 || slot >= SLOTS || total > 256 || total > segment.end() - at) {
        throw ImageException.corrupt(
            "a JPEG Huffman table segment is invalid (class and slot 0x%02X, %d codes)",
            kindAndSlot, total);
      }
      counts[kind][slot] = countOfLength;
      symbols[kind][slot] = Arrays.copyOfRange(file.content(), at, at + total);
      built[kind][slot] = null;
      for (int other = 0; other < SLOTS; other++) {
        blocks[kind == 0 ? slot : other][kind == 0 ? other : slot] = null;
      }
      at += total;
    }
  }

  HuffmanTable dc(int slot) throws ImageException {
    HuffmanTable table = table(0, slot);
    if (!table.isValidForDc()) {
      throw ImageException.corrupt(
          "the JPEG DC Huffman table %d has values of more than 15 bits", slot);
    }
    return table;
  }

  HuffmanTable ac(int slot) throws ImageException {
    return table(1, slot);
  }

  /** The combined codes of a block that uses these two tables. */
  BlockCodes block(int dcSlot, int acSlot) throws ImageException {
    HuffmanTable dc = dc(dcSlot);
    HuffmanTable ac = ac(acSlot);
    if (blocks[dcSlot][acSlot] == null) {
      blocks[dcSlot][acSlot] = new BlockCodes(dc, ac);
    }
    return blocks[dcSlot][acSlot];
  }

  private HuffmanTable table(int kind, int slot) throws ImageException {
    if (slot >= SLOTS || counts[kind][slot] == null) {
      throw ImageException.corrupt(
          "a JPEG scan uses %s Huffman table %d, which is not defined",
          kind == 0 ? "DC" : "AC", slot);
    }
    if (built[kind][slot] == null) {
      built[kind][slot] = new HuffmanTable(counts[kind][slot], symbols[kind][slot]);
    }
    return built[kind][slot];
  }
}
