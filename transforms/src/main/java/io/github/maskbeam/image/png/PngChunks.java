// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.image.png;

import io.github.maskbeam.image.ByteView;
import io.github.maskbeam.image.ImageException;

/**
 * Walks over the chunks of a PNG in memory, from IHDR on. Trusts no length: what is not there is
 * {@code TRUNCATED}. For one thread.
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

  /** Before the first chunk; the signature is not checked. */
  public static PngChunks of(ByteView file) {
    return new PngChunks(file);
  }

  /** Goes on to the next chunk, which need not be whole; false where the file ends. */
  public boolean next() throws ImageException {
    if (nextAt + PngFormat.CHUNK_BYTES > file.length()) {
      return false;
    }
    advance();
    return true;
  }

  /**
   * Goes on to the next chunk, which must be there.
   *
   * @throws ImageException {@code TRUNCATED} if it is not whole, {@code CORRUPT} if its type has
   *     other characters than letters
   */
  public void requireNext() throws ImageException {
    advance();
    for (int i = 4; i < 8; i++) {
      int letter = file.u8(at + i, PART) | 0x20;
      if (letter < 'a' || letter > 'z') {
        throw ImageException.corrupt("at byte %d of the PNG stands no chunk", at);
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
   * Checks the CRC.
   *
   * @throws ImageException {@code CORRUPT} if it differs, {@code TRUNCATED} if the chunk is not
   *     whole
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

  /** Whether a decoder has to know the chunk. */
  public boolean isCritical() throws ImageException {
    return Character.isUpperCase(file.u8(at + 4, PART));
  }

  /** Whether the file holds all of the chunk. */
  public boolean isWhole() {
    return nextAt <= file.length();
  }

  /** Where the chunk begins, with its length. */
  public int at() {
    return Math.toIntExact(at);
  }

  /** Where the data of the chunk begins. */
  public int dataAt() {
    return at() + 8;
  }

  /** The length of the data, as the chunk declares it. */
  public long dataBytes() {
    return dataBytes;
  }

  /** The length of the whole chunk, as it declares it. */
  public long bytes() {
    return dataBytes + PngFormat.CHUNK_BYTES;
  }
}
