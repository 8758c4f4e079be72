// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.image.png;

import java.util.zip.CRC32;

/** What all code that reads or writes PNGs has to know. Source: PNG, third edition (W3C). */
public final class PngFormat {
  /** Bytes of the signature; the first chunk, IHDR, begins after it. */
  public static final int SIGNATURE_BYTES = 8;

  /** Bytes of a chunk beside its data: 4 of the data's length, 4 of the type and 4 of the CRC. */
  public static final int CHUNK_BYTES = 12;

  /** Bytes of the data of IHDR. */
  public static final int HEADER_BYTES = 13;

  /** Where the bits per sample are in a file. */
  public static final int DEPTH_AT = SIGNATURE_BYTES + 16;

  /** Where the color type is in a file. */
  public static final int COLOR_TYPE_AT = SIGNATURE_BYTES + 17;

  /** The color type of gray PNGs. */
  public static final int GRAY = 0;

  /** The color type of palette PNGs. */
  public static final int PALETTE = 3;

  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

  private PngFormat() {}

  /** The signature; the caller's own copy. */
  public static byte[] signature() {
    return SIGNATURE.clone();
  }

  /**
   * The CRC of a chunk in memory.
   *
   * @param at where its type is
   * @param dataBytes the length of its data, which follows the type
   */
  public static int crc(byte[] file, int at, int dataBytes) {
    CRC32 crc = new CRC32();
    crc.update(file, at, 4 + dataBytes);
    return (int) crc.getValue();
  }
}
