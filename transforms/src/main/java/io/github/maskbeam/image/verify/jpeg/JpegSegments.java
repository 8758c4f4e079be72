// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.image.verify.jpeg;

import io.github.maskbeam.image.ByteView;
import io.github.maskbeam.image.ImageException;
import java.util.Locale;

/**
 * A cursor over the marker segments of a JPEG file (ITU-T T.81, annex B) after SOI. Skips bytes
 * between segments as libjpeg does, because some cameras and editors write them.
 */
final class JpegSegments {
  static final int TEM = 0x01;
  static final int SOF0 = 0xC0;
  static final int SOF2 = 0xC2;
  static final int DHT = 0xC4;
  static final int JPG = 0xC8;
  static final int DAC = 0xCC;
  static final int SOF15 = 0xCF;
  static final int RST0 = 0xD0;
  static final int RST7 = 0xD7;
  static final int SOI = 0xD8;
  static final int EOI = 0xD9;
  static final int SOS = 0xDA;
  static final int DRI = 0xDD;
  static final int APP0 = 0xE0;
  static final int APP1 = 0xE1;
  static final int APP14 = 0xEE;
  private static final int APP15 = 0xEF;
  private static final int COM = 0xFE;

  private final ByteView file;
  private int next = 2;
  private int start;
  private int marker;
  private int payloadStart;

  JpegSegments(ByteView file) {
    this.file = file;
  }

  /** Moves to the next segment; returns false if there is none. */
  boolean advance() throws ImageException {
    int at = next;
    do {
      at = file.indexOfMarker(at);
      start = at;
      while (at < file.length() && file.content()[at] == (byte) 0xFF) {
        at++;
      }
      if (at >= file.length()) {
        next = at;
        return false;
      }
      marker = file.content()[at++] & 0xFF;
    } while (marker == 0);
    payloadStart = at;
    next = at;
    if (!isStandalone(marker)) {
      String part = "JPEG segment " + name();
      int length = file.u16BigEndian(at, part);
      if (length < 2) {
        throw ImageException.corrupt("%s declares a length of %d bytes", part, length);
      }
      file.require(at, length, part);
      payloadStart = at + 2;
      next = at + length;
    }
    return true;
  }

  private static boolean isStandalone(int marker) {
    return marker == TEM || (marker >= RST0 && marker <= EOI);
  }

  int marker() {
    return marker;
  }

  boolean isFrameHeader() {
    return marker >= SOF0 && marker <= SOF15 && marker != DHT && marker != JPG && marker != DAC;
  }

  /** Whether it is application data or a comment. */
  boolean isMetadata() {
    return (marker >= APP0 && marker <= APP15) || marker == COM;
  }

  /** The offset of the marker. */
  int start() {
    return start;
  }

  int payloadStart() {
    return payloadStart;
  }

  /** The offset after the segment; after SOS, the entropy-coded data starts there. */
  int end() {
    return next;
  }

  void resumeAt(int position) {
    next = position;
  }

  String name() {
    return "0xFF" + Integer.toHexString(marker).toUpperCase(Locale.ROOT);
  }
}
