// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.options;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** Converts the globs of users into patterns that Beam's file systems support. */
public final class Globs {
  private static final Pattern SPECIAL = Pattern.compile("[*?\\[{]");
  private static final Pattern WILDCARD = Pattern.compile("[*?\\[]");

  /** At most a million alternatives, as many as five digits and one more can number. */
  private static final Pattern RANGE = Pattern.compile("([0-9]{1,6})\\.\\.([0-9]{1,6})");

  private static final Pattern BRACED_RANGE = Pattern.compile("\\{" + RANGE + "\\}");

  private Globs() {}

  /** Whether a path contains glob characters. */
  public static boolean isGlob(String path) {
    return SPECIAL.matcher(path).find();
  }

  /** Whether braces of a pattern have a range of numbers, as in {@code {00000..00123}.tar}. */
  static boolean hasRange(String pattern) {
    return BRACED_RANGE.matcher(pattern).find();
  }

  /** A pattern that matches exactly this path. Beam's local file system has no escape character. */
  static String literally(String path) {
    return SPECIAL.matcher(path).replaceAll("[$0]");
  }

  /** Splits at commas that are outside of braces. */
  static List<String> splitAtCommas(String input) {
    List<String> parts = new ArrayList<>();
    for (String part : split(input)) {
      if (!part.isBlank()) {
        parts.add(part.strip());
      }
    }
    return parts;
  }

  /**
   * Expands the braces of a pattern. Braces after a wildcard are left to Beam, which then lists the
   * files once for all alternatives; Beam does not support braces before a wildcard.
   */
  static List<String> alternatives(String pattern) {
    return alternatives(pattern, WILDCARD.split(pattern, 2)[0].length());
  }

  /** Expands all braces of a pattern. */
  static List<String> allAlternatives(String pattern) {
    return alternatives(pattern, pattern.length());
  }

  private static List<String> alternatives(String pattern, int end) {
    int open = pattern.substring(0, end).indexOf('{');
    int close = open < 0 ? -1 : closing(pattern, open);
    if (close < 0) {
      return List.of(pattern);
    }
    List<String> alternatives = new ArrayList<>();
    for (String alternative : choices(pattern.substring(open + 1, close))) {
      String replaced = pattern.substring(0, open) + alternative + pattern.substring(close + 1);
      alternatives.addAll(
          end == pattern.length() ? allAlternatives(replaced) : alternatives(replaced));
    }
    return alternatives;
  }

  /** What stands in braces: alternatives, or a range of numbers as in {@code 00000..00123}. */
  private static List<String> choices(String braces) {
    Matcher range = RANGE.matcher(braces);
    if (!range.matches()) {
      return split(braces);
    }
    String digits = "%0" + range.group(1).length() + "d";
    return LongStream.rangeClosed(Long.parseLong(range.group(1)), Long.parseLong(range.group(2)))
        .mapToObj(number -> String.format(Locale.ROOT, digits, number))
        .collect(Collectors.toList());
  }

  private static int closing(String pattern, int open) {
    int depth = 0;
    for (int i = open; i < pattern.length(); i++) {
      depth += depthChange(pattern.charAt(i));
      if (depth == 0) {
        return i;
      }
    }
    return -1;
  }

  private static List<String> split(String text) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      depth = Math.max(0, depth + depthChange(text.charAt(i)));
      if (text.charAt(i) == ',' && depth == 0) {
        parts.add(text.substring(start, i));
        start = i + 1;
      }
    }
    parts.add(text.substring(start));
    return parts;
  }

  private static int depthChange(char c) {
    return c == '{' ? 1 : c == '}' ? -1 : 0;
  }
}
