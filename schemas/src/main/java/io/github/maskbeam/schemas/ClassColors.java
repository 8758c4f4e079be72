// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.schemas;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The color of each class id of a run: those of {@link Palette}, or the user's own. Class ids
 * without a color of their own, such as void, keep that of {@link Palette}.
 *
 * <p>Immutable and thread-safe.
 */
public final class ClassColors implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final Pattern HEX = Pattern.compile("#([0-9a-fA-F]{6})");
  private static final Pattern DECIMAL =
      Pattern.compile("([0-9]{1,3})[ \\t]+([0-9]{1,3})[ \\t]+([0-9]{1,3})");
  private static final int HIGHEST = 255;

  /** Maximum number of colors: one for each pixel value of a mask of 16 bits. */
  private static final int MOST = 1 << 16;

  private static final ClassColors VOC = new ClassColors(List.of());

  /** As {@code 0xRRGGBB}, by class id. */
  private final ArrayList<Integer> own;

  private ClassColors(List<Integer> own) {
    this.own = new ArrayList<>(own);
  }

  /** The colors of {@link Palette} only. */
  public static ClassColors voc() {
    return VOC;
  }

  /**
   * Parses the text of a palette file: one color per line, {@code #RRGGBB} or {@code R G B} with
   * values from 0 to 255, in the order of class ids. Windows line endings and blank lines at the
   * end are allowed.
   *
   * @throws IllegalArgumentException if a line is not a color, or there are none or more than
   *     {@value #MOST}
   */
  public static ClassColors parse(String text) {
    return of(text.stripTrailing().lines().map(String::strip).collect(Collectors.toList()));
  }

  /**
   * Colors from their texts, as in the lines of a palette file.
   *
   * @throws IllegalArgumentException as for {@link #parse}
   */
  public static ClassColors of(List<String> colors) {
    if (colors.isEmpty() || colors.size() > MOST) {
      throw new IllegalArgumentException(
          "A palette must have 1 to " + MOST + " colors, but this one has " + colors.size());
    }
    List<Integer> own = new ArrayList<>();
    for (String color : colors) {
      own.add(rgb(color, own.size() + 1));
    }
    return new ClassColors(own);
  }

  private static int rgb(String color, int line) {
    Matcher hex = HEX.matcher(color);
    if (hex.matches()) {
      return Integer.parseInt(hex.group(1), 16);
    }
    Matcher decimal = DECIMAL.matcher(color);
    if (decimal.matches()) {
      int rgb = 0;
      for (int channel = 1; channel <= 3; channel++) {
        int value = Integer.parseInt(decimal.group(channel));
        if (value > HIGHEST) {
          throw new IllegalArgumentException(
              String.format(
                  Locale.ROOT, "Line %d of the palette has the value %d above 255", line, value));
        }
        rgb = rgb << 8 | value;
      }
      return rgb;
    }
    throw new IllegalArgumentException(
        String.format(
            Locale.ROOT, "Line %d of the palette is '%s', not #RRGGBB or R G B", line, color));
  }

  /** Number of colors that replace those of {@link Palette}. */
  public int size() {
    return own.size();
  }

  /** The color of a class id, 0 to 65535, as {@code 0xRRGGBB}. */
  public int rgb(int classId) {
    return classId < own.size() ? own.get(classId) : Palette.rgb(classId);
  }

  /** The colors of a PNG's PLTE chunk: three bytes (red, green, blue) per entry. */
  public byte[] rgbBytes() {
    byte[] bytes = Palette.rgbBytes();
    for (int id = 0; id < Math.min(own.size(), Palette.SIZE); id++) {
      bytes[3 * id] = (byte) (own.get(id) >> 16);
      bytes[3 * id + 1] = (byte) (own.get(id) >> 8);
      bytes[3 * id + 2] = own.get(id).byteValue();
    }
    return bytes;
  }

  /** The colors that replace those of {@link Palette}, as {@code #rrggbb}, by class id. */
  public List<String> hex() {
    return own.stream()
        .map(rgb -> String.format(Locale.ROOT, "#%06x", rgb))
        .collect(Collectors.toList());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ClassColors && own.equals(((ClassColors) other).own);
  }

  @Override
  public int hashCode() {
    return own.hashCode();
  }

  @Override
  public String toString() {
    return own.isEmpty() ? "VOC" : String.join(" ", hex());
  }
}
