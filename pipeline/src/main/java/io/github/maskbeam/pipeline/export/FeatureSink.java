// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.export;

import io.github.maskbeam.image.ImageException;
import io.github.maskbeam.storage.ImageReadException;
import java.io.Closeable;
import java.io.IOException;

/** Writes the regions of images. Thread-safe. */
interface FeatureSink extends Closeable {
  /**
   * Writes the regions of an image, or prepares that. Called by several threads.
   *
   * @return what remains to be done, by one thread, in the order of table images
   */
  Written.Step accept(ImageRegions image)
      throws ImageException, ImageReadException, IOException, InterruptedException;

  /** Writes what describes all images, after the last of them. */
  default void finish() throws IOException {}

  @Override
  default void close() throws IOException {}
}
