// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.export;

import io.github.maskbeam.image.ImageException;
import io.github.maskbeam.schemas.ImageRow;
import io.github.maskbeam.storage.ImageReadException;
import java.io.Closeable;
import java.io.IOException;

/** Writes masks in one format. {@link #encode} is thread-safe. */
interface MaskWriter extends Closeable {
  /** Whether an image has what the format needs; otherwise it is left out and counted. */
  default boolean accepts(ImageRow image) {
    return true;
  }

  /**
   * Makes of a mask what the format holds of it. Called by several threads, while memory is
   * reserved for the pixels.
   *
   * @throws ImageException {@code TOO_LARGE} if that needs more memory than is reserved
   */
  Encoded encode(ImageMask mask) throws ImageException, IOException, InterruptedException;

  /** Writes what describes all images, after the last of them. */
  default void finish() throws IOException {}

  @Override
  default void close() throws IOException {}

  /** What a format holds of an image. */
  interface Encoded {
    /**
     * Writes it, or prepares that. Called by the same thread, after the pixels.
     *
     * @throws ImageReadException if the image cannot be read; nothing of it is written then
     */
    Written write() throws ImageException, ImageReadException, IOException, InterruptedException;
  }
}
