// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.geo;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * World files: six lines with the coefficients of a transform, for the center of the first pixel.
 */
public final class WorldFile {
  private static final int LINES = 6;
  private static final Pattern LINE_END = Pattern.compile("\\s*\\n\\s*");

  private WorldFile() {}

  /**
   * The names that the world file of an image may have, in the order in which GDAL looks for them:
   * {@code .jgw}, {@code .jpgw} and {@code .wld} for {@code .jpg}. Empty for a name without an
   * extension.
   *
   * @param imageUri a path or URI
   */
  public static List<String> names(String imageUri) {
    int dot = imageUri.lastIndexOf('.');
    if (dot <= imageUri.lastIndexOf('/') + 1 || dot == imageUri.length() - 1) {
      return List.of();
    }
    String stem = imageUri.substring(0, dot + 1);
    String extension = imageUri.substring(dot + 1);
    boolean isUpperCase = extension.equals(extension.toUpperCase(Locale.ROOT));
    String w = isUpperCase ? "W" : "w";
    return List.of(
        stem + extension.charAt(0) + extension.charAt(extension.length() - 1) + w,
        stem + extension + w,
        stem + (isUpperCase ? "WLD" : "wld"));
  }

  /** Parses the content of a world file; empty if it is not six numbers of a valid transform. */
  public static Optional<GeoTransform> parse(byte[] content) {
    String[] lines = LINE_END.split(new String(content, StandardCharsets.UTF_8).strip(), -1);
    if (lines.length != LINES) {
      return Optional.empty();
    }
    double[] values = new double[LINES];
    for (int i = 0; i < LINES; i++) {
      try {
        values[i] = Double.parseDouble(lines[i].strip());
      } catch (NumberFormatException e) {
        return Optional.empty();
      }
    }
    return GeoTransform.of(values[4], values[0], values[2], values[5], values[1], values[3])
        .map(GeoTransform::withCenterAtCorner);
  }

  /** The content of a world file. */
  public static byte[] format(GeoTransform transform) {
    List<Double> c = transform.coefficients();
    List<Double> values = new ArrayList<>(List.of(c.get(1), c.get(4), c.get(2), c.get(5)));
    values.add(transform.x(0.5, 0.5));
    values.add(transform.y(0.5, 0.5));
    StringBuilder text = new StringBuilder();
    for (double value : values) {
      text.append(BigDecimal.valueOf(value).toPlainString()).append('\n');
    }
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }
}
