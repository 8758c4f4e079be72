// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.schemas;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 hashes in lower-case hex, as stored in table rows and masks. */
public final class Sha256 {
  private static final int IMAGE_ID_DIGITS = 32;
  private static final char[] HEX = "0123456789abcdef".toCharArray();

  private Sha256() {}

  /** SHA-256 of the bytes, 64 hex digits. */
  public static String hex(byte[] content) {
    return hex(ByteBuffer.wrap(content));
  }

  /** SHA-256 of the remaining bytes, 64 hex digits. Does not change the buffer's position. */
  public static String hex(ByteBuffer content) {
    MessageDigest digest = newDigest();
    digest.update(content.duplicate());
    return toHex(digest.digest());
  }

  /** The id of an image: the first 128 bits of the SHA-256 of its URI in UTF-8, 32 hex digits. */
  public static String imageId(String imageUri) {
    return hex(imageUri.getBytes(StandardCharsets.UTF_8)).substring(0, IMAGE_ID_DIGITS);
  }

  private static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This Java platform does not support SHA-256", e);
    }
  }

  private static String toHex(byte[] bytes) {
    StringBuilder text = new StringBuilder(2 * bytes.length);
    for (byte b : bytes) {
      text.append(HEX[b >> 4 & 0xf]).append(HEX[b & 0xf]);
    }
    return text.toString();
  }
}
