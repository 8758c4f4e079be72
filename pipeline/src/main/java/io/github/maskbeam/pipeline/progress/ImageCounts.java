// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.progress;

import com.google.auto.value.AutoValue;
import java.util.OptionalLong;

/** The progress of a run, in images. */
@AutoValue
public abstract class ImageCounts {
  /** Counts from a runner that does not report failures while it runs. */
  public static ImageCounts of(long listed, long done) {
    return new AutoValue_ImageCounts(listed, done, OptionalLong.empty(), 0);
  }

  /** Counts with failures. */
  public static ImageCounts of(long listed, long done, long failed) {
    return new AutoValue_ImageCounts(listed, done, OptionalLong.of(failed), 0);
  }

  /** The same counts with tiles. */
  public final ImageCounts withTiles(long number) {
    return new AutoValue_ImageCounts(listed(), done(), failed(), number);
  }

  /** Images listed; 0 while the listing is in progress. */
  public abstract long listed();

  /** Images processed, including failures. */
  public abstract long done();

  /** Failed images, if known. */
  public abstract OptionalLong failed();

  /**
   * Tiles segmented in this process, also those of images in progress; 0 if images are segmented as
   * a whole.
   */
  public abstract long tiles();
}
