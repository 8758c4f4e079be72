// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.overlay;

import java.util.Optional;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/** Pixels that are encoded as a JPEG; the caller closes it. Not thread-safe. */
final class OverlayJpeg implements AutoCloseable {
  private static final int[] QUALITIES = {82, 70, 55, 40, 25};

  private final Mat bgr;

  private OverlayJpeg(Mat bgr) {
    this.bgr = bgr;
  }

  /** Scales an image to this size. */
  static OverlayJpeg of(Mat rgb, OverlaySize size) {
    try (Mat scaled = new Mat();
        Size target = new Size(size.widthPx(), size.heightPx())) {
      opencv_imgproc.resize(rgb, scaled, target, 0, 0, opencv_imgproc.INTER_AREA);
      Mat bgr = new Mat();
      opencv_imgproc.cvtColor(scaled, bgr, opencv_imgproc.COLOR_RGB2BGR);
      return new OverlayJpeg(bgr);
    }
  }

  /** A copy of all values: blue, green, red of each pixel, row by row. */
  byte[] values() {
    byte[] values = new byte[3 * bgr.rows() * bgr.cols()];
    try (BytePointer data = bgr.data()) {
      data.get(values);
    }
    return values;
  }

  /** Replaces all values. */
  void replace(byte[] values) {
    try (BytePointer data = bgr.data()) {
      data.put(values);
    }
  }

  /** Encodes a JPEG file. */
  byte[] encode(int quality) {
    try (BytePointer file = new BytePointer();
        IntPointer parameters = new IntPointer(opencv_imgcodecs.IMWRITE_JPEG_QUALITY, quality)) {
      if (!opencv_imgcodecs.imencode(".jpg", bgr, file, parameters)) {
        throw new IllegalStateException("OpenCV has no JPEG encoder");
      }
      byte[] content = new byte[Math.toIntExact(file.limit())];
      file.get(content);
      return content;
    }
  }

  /** Encodes with the best quality at which the file does not exceed {@code maxBytes}, if any. */
  Optional<byte[]> encodeWithin(int maxBytes) {
    for (int quality : QUALITIES) {
      byte[] file = encode(quality);
      if (file.length <= maxBytes) {
        return Optional.of(file);
      }
    }
    return Optional.empty();
  }

  @Override
  public void close() {
    bgr.close();
  }
}
