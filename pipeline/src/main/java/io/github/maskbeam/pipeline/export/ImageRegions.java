// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.export;

import com.google.auto.value.AutoValue;
import io.github.maskbeam.polygon.Regions;
import io.github.maskbeam.schemas.ImageRow;

/** The regions of the mask of an image. */
@AutoValue
abstract class ImageRegions {
  static ImageRegions of(ImageRow image, String maskUri, Regions regions) {
    return new AutoValue_ImageRegions(image, maskUri, regions);
  }

  abstract ImageRow image();

  /** Where the mask was read. */
  abstract String maskUri();

  abstract Regions regions();
}
