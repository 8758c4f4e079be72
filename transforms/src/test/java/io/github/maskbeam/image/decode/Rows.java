// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.image.decode;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.github.maskbeam.image.ByteView;
import io.github.maskbeam.image.Decodable;
import io.github.maskbeam.image.ImageException;
import io.github.maskbeam.image.ImageFormat;
import io.github.maskbeam.image.ImageHeader;
import io.github.maskbeam.image.verify.FormatReaders;
import io.github.maskbeam.image.verify.jpeg.PlainJpeg;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;

/** Compares the rows of a file, as of large images, with the file decoded whole. */
public final class Rows {
  private static final int STRIP_ROWS = 7;
  private static final ImageDecoder DECODER = ImageDecoder.withMaxPixels(300_000_000);

  private Rows() {}

  /**
   * Decodes a file in strips.
   *
   * @return whether its rows can be decoded in parts
   */
  public static boolean equalWhole(byte[] content) throws ImageException {
    ImageHeader header = FormatReaders.header(content);
    ByteView file = new ByteView(content);
    int rowsTogether = FormatReaders.of(header.format()).rowsTogether(file, header);
    if (rowsTogether >= header.codedHeightPx() || header.orientation() != 1) {
      return false;
    }
    DecodeNeed whole = DecodeNeed.cover(header.widthPx(), header.heightPx());
    try (DecodedImage image = DECODER.decode(content, header, whole)) {
      RowDecoder rows = decoder(file, header, rowsTogether);
      for (int from = 0; from < header.heightPx(); from += STRIP_ROWS) {
        int to = Math.min(header.heightPx(), from + STRIP_ROWS + 2);
        try (Mat strip = rows.decode(from, to);
            Mat expected = image.rgb().rowRange(from, to)) {
          double difference = opencv_core.norm(expected, strip, opencv_core.NORM_INF, null);
          assertThat("rows " + from + " to " + to, difference, is(0.0));
        }
      }
    }
    return true;
  }

  private static RowDecoder decoder(ByteView file, ImageHeader header, int rowsTogether)
      throws ImageException {
    if (header.format() == ImageFormat.TIFF) {
      return new TiffRows(file, header, rowsTogether, STRIP_ROWS);
    }
    Decodable verified = FormatReaders.of(header.format()).verify(file, header);
    return new JpegRows(PlainJpeg.of(verified.content(0)), header.widthPx());
  }
}
