// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.segment;

import io.github.maskbeam.image.ImageException;
import io.github.maskbeam.image.decode.ImagePixels;
import io.github.maskbeam.mask.Axis;
import io.github.maskbeam.mask.GridRegion;
import io.github.maskbeam.mask.Mask;
import io.github.maskbeam.mask.MaskUpsampler;
import io.github.maskbeam.model.OutputKind;
import io.github.maskbeam.model.SegmentationModel;

/** Segments images at several scales, or in tiles. Not thread-safe. */
final class ScaledSegmenter {
  private final SegmentationModel model;
  private final SegmentSettings settings;
  private final TileProbabilities tiles;
  private final MaskUpsampler upsampler = new MaskUpsampler();

  ScaledSegmenter(SegmentationModel model, SegmentSettings settings, TileProbabilities tiles) {
    this.model = model;
    this.settings = settings;
    this.tiles = tiles;
  }

  /** Segments one image, see {@link Segmenter#segment(ImagePixels, int, int, Runnable)}. */
  Segmentation segment(ImagePixels image, int widthPx, int heightPx, Runnable afterTile)
      throws ImageException, InterruptedException {
    int classes = TileProbabilities.classes(model);
    ScaledScores scores = new ScaledScores(model.contract(), settings, classes, widthPx, heightPx);
    GridRegion region = scores.region();
    Axis columns = region.columns(widthPx, scores.width());
    Axis rows = region.rows(heightPx, scores.height());
    Mask mask = upsampler.start(columns, rows, model.labels().maskBits());
    MaskConfidence confidence = MaskConfidence.of(settings, mask, columns, rows, classes);
    scores.forEachBand(
        image,
        tile -> {
          float[] probabilities = tiles.of(tile);
          afterTile.run();
          return probabilities;
        },
        (band, firstRow) -> {
          int complete = upsampler.add(band, firstRow);
          confidence.add(band, firstRow, complete);
        });
    if (model.contract().outputKind() == OutputKind.CLASS_IDS) {
      mask.replace(classes - 1, mask.voidId());
    }
    return confidence.of(mask, tiles.takeInferenceMs());
  }
}
