// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.storage.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/** Decodes what servers compress although Maskbeam does not request it. */
final class ContentEncoding {
  private static final Set<String> GZIP = Set.of("gzip", "x-gzip");
  private static final Set<String> UNSUPPORTED = Set.of("br", "zstd", "deflate", "compress");

  /** Enough for the speed of a decoder, and small beside an image. */
  private static final int BUFFER_BYTES = 1 << 14;

  private ContentEncoding() {}

  /**
   * Whether the content is to be decoded. A file that is named {@code .gz} is kept as it is: the
   * encoding is that of the file, and Beam decompresses such a manifest by its name.
   *
   * @param encoding the value of the header; may be null
   * @throws HttpRefusedException if Maskbeam cannot decode it
   */
  static boolean isGzip(String encoding, URI uri) throws HttpRefusedException {
    if (encoding == null) {
      return false;
    }
    String name = encoding.strip().toLowerCase(Locale.ROOT);
    if (UNSUPPORTED.contains(name) || name.contains(",")) {
      throw new HttpRefusedException(
          "the server sends a Content-Encoding that was not requested; Maskbeam decodes only gzip");
    }
    // Other values, such as "none", are mistakes of servers that do not encode anything.
    return GZIP.contains(name) && !uri.getRawPath().toLowerCase(Locale.ROOT).endsWith(".gz");
  }

  /** The decoded content. The size is unknown; the reader limits it. */
  static InputStream gunzip(InputStream encoded) throws IOException {
    return new GZIPInputStream(encoded, BUFFER_BYTES);
  }
}
