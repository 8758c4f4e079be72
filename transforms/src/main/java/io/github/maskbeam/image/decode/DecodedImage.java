// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.image.decode;

import io.github.maskbeam.image.ImageException;
import java.util.Optional;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * The upright pixels of one image, in native memory. The receiver owns it; {@link #close()} frees
 * the memory immediately. Not thread-safe.
 */
public final class DecodedImage implements ImagePixels, AutoCloseable {
  /** Null if only rows in full size were asked for, and are decoded in strips. */
  private final Mat rgb;

  /** Absent if the image is in memory in full size, or rows were not asked for. */
  private final Optional<Strip> strip;

  private final double decodeMs;
  private Strip.Runner runner = (from, to, decoder) -> decoder.decode(from, to);
  private Runnable release = () -> {};

  DecodedImage(Mat rgb, Optional<Strip> strip, double decodeMs) {
    this.rgb = rgb;
    this.strip = strip;
    this.decodeMs = decodeMs;
  }

  /** Whether the content of the file is needed as long as the image. */
  boolean needsFile() {
    return strip.isPresent();
  }

  /** Sets who decodes strips, and what {@link #close()} runs at its end. */
  void keep(Strip.Runner stripRunner, Runnable whenClosed) {
    runner = stripRunner;
    release = whenClosed;
  }

  /**
   * The pixels, EXIF orientation applied. A JPEG may have been decoded at 1/2, 1/4 or 1/8 of its
   * size, and a large TIFF at 1/n.
   *
   * @throws IllegalStateException after {@link #close()}, or if only rows were asked for
   */
  @Override
  public Mat rgb() {
    if (rgb == null || rgb.isNull()) {
      throw new IllegalStateException("the image is closed, or only its rows are decoded");
    }
    return rgb;
  }

  @Override
  public Mat rows(int from, int to) throws ImageException, InterruptedException {
    return strip.isPresent() ? strip.get().rows(from, to, runner) : rgb().rowRange(from, to);
  }

  /** Milliseconds spent on verification and decoding so far. */
  public double decodeMs() {
    return decodeMs + strip.map(Strip::decodeMs).orElse(0.0);
  }

  /** Frees the pixels; a second call has no effect. */
  @Override
  public void close() {
    if (rgb != null) {
      rgb.close();
    }
    strip.ifPresent(Strip::close);
    release.run();
  }
}
