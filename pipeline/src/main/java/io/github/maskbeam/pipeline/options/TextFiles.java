// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.options;

import io.github.maskbeam.storage.Schemes;
import io.github.maskbeam.storage.StorageFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.stream.IntStream;
import org.apache.beam.sdk.io.FileSystems;

/** Reads small text files from any file system. */
public final class TextFiles {
  private TextFiles() {}

  /** Of a file: 4 kB for each of 255 classes, or 16 bytes for each of 65,535. */
  private static final int MOST_BYTES = 1 << 20;

  /** Of a line, in UTF-16 code units. */
  private static final int LONGEST_LINE = 256;

  /**
   * The text of a file in UTF-8, without a byte order mark. At most 1 MiB is read.
   *
   * @throws MalformedTextException if the file is larger, is not in UTF-8, or has a line of more
   *     than 256 characters
   * @throws IOException if the file cannot be read
   */
  public static String read(String uri) throws IOException {
    String text = readAnyLines(uri);
    requireShortLines(text);
    return text;
  }

  /** Like {@link #read}, with lines of any length. */
  static String readAnyLines(String uri) throws IOException {
    byte[] bytes;
    try (InputStream in =
        Channels.newInputStream(FileSystems.open(FileSystems.matchNewResource(uri, false)))) {
      bytes = in.readNBytes(MOST_BYTES + 1);
    }
    if (bytes.length > MOST_BYTES) {
      throw new MalformedTextException(
          String.format(Locale.ROOT, "it is larger than %,d bytes", MOST_BYTES));
    }
    return decoded(bytes);
  }

  private static String decoded(byte[] bytes) throws MalformedTextException {
    if (startsWith(bytes, 0xff, 0xfe) || startsWith(bytes, 0xfe, 0xff)) {
      throw new MalformedTextException("it is in UTF-16; save it in UTF-8");
    }
    int start = startsWith(bytes, 0xef, 0xbb, 0xbf) ? 3 : 0;
    ByteBuffer undecoded = ByteBuffer.wrap(bytes, start, bytes.length - start);
    // UTF-8 has at most one UTF-16 code unit per byte.
    CharBuffer text = CharBuffer.allocate(bytes.length);
    if (StandardCharsets.UTF_8.newDecoder().decode(undecoded, text, true).isError()) {
      // The text before the invalid byte may end in a line break, which begins the next line.
      long line = (text.flip() + "x").lines().count();
      throw new MalformedTextException(
          "line " + line + " has bytes that are not UTF-8; save the file in UTF-8");
    }
    return text.flip().toString();
  }

  private static boolean startsWith(byte[] bytes, int... mark) {
    return bytes.length >= mark.length
        && IntStream.range(0, mark.length).allMatch(i -> (bytes[i] & 0xff) == mark[i]);
  }

  private static void requireShortLines(String text) throws MalformedTextException {
    int number = 0;
    for (String line : text.lines().toArray(String[]::new)) {
      number++;
      if (line.length() > LONGEST_LINE) {
        throw new MalformedTextException(
            String.format(
                Locale.ROOT,
                "line %d has %,d characters; shorten it to %d",
                number,
                line.length(),
                LONGEST_LINE));
      }
    }
  }

  /** The reason why a file could not be used, for users. */
  static String reason(String uri, Exception e) {
    return Schemes.missing(uri).orElseGet(() -> StorageFailure.of(e).reason());
  }
}
