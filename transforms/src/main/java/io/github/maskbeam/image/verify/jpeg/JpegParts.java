// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.image.verify.jpeg;

import io.github.maskbeam.image.ByteView;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * The parts of a JPEG file that belong to the image. The decoder gets only these, because libjpeg
 * writes a line to stderr, past Java, about other bytes and about values that it corrects itself.
 */
final class JpegParts {
  private static final String END_MARKER = "\u00FF\u00D9";

  private final ByteView file;
  private final List<int[]> ranges = new ArrayList<>();
  private final List<int[]> corrections = new ArrayList<>();

  JpegParts(ByteView file) {
    this.file = file;
  }

  /** Adds the bytes from {@code start} to {@code end} (exclusive), after those added before. */
  void add(int start, int end) {
    int[] last = ranges.isEmpty() ? null : ranges.get(ranges.size() - 1);
    if (last != null && last[1] == start) {
      last[1] = end;
    } else {
      ranges.add(new int[] {start, end});
    }
  }

  /** Replaces a byte in the file to decode. */
  void correct(int offset, int value) {
    if ((file.content()[offset] & 0xFF) != value) {
      corrections.add(new int[] {offset, value});
    }
  }

  /** The file to decode: the content itself, or a copy of the parts with an end marker. */
  byte[] toFile() {
    boolean isWhole = ranges.size() == 1 && file.matches(ranges.get(0)[1], END_MARKER);
    if (isWhole && corrections.isEmpty()) {
      return file.content();
    }
    byte[] source = file.content();
    if (!corrections.isEmpty()) {
      source = source.clone();
      for (int[] correction : corrections) {
        source[correction[0]] = (byte) correction[1];
      }
    }
    ByteArrayOutputStream copy = new ByteArrayOutputStream(source.length + END_MARKER.length());
    for (int[] range : ranges) {
      copy.write(source, range[0], range[1] - range[0]);
    }
    copy.write(0xFF);
    copy.write(JpegSegments.EOI);
    return copy.toByteArray();
  }
}
