// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.image.verify.jpeg;

import io.github.maskbeam.image.ByteView;

/**
 * The application segments that tell a decoder the color space: JFIF and Adobe. Values that libjpeg
 * does not know are replaced by those that it assumes instead.
 */
final class JpegApplicationData {
  private static final int JFIF_VERSION = 5;
  private static final int JFIF_BYTES = 14;
  private static final int ADOBE_TRANSFORM = 11;
  private static final int RGB_OR_CMYK = 0;
  private static final int YCBCR = 1;
  private static final int YCCK = 2;

  private final ByteView file;
  private final JpegParts parts;
  private boolean isJfif;
  private int adobeTransformAt = -1;

  JpegApplicationData(ByteView file, JpegParts parts) {
    this.file = file;
    this.parts = parts;
  }

  /** Looks at a segment, which may be any. */
  void read(JpegSegments segment) {
    int at = segment.payloadStart();
    int length = segment.end() - at;
    if (segment.marker() == JpegSegments.APP0
        && length >= JFIF_BYTES
        && file.matches(at, "JFIF\0")) {
      isJfif = true;
      parts.correct(at + JFIF_VERSION, 1);
    } else if (segment.marker() == JpegSegments.APP14
        && length > ADOBE_TRANSFORM
        && file.matches(at, "Adobe")) {
      adobeTransformAt = at + ADOBE_TRANSFORM;
    }
  }

  /** Corrects the color transform of the last Adobe segment. */
  void correctTransform(int components) {
    if (adobeTransformAt < 0 || components == 1) {
      return;
    }
    int assumed = components == 3 ? YCBCR : YCCK;
    int transform = file.content()[adobeTransformAt] & 0xFF;
    if (transform != RGB_OR_CMYK) {
      parts.correct(adobeTransformAt, assumed);
    }
  }

  /** Whether libjpeg takes three components as YCbCr and not as RGB. */
  boolean isYcbcr(JpegFrame frame) {
    if (isJfif || frame.components().size() != 3) {
      return frame.components().size() == 3;
    }
    if (adobeTransformAt >= 0) {
      return (file.content()[adobeTransformAt] & 0xFF) != RGB_OR_CMYK;
    }
    String ids = "";
    for (JpegComponent component : frame.components()) {
      ids += (char) component.id();
    }
    return !ids.equals("RGB");
  }
}
