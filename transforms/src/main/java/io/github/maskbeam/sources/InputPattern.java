// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.sources;

import io.github.maskbeam.storage.MemberUri;
import io.github.maskbeam.storage.Schemes;

/**
 * Patterns of the files of a run. One that ends with a slash is a directory: it means all files at
 * any level below it whose names are those of images. One that ends with .tar or .zip means all
 * members of the archives whose names are those of images; a name or glob of members can follow
 * after an exclamation mark. Stateless and thread-safe.
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

  /** The pattern that all files match, images or not, or archives of them. */
  public static String files(String pattern) {
    return isDirectory(pattern) ? pattern + "**" : archives(pattern);
  }

  /** Whether a pattern means members of archives. */
  public static boolean isOfArchives(String pattern) {
    return MemberUri.of(pattern).isPresent() || MemberUri.isArchive(pattern);
  }

  /** The pattern that the archives of a pattern of archives match. */
  public static String archives(String pattern) {
    return MemberUri.of(pattern).map(MemberUri::archive).orElse(pattern);
  }

  /** The glob that the members of a pattern of archives match; empty for all images. */
  public static String members(String pattern) {
    return MemberUri.of(pattern).map(MemberUri::member).orElse("");
  }
}
