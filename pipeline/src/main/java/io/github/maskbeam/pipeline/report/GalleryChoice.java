// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.report;

import com.google.auto.value.AutoValue;
import java.util.List;

/** The choice of images for the gallery. */
@AutoValue
public abstract class GalleryChoice {
  /**
   * Images by their classes.
   *
   * @param limit maximum number of images, 0 to {@link Report#MAX_GALLERY}
   */
  public static GalleryChoice byClasses(int limit) {
    return new AutoValue_GalleryChoice(GalleryOrder.CLASSES, limit, List.of());
  }

  /**
   * The least confident images.
   *
   * @param imageIds their ids, the least confident first; at most {@link Report#MAX_GALLERY}
   */
  public static GalleryChoice leastConfident(List<String> imageIds) {
    return new AutoValue_GalleryChoice(
        GalleryOrder.CONFIDENCE, imageIds.size(), List.copyOf(imageIds));
  }

  abstract GalleryOrder order();

  abstract int limit();

  /** In display order; not used if images are chosen by their classes. */
  abstract List<String> imageIds();
}
