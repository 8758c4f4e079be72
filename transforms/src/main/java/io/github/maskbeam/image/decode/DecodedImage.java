// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.image.decode;

import io.github.maskbeam.image.memory.ImageLease;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * The pixels of one image, upright, in native memory. Who gets it owns it; {@link #close()} frees
 * the memory at once. Not thread-safe.
 */
public final class DecodedImage implements AutoCloseable {
  private final Mat rgb;
  private final double decodeMs;
  private ImageLease lease;

  DecodedImage(Mat rgb, double decodeMs) {
    this.rgb = rgb;
    this.decodeMs = decodeMs;
  }

  /** Makes this the owner of the memory that was taken for the image. */
  void keep(ImageLease taken) {
    lease = taken;
  }

  /**
   * The pixels: {@code CV_8UC3}, channels R, G, B, EXIF orientation applied. The Mat belongs to
   * this object and dies with it. A JPEG may have been decoded at 1/2, 1/4 or 1/8 of its size.
   */
  public Mat rgb() {
    if (rgb.isNull()) {
      throw new IllegalStateException("the image is closed");
    }
    return rgb;
  }

  /** Milliseconds that verifying and decoding took. */
  public double decodeMs() {
    return decodeMs;
  }

  /** Frees the pixels; a second call does nothing. */
  @Override
  public void close() {
    rgb.close();
    if (lease != null) {
      lease.close();
    }
  }
}
