// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.storage.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Text in headers, which servers send in ISO 8859-1 or in UTF-8 without saying which. */
final class HeaderText {
  private HeaderText() {}

  /**
   * Decodes text that was received as ISO 8859-1. Text that is valid in UTF-8 is practically always
   * meant so.
   */
  static String decoded(String received) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(received.getBytes(StandardCharsets.ISO_8859_1)))
          .toString();
    } catch (CharacterCodingException e) {
      return received;
    }
  }
}
