// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.image.decode;

import io.github.maskbeam.errors.Causes;
import io.github.maskbeam.image.ByteView;
import io.github.maskbeam.image.Decodable;
import io.github.maskbeam.image.ImageException;
import io.github.maskbeam.image.ImageHeader;
import io.github.maskbeam.image.Interruption;
import io.github.maskbeam.image.verify.TiffPart;
import org.bytedeco.opencv.opencv_core.Mat;

/** Decodes rows of a TIFF: the strips or tiles that contain them, as a file of their own. */
final class TiffRows implements RowDecoder {
  private final ByteView file;
  private final ImageHeader header;
  private final int rowsTogether;
  private final SampleRange range;

  /**
   * The rows of a verified file.
   *
   * @param rowsTogether see {@link io.github.maskbeam.image.FormatReader#rowsTogether}
   * @param stripRows how many rows to decode at once, to find the range of samples of 16 bits
   */
  TiffRows(ByteView file, ImageHeader header, int rowsTogether, int stripRows)
      throws ImageException {
    this.file = file;
    this.header = header;
    this.rowsTogether = rowsTogether;
    this.range = new SampleRange();
    if (TiffPart.hasSixteenBits(file)) {
      for (int row = 0; row < header.codedHeightPx(); row += stripRows) {
        Interruption.check();
        int end = Math.min(header.codedHeightPx(), row + stripRows);
        measure(row, end);
      }
    }
  }

  private void measure(int from, int to) throws ImageException {
    try {
      PixelDecoder.measure(part(from, to), partHeader(from, to), range);
    } catch (RuntimeException e) {
      throw failed(from, to, e);
    }
  }

  @Override
  public Mat decode(int from, int to) throws ImageException {
    ImageHeader partHeader = partHeader(from, to);
    try (Mat rows = PixelDecoder.decode(part(from, to), partHeader, range)) {
      if (rows.cols() != partHeader.codedWidthPx() || rows.rows() != partHeader.codedHeightPx()) {
        throw ImageException.corrupt(
            "the TIFF decoder rejected the image data of rows %d to %d", from, to - 1);
      }
      int first = from - start(from);
      // The part of a Mat keeps the memory of the whole.
      return rows.rowRange(first, first + to - from);
    } catch (RuntimeException e) {
      throw failed(from, to, e);
    }
  }

  /** JavaCPP throws RuntimeException for any cv::Exception. */
  private static ImageException failed(int from, int to, RuntimeException e) {
    return ImageException.corrupt(
        "the TIFF decoder failed at rows %d to %d: %s", from, to - 1, Causes.firstLine(e));
  }

  private int start(int row) {
    return row / rowsTogether * rowsTogether;
  }

  private int end(int to) {
    return Math.min(header.codedHeightPx(), start(to - 1) + rowsTogether);
  }

  private Decodable part(int from, int to) throws ImageException {
    return TiffPart.of(file, header, start(from), end(to));
  }

  private ImageHeader partHeader(int from, int to) throws ImageException {
    return ImageHeader.of(
        header.format(), header.codedWidthPx(), end(to) - start(from), header.orientation());
  }
}
