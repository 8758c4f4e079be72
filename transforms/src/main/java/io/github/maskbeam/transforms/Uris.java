// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.transforms;

import java.nio.file.Paths;
import java.util.regex.Pattern;

/** Paths and URIs as people write them. */
public final class Uris {
  /** A scheme has at least two letters here, so that C:\photos is a path. */
  private static final Pattern SCHEME = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]+:.*");

  private Uris() {}

  /** Whether the text starts with a scheme, as s3://bucket/x does. */
  public static boolean hasScheme(String text) {
    return SCHEME.matcher(text).matches();
  }

  /**
   * A path made absolute and free of {@code .} and {@code ..}, so that one file has one name
   * wherever a run starts; a URI with a scheme as it is.
   *
   * @param workingDirectory what a relative path is relative to
   */
  public static String absolute(String text, String workingDirectory) {
    return hasScheme(text)
        ? text
        : Paths.get(workingDirectory).resolve(text).normalize().toString();
  }
}
