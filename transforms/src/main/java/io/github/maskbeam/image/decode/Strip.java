// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.image.decode;

import io.github.maskbeam.image.ImageException;
import org.bytedeco.opencv.opencv_core.Mat;

/** The rows of an image that are in memory; others replace them. For one thread. */
final class Strip implements AutoCloseable {
  private static final double NANOS_PER_MS = 1e6;

  private final RowDecoder decoder;
  private final int stripRows;
  private final int heightPx;
  private int first;
  private Mat rows;
  private double decodeMs;

  /**
   * No rows at first.
   *
   * @param stripRows how many rows to decode at once, at least
   * @param heightPx the rows of the image
   */
  Strip(RowDecoder decoder, int stripRows, int heightPx) {
    this.decoder = decoder;
    this.stripRows = stripRows;
    this.heightPx = heightPx;
  }

  /** Runs a decoder, maybe with a limit of time. */
  interface Runner {
    Mat run(int from, int to, RowDecoder decoder) throws ImageException, InterruptedException;
  }

  /** See {@link ImagePixels#rows}. */
  Mat rows(int from, int to, Runner runner) throws ImageException, InterruptedException {
    if (rows == null || from < first || to > first + rows.rows()) {
      close();
      int end = Math.min(heightPx, Math.max(to, from + stripRows));
      long start = System.nanoTime();
      rows = runner.run(from, end, decoder);
      decodeMs += (System.nanoTime() - start) / NANOS_PER_MS;
      first = from;
    }
    return rows.rowRange(from - first, to - first);
  }

  /** Milliseconds of decoding so far. */
  double decodeMs() {
    return decodeMs;
  }

  @Override
  public void close() {
    if (rows != null) {
      rows.close();
      rows = null;
    }
  }
}
