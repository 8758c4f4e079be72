// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.export;

import com.google.auto.value.AutoValue;
import java.util.List;

/** What was exported. */
@AutoValue
public abstract class ExportReport {
  static Builder builder() {
    return new AutoValue_ExportReport.Builder();
  }

  /** Images whose masks were exported; they may have no object. */
  public abstract long images();

  /** Images that have no mask, because the run failed to segment them. */
  public abstract long failedImages();

  /** Images with a mask whose position in the coordinates of the export is not known. */
  public abstract long unplacedImages();

  /** Polygons, or masks of classes if the format holds those. */
  public abstract long objects();

  /** Points of all polygons. */
  public abstract long points();

  /** Classes that have an object. */
  public abstract int classesFound();

  /** Regions that are smaller than the least area. */
  public abstract long smallRegions();

  /** What is wrong with each missing or damaged mask or image, which is not in the export. */
  public abstract List<String> damaged();

  /** Why each image that is too large for the memory is not in the export. */
  public abstract List<String> tooLarge();

  @AutoValue.Builder
  abstract static class Builder {
    abstract Builder images(long images);

    abstract Builder failedImages(long failedImages);

    abstract Builder unplacedImages(long unplacedImages);

    abstract Builder objects(long objects);

    abstract Builder points(long points);

    abstract Builder classesFound(int classesFound);

    abstract Builder smallRegions(long smallRegions);

    abstract Builder damaged(List<String> damaged);

    abstract Builder tooLarge(List<String> tooLarge);

    abstract ExportReport build();
  }
}
