// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.errors;

import java.util.function.IntPredicate;

/**
 * Escapes the characters of a text that would control a terminal or hide a part of the text:
 * control characters (C0, DEL, C1), format characters such as the overrides of the writing
 * direction, line and paragraph separators, and surrogates without their other half.
 *
 * <p>Labels, file names and server messages come from others, so they are escaped where they are
 * printed. The form is that of Java and JSON: <code>&#92;u001b</code>, with <code>&#92;n</code>,
 * <code>&#92;r</code> and <code>&#92;t</code>. So an escaped JSON text still has the same values.
 * Backslashes are kept, because the paths of Windows contain them.
 */
public final class VisibleText {
  private VisibleText() {}

  /** A value, such as a file name, as a part of one line. */
  public static String line(Object value) {
    return escaped(String.valueOf(value), VisibleText::isInvisible);
  }

  /** A text of several lines: as {@link #line}, but line breaks and tabs are kept. */
  public static String lines(Object text) {
    String unix = String.valueOf(text).replace("\r\n", "\n");
    return escaped(unix, c -> c != '\n' && c != '\t' && isInvisible(c));
  }

  private static String escaped(String text, IntPredicate isEscaped) {
    if (text.codePoints().noneMatch(isEscaped)) {
      return text;
    }
    StringBuilder escaped = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              if (isEscaped.test(c)) {
                append(c, escaped);
              } else {
                escaped.appendCodePoint(c);
              }
            });
    return escaped.toString();
  }

  private static void append(int codePoint, StringBuilder escaped) {
    switch (codePoint) {
      case '\n':
        escaped.append("\\n");
        break;
      case '\r':
        escaped.append("\\r");
        break;
      case '\t':
        escaped.append("\\t");
        break;
      default:
        for (char unit : Character.toChars(codePoint)) {
          escaped.append(String.format("\\u%04x", (int) unit));
        }
    }
  }

  private static boolean isInvisible(int codePoint) {
    switch (Character.getType(codePoint)) {
      case Character.CONTROL:
      case Character.FORMAT:
      case Character.LINE_SEPARATOR:
      case Character.PARAGRAPH_SEPARATOR:
      case Character.SURROGATE:
        return true;
      default:
        return false;
    }
  }
}
