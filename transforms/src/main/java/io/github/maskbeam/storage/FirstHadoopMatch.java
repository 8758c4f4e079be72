// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.storage;

import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.beam.sdk.io.fs.MatchResult;

/**
 * Searches Hadoop file systems one directory at a time, upper levels first. Beam's file system
 * would hold all matches in memory.
 */
final class FirstHadoopMatch {
  private static final Pattern SPECIAL = Pattern.compile("[*?\\[\\]{}\\\\]");

  private FirstHadoopMatch() {}

  /** See {@link FirstMatch#find}. */
  static Optional<String> find(String pattern, Predicate<String> wanted) throws IOException {
    return search(
        Listing.withoutRepeatedLevel(pattern),
        entry -> wanted.test(entry.resourceId().toString()) && Listing.isFile(entry));
  }

  /** Searches once per depth: replaces {@code **} by one level, then by two levels, and so on. */
  private static Optional<String> search(String pattern, Filter filter) throws IOException {
    int start = pattern.indexOf(Listing.ANY);
    if (start < 0) {
      return searchLevels(pattern, filter);
    }
    String levels = pattern.substring(0, start) + "*";
    String rest = pattern.substring(start + Listing.ANY.length());
    for (int depth = 0; depth < Listing.MAX_DEPTH && exists(levels); depth++) {
      Optional<String> found = search(levels + rest, filter);
      if (found.isPresent()) {
        return found;
      }
      levels += "/*";
    }
    return Optional.empty();
  }

  private static boolean exists(String pattern) throws IOException {
    return searchLevels(pattern, entry -> true).isPresent();
  }

  private static Optional<String> searchLevels(String pattern, Filter filter) throws IOException {
    int end = endOfFirstWildcard(pattern);
    for (MatchResult.Metadata entry : Listing.matches(pattern.substring(0, end))) {
      if (end == pattern.length()) {
        if (filter.accepts(entry)) {
          return Optional.of(entry.resourceId().toString());
        }
      } else if (entry.sizeBytes() == 0) {
        // Hadoop lists a directory as an empty file.
        Optional<String> found = searchLevels(escaped(entry) + pattern.substring(end), filter);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  /** The end of the first path segment with a wildcard. Braces may contain several segments. */
  private static int endOfFirstWildcard(String pattern) {
    boolean isWildcard = false;
    int braces = 0;
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c == '/' && isWildcard && braces == 0) {
        return i;
      }
      isWildcard |= c == '*' || c == '?' || c == '[' || c == '{';
      braces += c == '{' ? 1 : c == '}' ? -1 : 0;
      i += c == '\\' ? 1 : 0;
    }
    return pattern.length();
  }

  /** A pattern that matches only this entry. Decodes its URI, because patterns are not encoded. */
  private static String escaped(MatchResult.Metadata entry) {
    URI uri = URI.create(entry.resourceId().toString());
    String path = SPECIAL.matcher(uri.getPath()).replaceAll("\\\\$0");
    String authority = uri.getRawAuthority() == null ? "" : "//" + uri.getRawAuthority();
    return uri.getScheme() + ":" + authority + path;
  }

  private interface Filter {
    boolean accepts(MatchResult.Metadata entry) throws IOException;
  }
}
