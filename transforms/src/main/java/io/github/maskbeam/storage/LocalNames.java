// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.storage;

import java.io.File;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Names of local files, which are bytes, as text in the charset of the JVM. Stateless and
 * thread-safe.
 */
final class LocalNames {
  private static final String URI_START = "file:";

  private LocalNames() {}

  /**
   * The path, or a file: URI with percent-encoded bytes if the charset cannot represent the path. A
   * URI never equals the name of another listed file, because listed paths are absolute.
   */
  static String of(Path path) {
    String text = path.toString();
    try {
      return Path.of(text).equals(path) ? text : path.toUri().toString();
    } catch (InvalidPathException e) {
      return path.toUri().toString();
    }
  }

  /** Why the charset of this JVM prevents access to a file, and the remedy. */
  static Optional<String> problem(String uri) {
    if (uri.startsWith(URI_START)) {
      return Optional.of("The bytes of the path are not text in the charset " + remedy());
    }
    CharsetEncoder encoder = Charset.forName(charset()).newEncoder();
    // Windows stores names in Unicode, whatever the charset.
    boolean isUnicode = File.separatorChar == '\\';
    return Uris.hasScheme(uri) || isUnicode || encoder.canEncode(uri)
        ? Optional.empty()
        : Optional.of("The path has characters that are not in the charset " + remedy());
  }

  private static String remedy() {
    return charset()
        + " of this JVM: "
        + ("UTF-8".equalsIgnoreCase(charset()) ? "rename the file" : "run with LC_ALL=C.UTF-8");
  }

  /** The charset of file names, which depends on the locale and not on the default charset. */
  private static String charset() {
    return System.getProperty("sun.jnu.encoding");
  }
}
