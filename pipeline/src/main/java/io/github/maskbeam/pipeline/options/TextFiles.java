// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.options;

import io.github.maskbeam.storage.Schemes;
import io.github.maskbeam.storage.StorageFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import org.apache.beam.sdk.io.FileSystems;

/** Reads small text files from any file system. */
public final class TextFiles {
  private TextFiles() {}

  /** The whole file, decoded as UTF-8. */
  public static String read(String uri) throws IOException {
    try (InputStream in =
        Channels.newInputStream(FileSystems.open(FileSystems.matchNewResource(uri, false)))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** The reason why a file could not be used, for users. */
  static String reason(String uri, Exception e) {
    return Schemes.missing(uri).orElseGet(() -> StorageFailure.of(e).reason());
  }
}
