// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.options;

import io.github.maskbeam.output.OutputLayout;
import io.github.maskbeam.schemas.ImageRow;
import io.github.maskbeam.storage.Uris;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The path of an image as a name in an export: without scheme and query, with slashes, and without
 * parts that leave the directory they are in. Immutable.
 */
final class ImagePath {
  private static final Pattern START = Pattern.compile("[^:/]+:/+|/+");
  private static final OutputLayout LAYOUT = OutputLayout.at("out");

  /** A name in a list is a line, and readers of lists remove spaces at its ends. */
  private static final Pattern UNSAFE = Pattern.compile("^\\s|\\s$|[\\p{Cntrl}\u0085\u2028\u2029]");

  private static final Set<String> ENDINGS =
      Set.of("jpg", "jpeg", "jpe", "jfif", "png", "webp", "bmp", "gif", "tif", "tiff");

  private static final Map<String, String> BY_FORMAT =
      Map.of(
          "JPEG", ".jpg",
          "PNG", ".png",
          "WEBP", ".webp",
          "BMP", ".bmp",
          "GIF", ".gif",
          "TIFF", ".tif");

  private final String uri;
  private final String start;
  private final List<String> parts;
  private final String ending;

  private ImagePath(String uri, String format) {
    this.uri = uri;
    String text = Uris.withoutQuery(uri);
    if (!Uris.hasScheme(text)) {
      text = text.replace('\\', '/');
    }
    Matcher matcher = START.matcher(text);
    this.start = matcher.lookingAt() ? matcher.group() : "";
    this.parts = new ArrayList<>(List.of(text.substring(start.length()).split("/", -1)));
    String name = parts.get(parts.size() - 1);
    int dot = name.lastIndexOf('.');
    boolean hasEnding =
        dot > 0 && ENDINGS.contains(name.substring(dot + 1).toLowerCase(Locale.ROOT));
    this.ending = hasEnding ? name.substring(dot) : BY_FORMAT.getOrDefault(format, "");
    if (hasEnding) {
      parts.set(parts.size() - 1, name.substring(0, dot));
    }
  }

  /** The path of a segmented image. */
  static ImagePath of(ImageRow row) {
    return new ImagePath(row.getImageUri(), row.getFormat());
  }

  /** What precedes the path: a scheme, or a slash. */
  String start() {
    return start;
  }

  /** The names of the directories, as they are. */
  List<String> directories() {
    return parts.subList(0, parts.size() - 1);
  }

  /** The path from a part on, without the ending. */
  String stemFrom(int part) {
    StringBuilder stem = new StringBuilder();
    for (String each : parts.subList(part, parts.size())) {
      boolean isPlace = each.isEmpty() || each.equals(".") || each.equals("..");
      stem.append(stem.length() == 0 ? "" : "/")
          .append(isPlace ? "_" : UNSAFE.matcher(each).replaceAll("_"));
    }
    return stem.toString();
  }

  /** The ending with its dot: that of the name if it is one of an image, or that of the format. */
  String ending() {
    return ending;
  }

  /** The name of the mask, without the ending. */
  String maskStem() {
    String mask = LAYOUT.mask(uri);
    return mask.substring(LAYOUT.masks().length() + 1, mask.lastIndexOf('.'));
  }
}
