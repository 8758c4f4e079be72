// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.sources;

import io.github.maskbeam.sources.Manifest.Packing;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.channels.Channels;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import org.apache.beam.sdk.io.FileSystems;

/** Opens manifests. Stateless and thread-safe. */
public final class ManifestText {
  private static final int BYTE_ORDER_MARK = 0xFEFF;
  private static final int BUFFER_BYTES = 64 << 10;

  private ManifestText() {}

  /**
   * Opens a file; the caller closes the stream.
   *
   * @throws IOException if it cannot be read, or is not compressed as given
   */
  public static InputStream open(String uri, Packing packing) throws IOException {
    InputStream file =
        Channels.newInputStream(FileSystems.open(FileSystems.matchNewResource(uri, false)));
    if (packing == Packing.NONE) {
      return file;
    }
    try {
      return new GZIPInputStream(file, BUFFER_BYTES);
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  /**
   * Opens a text file in UTF-8, without its byte order mark; the caller closes the reader. It
   * throws a {@link java.nio.charset.CharacterCodingException} for bytes that are not UTF-8, which
   * a reader replaces by default.
   */
  public static BufferedReader read(String uri, Packing packing) throws IOException {
    BufferedReader text =
        new BufferedReader(
            new InputStreamReader(
                open(uri, packing),
                StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)),
            BUFFER_BYTES);
    try {
      text.mark(1);
      if (text.read() != BYTE_ORDER_MARK) {
        text.reset();
      }
      return text;
    } catch (IOException | RuntimeException e) {
      text.close();
      throw e;
    }
  }
}
