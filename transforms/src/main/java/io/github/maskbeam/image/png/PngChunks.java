// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.image.png;

import io.github.maskbeam.image.ByteView;
import io.github.maskbeam.image.ImageException;

/**
 * Iterates over the chunks of a PNG in memory, starting with IHDR. Declared lengths are checked:
 * bytes beyond the end of the file are reported as {@code TRUNCATED}. For one thread.
 */
public final class PngChunks {
  private static final String PART = "a PNG chunk";

  private final ByteView file;
  private long at = PngFormat.SIGNATURE_BYTES;
  private long dataBytes;
  private long nextAt = PngFormat.SIGNATURE_BYTES;

  private PngChunks(ByteView file) {
    this.file = file;
  }

  /** An iteration that starts before the first chunk. The signature is not checked. */
  public static PngChunks of(ByteView file) {
    return new PngChunks(file);
  }

  /** Moves to the next chunk, which may be incomplete. Returns false at the end of the file. */
  public boolean next() throws ImageException {
    if (nextAt + PngFormat.CHUNK_BYTES > file.length()) {
      return false;
    }
    advance();
    return true;
  }

  /**
   * Moves to the next chunk, which must exist and be complete.
   *
   * @throws ImageException {@code TRUNCATED} if it is missing or incomplete, {@code CORRUPT} if its
   *     type contains characters other than letters
   */
  public void requireNext() throws ImageException {
    advance();
    for (int i = 4; i < 8; i++) {
      int letter = file.u8(at + i, PART) | 0x20;
      if (letter < 'a' || letter > 'z') {
        throw ImageException.corrupt("no PNG chunk begins at byte %d", at);
      }
    }
    file.require(at, bytes(), PART);
  }

  private void advance() throws ImageException {
    at = nextAt;
    dataBytes = file.u32BigEndian(at, PART);
    nextAt = at + bytes();
  }

  /**
   * Checks the CRC of the chunk.
   *
   * @throws ImageException {@code CORRUPT} if it differs, {@code TRUNCATED} if the chunk is
   *     incomplete
   */
  public void requireCrc() throws ImageException {
    file.require(at, bytes(), PART);
    int crc = PngFormat.crc(file.content(), (int) at + 4, (int) dataBytes);
    if (crc != (int) file.u32BigEndian(at + 8 + dataBytes, PART)) {
      throw ImageException.corrupt("the PNG chunk at byte %d does not match its CRC", at);
    }
  }

  /** Whether the chunk has this type. */
  public boolean is(String type) {
    return file.matches(at + 4, type);
  }

  /** Whether the chunk is critical: needed to decode the pixels. */
  public boolean isCritical() throws ImageException {
    return Character.isUpperCase(file.u8(at + 4, PART));
  }

  /** Whether the file contains the whole chunk. */
  public boolean isWhole() {
    return nextAt <= file.length();
  }

  /** The offset of the chunk, that is, of its length field. */
  public int at() {
    return Math.toIntExact(at);
  }

  /** The offset of the chunk's data. */
  public int dataAt() {
    return at() + 8;
  }

  /** The declared length of the data, in bytes. */
  public long dataBytes() {
    return dataBytes;
  }

  /** The declared length of the whole chunk, in bytes. */
  public long bytes() {
    return dataBytes + PngFormat.CHUNK_BYTES;
  }
}
