// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.segment;

import io.github.maskbeam.mask.Mask;
import io.github.maskbeam.model.ModelException;
import io.github.maskbeam.model.SegmentationModel;
import io.github.maskbeam.segment.SegmentSettings.Confidence;
import io.github.maskbeam.testing.Mats;
import io.github.maskbeam.testing.TestModels;
import java.nio.ByteBuffer;
import org.bytedeco.opencv.opencv_core.Mat;

/** Segments generated images with test models. */
final class SegmenterFixture {
  /** The score of class k is input channel k: red is class 0, green is 1, blue is 2. */
  static final float[][] CHANNELS = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};

  private SegmenterFixture() {}

  static SegmentationModel channelScores(int height, int width) throws ModelException {
    return model(TestModels.pixelScores(height, width, CHANNELS, new float[3]));
  }

  static SegmentationModel model(ByteBuffer content) throws ModelException {
    return SegmentationModel.of(content);
  }

  static Segmentation segment(
      SegmentationModel model,
      Fit fit,
      Confidence confidence,
      int widthPx,
      int heightPx,
      Mats.Colors colors) {
    try (Mat image = Mats.of(widthPx, heightPx, colors);
        Segmenter segmenter = Segmenter.open(model, SegmentSettings.of(fit, confidence))) {
      return segmenter.segment(image, widthPx, heightPx);
    }
  }

  /** The mask of a stretched image. */
  static Mask mask(SegmentationModel model, int widthPx, int heightPx, Mats.Colors colors) {
    return segment(model, Fit.STRETCH, Confidence.OMITTED, widthPx, heightPx, colors).mask();
  }
}
