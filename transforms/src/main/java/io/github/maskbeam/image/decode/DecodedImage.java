// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.image.decode;

import io.github.maskbeam.image.memory.ImageLease;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * The upright pixels of one image, in native memory. The receiver owns it; {@link #close()} frees
 * the memory immediately. Not thread-safe.
 */
public final class DecodedImage implements AutoCloseable {
  private final Mat rgb;
  private final double decodeMs;
  private ImageLease lease;

  DecodedImage(Mat rgb, double decodeMs) {
    this.rgb = rgb;
    this.decodeMs = decodeMs;
  }

  /** Takes ownership of the memory lease of the image: {@link #close()} closes it. */
  void keep(ImageLease imageLease) {
    lease = imageLease;
  }

  /**
   * The pixels: {@code CV_8UC3}, channels in the order R, G, B, EXIF orientation applied. The Mat
   * is closed with this object. A JPEG may have been decoded at 1/2, 1/4 or 1/8 of its size.
   *
   * @throws IllegalStateException after {@link #close()}
   */
  public Mat rgb() {
    if (rgb.isNull()) {
      throw new IllegalStateException("the image is closed");
    }
    return rgb;
  }

  /** Milliseconds spent on verification and decoding. */
  public double decodeMs() {
    return decodeMs;
  }

  /** Frees the pixels; a second call has no effect. */
  @Override
  public void close() {
    rgb.close();
    if (lease != null) {
      lease.close();
    }
  }
}
