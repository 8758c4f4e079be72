// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.progress;

import com.google.auto.value.AutoValue;
import java.util.OptionalLong;

/** How far a run is, in images. */
@AutoValue
public abstract class ImageCounts {
  /** Counts of a runner that does not tell failures while it runs. */
  public static ImageCounts of(long listed, long done) {
    return new AutoValue_ImageCounts(listed, done, OptionalLong.empty());
  }

  /** Counts with failures. */
  public static ImageCounts of(long listed, long done, long failed) {
    return new AutoValue_ImageCounts(listed, done, OptionalLong.of(failed));
  }

  /** Images found so far; 0 while the listing is going on. */
  public abstract long listed();

  /** Images tried, those that failed included. */
  public abstract long done();

  /** Images that failed, where it is known. */
  public abstract OptionalLong failed();
}
