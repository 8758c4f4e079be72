// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.image.decode;

import io.github.maskbeam.image.ImageException;
import org.bytedeco.opencv.opencv_core.Mat;

/** Decodes rows of a verified, upright file. For one thread. */
interface RowDecoder {
  /**
   * Decodes rows.
   *
   * @param from the first row
   * @param to the row after the last one
   * @return {@code CV_8UC3}, channels in the order R, G, B; the caller closes it
   */
  Mat decode(int from, int to) throws ImageException;
}
