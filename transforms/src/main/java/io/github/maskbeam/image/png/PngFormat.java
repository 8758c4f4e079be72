// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.image.png;

import java.util.zip.CRC32;

/** Constants and checksums of the PNG format. Source: PNG, third edition (W3C). */
public final class PngFormat {
  /** The length of the signature. The first chunk, IHDR, follows it. */
  public static final int SIGNATURE_BYTES = 8;

  /** Bytes of a chunk besides its data: 4 for the length, 4 for the type and 4 for the CRC. */
  public static final int CHUNK_BYTES = 12;

  /** The length of the data of IHDR. */
  public static final int HEADER_BYTES = 13;

  /** The offset of the number of bits per sample in the file. */
  public static final int DEPTH_AT = SIGNATURE_BYTES + 16;

  /** The offset of the color type in the file. */
  public static final int COLOR_TYPE_AT = SIGNATURE_BYTES + 17;

  /** The color type of grayscale PNGs. */
  public static final int GRAY = 0;

  /** The color type of palette PNGs. */
  public static final int PALETTE = 3;

  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

  private PngFormat() {}

  /** A copy of the signature. */
  public static byte[] signature() {
    return SIGNATURE.clone();
  }

  /**
   * The CRC of a chunk in memory.
   *
   * @param at the offset of its type
   * @param dataBytes the length of its data, which follows the type
   */
  public static int crc(byte[] file, int at, int dataBytes) {
    CRC32 crc = new CRC32();
    crc.update(file, at, 4 + dataBytes);
    return (int) crc.getValue();
  }
}
