// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.sources;

import io.github.maskbeam.storage.Schemes;

/**
 * Patterns of the files of a run. One that ends with a slash is a directory: it means all files at
 * any level below it whose names are those of images. Stateless and thread-safe.
 */
public final class InputPattern {
  private static final String SLASH = "/";

  private InputPattern() {}

  /**
   * The pattern for the images below a directory.
   *
   * @param directory an absolute path or URI in which the characters of patterns are escaped
   */
  public static String ofDirectory(String directory) {
    return directory.endsWith(SLASH) ? directory : directory + SLASH;
  }

  /** Whether a pattern means the images below a directory. A web address is always one file. */
  public static boolean isDirectory(String pattern) {
    return pattern.endsWith(SLASH) && !Schemes.isHttp(pattern);
  }

  /** The pattern that all files match, images or not. */
  public static String files(String pattern) {
    return isDirectory(pattern) ? pattern + "**" : pattern;
  }
}
