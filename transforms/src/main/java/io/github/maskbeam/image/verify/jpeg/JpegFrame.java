// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.image.verify.jpeg;

import io.github.maskbeam.image.ByteView;
import io.github.maskbeam.image.ImageException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The frame header of a JPEG (T.81, B.2.2): size, coding process and components. */
final class JpegFrame {
  private static final int MAX_SAMPLING = 4;

  private final boolean progressive;
  private final int widthPx;
  private final int heightPx;
  private final List<JpegComponent> components;
  private final int mcusWide;
  private final int mcusHigh;
  private final boolean subsampled;

  private JpegFrame(boolean progressive, int widthPx, int heightPx, int[][] idsAndSampling) {
    this.progressive = progressive;
    this.widthPx = widthPx;
    this.heightPx = heightPx;
    int maxHorizontal = 1;
    int maxVertical = 1;
    for (int[] component : idsAndSampling) {
      maxHorizontal = Math.max(maxHorizontal, component[1]);
      maxVertical = Math.max(maxVertical, component[2]);
    }
    List<JpegComponent> list = new ArrayList<>();
    for (int[] component : idsAndSampling) {
      int blocksWide = ceilDivide((long) widthPx * component[1], 8L * maxHorizontal);
      int blocksHigh = ceilDivide((long) heightPx * component[2], 8L * maxVertical);
      list.add(
          new JpegComponent(component[0], component[1] * component[2], blocksWide, blocksHigh));
    }
    this.components = Collections.unmodifiableList(list);
    this.subsampled =
        Arrays.stream(idsAndSampling).anyMatch(component -> component[1] * component[2] > 1);
    this.mcusWide = ceilDivide(widthPx, 8L * maxHorizontal);
    this.mcusHigh = ceilDivide(heightPx, 8L * maxVertical);
  }

  /** Reads the current segment, which must be a frame header. */
  static JpegFrame read(ByteView file, JpegSegments segment) throws ImageException {
    String process = unsupportedProcess(segment.marker());
    if (!process.isEmpty()) {
      throw ImageException.unsupported(
          "the JPEG uses %s (%s); supported are baseline, extended sequential and progressive "
              + "Huffman coding",
          process, segment.name());
    }
    String part = "the JPEG frame header";
    int at = segment.payloadStart();
    int precisionBits = file.u8(at, part);
    int count = file.u8(at + 5L, part);
    if (precisionBits != 8) {
      throw ImageException.unsupported(
          "the JPEG has %d bits per sample; supported are 8", precisionBits);
    }
    if (count == 0 || segment.end() - at < 6 + 3 * count) {
      throw ImageException.corrupt("the JPEG frame header is too short for %d components", count);
    }
    if (count != 1 && count != 3 && count != 4) {
      throw ImageException.unsupported(
          "the JPEG has %d color components; supported are 1, 3 and 4", count);
    }
    int heightPx = file.u16BigEndian(at + 1L, part);
    int widthPx = file.u16BigEndian(at + 3L, part);
    return new JpegFrame(
        segment.marker() == JpegSegments.SOF2,
        widthPx,
        heightPx,
        readComponents(file, at + 6, count));
  }

  private static int[][] readComponents(ByteView file, int start, int count) throws ImageException {
    int[][] components = new int[count][];
    Set<Integer> ids = new HashSet<>();
    for (int i = 0; i < count; i++) {
      int id = file.u8(start + 3L * i, "the JPEG frame header");
      int sampling = file.u8(start + 3L * i + 1, "the JPEG frame header");
      int horizontal = sampling >> 4;
      int vertical = sampling & 15;
      if (horizontal < 1 || horizontal > MAX_SAMPLING || vertical < 1 || vertical > MAX_SAMPLING) {
        throw ImageException.corrupt(
            "the JPEG component %d has sampling factors %d x %d, but they must be 1 to 4",
            id, horizontal, vertical);
      }
      if (!ids.add(id)) {
        throw ImageException.corrupt("the JPEG declares component %d twice", id);
      }
      components[i] = new int[] {id, horizontal, vertical};
    }
    return components;
  }

  private static String unsupportedProcess(int marker) {
    int process = marker - JpegSegments.SOF0;
    if (process <= 2) {
      return "";
    }
    if (process >= 9) {
      return "arithmetic coding";
    }
    return process == 3 ? "lossless coding" : "hierarchical coding";
  }

  private static int ceilDivide(long value, long divisor) {
    return (int) ((value + divisor - 1) / divisor);
  }

  /** Whether a component has sampling factors other than 1 x 1. */
  boolean subsampled() {
    return subsampled;
  }

  boolean progressive() {
    return progressive;
  }

  int widthPx() {
    return widthPx;
  }

  int heightPx() {
    return heightPx;
  }

  List<JpegComponent> components() {
    return components;
  }

  /** The number of MCUs in a scan of several components. */
  long interleavedMcus() {
    return (long) mcusWide * mcusHigh;
  }

  JpegComponent component(int id) throws ImageException {
    for (JpegComponent component : components) {
      if (component.id() == id) {
        return component;
      }
    }
    throw ImageException.corrupt(
        "a JPEG scan refers to component %d, which the frame header does not declare", id);
  }
}
