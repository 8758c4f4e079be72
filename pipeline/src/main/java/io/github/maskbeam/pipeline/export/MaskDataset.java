// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.export;

import io.github.maskbeam.schemas.ImageRow;
import java.io.Closeable;
import java.io.IOException;

/** A format that pairs images with masks in another directory. Called by one thread. */
interface MaskDataset extends Closeable {
  /** The subdirectory of the images. */
  String imageDirectory();

  /** The subdirectory of the masks. */
  String maskDirectory();

  /** Lists an image whose mask was written, in the order of table images. */
  void add(ImageRow image) throws IOException;

  /** Writes what describes the dataset. */
  void finish() throws IOException;
}
