// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.export;

import java.io.IOException;

/** Writes the features of images. Thread-safe. */
interface FeatureSink {
  /**
   * Writes the features of an image, or prepares it. Called by several threads.
   *
   * @return what remains to be done, by one thread, in the order of table images
   */
  Step accept(ImageRegions image) throws IOException;

  /** The rest of the work for an image. */
  interface Step {
    /** Does it. */
    void run() throws IOException;
  }
}
