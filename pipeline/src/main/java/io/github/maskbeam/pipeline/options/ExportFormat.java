// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.options;

import static io.github.maskbeam.pipeline.options.ExportOption.BACKGROUND;
import static io.github.maskbeam.pipeline.options.ExportOption.CLASSES;
import static io.github.maskbeam.pipeline.options.ExportOption.COORDINATES;
import static io.github.maskbeam.pipeline.options.ExportOption.FROM_NAME;
import static io.github.maskbeam.pipeline.options.ExportOption.GEOMETRY;
import static io.github.maskbeam.pipeline.options.ExportOption.IMAGES;
import static io.github.maskbeam.pipeline.options.ExportOption.IMAGE_PREFIX;
import static io.github.maskbeam.pipeline.options.ExportOption.MIN_AREA;
import static io.github.maskbeam.pipeline.options.ExportOption.MODEL_VERSION;
import static io.github.maskbeam.pipeline.options.ExportOption.NAMES;
import static io.github.maskbeam.pipeline.options.ExportOption.TOLERANCE;
import static io.github.maskbeam.pipeline.options.ExportOption.TO_NAME;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;

/** A format that {@code export} writes: the option {@code --as}. */
public enum ExportFormat {
  /** Polygons as GeoJSON (RFC 7946). */
  GEOJSON(COORDINATES, TOLERANCE, MIN_AREA, CLASSES, BACKGROUND),
  /** A zip file in CVAT's format Segmentation mask 1.1. */
  CVAT(CLASSES, BACKGROUND, NAMES),
  /** COCO's object annotations. */
  COCO(GEOMETRY, TOLERANCE, MIN_AREA, CLASSES, BACKGROUND, NAMES),
  /** Tasks of Label Studio with brush predictions. */
  LABELSTUDIO(CLASSES, BACKGROUND, FROM_NAME, TO_NAME, MODEL_VERSION, IMAGE_PREFIX),
  /** FiftyOne's ImageSegmentationDirectory. */
  FIFTYONE(NAMES, IMAGES),
  /** A dataset of MMSegmentation. */
  MMSEG(NAMES, IMAGES),
  /** A segmentation dataset of Ultralytics YOLO. */
  YOLO(TOLERANCE, MIN_AREA, CLASSES, BACKGROUND, NAMES, IMAGES);

  /** Never changed. */
  @SuppressWarnings("ImmutableEnumChecker")
  private final Set<ExportOption> options;

  ExportFormat(ExportOption... options) {
    this.options = EnumSet.copyOf(Arrays.asList(options));
  }

  /** Whether an option means something for this format. */
  public boolean takes(ExportOption option) {
    return options.contains(option);
  }

  /** The name as users write it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The largest number of classes that files of this format can hold, if there is one. */
  OptionalInt maxClasses() {
    switch (this) {
      case CVAT:
      // Objects are told apart by 255 colors, and black is none.
      case MMSEG:
        // The reader takes 8 bits of each pixel, of which 255 is void.
        return OptionalInt.of(255);
      case GEOJSON:
      case COCO:
      case LABELSTUDIO:
      case FIFTYONE:
      case YOLO:
        return OptionalInt.empty();
    }
    throw new AssertionError(this);
  }
}
