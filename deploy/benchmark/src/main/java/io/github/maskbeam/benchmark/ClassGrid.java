// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.benchmark;

import org.bytedeco.opencv.opencv_core.Mat;

/** Runs a model of DeepLab's family and gives the class of each point. For one thread. */
interface ClassGrid extends AutoCloseable {
  /** Width and height of input and output, in pixels and points. */
  int SIDE = 257;

  /** Scores of each point. */
  int CLASSES = 21;

  /** The class of each point, row by row, of an image with 8-bit channels red, green, blue. */
  byte[] classes(Mat rgb);

  @Override
  void close();
}
