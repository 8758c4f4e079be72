// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.segment;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import io.github.maskbeam.mask.Mask;
import io.github.maskbeam.model.SegmentationModel;
import io.github.maskbeam.segment.Scales.Flip;
import io.github.maskbeam.segment.Scales.Tiles;
import io.github.maskbeam.segment.SegmentSettings.Confidence;
import io.github.maskbeam.testing.Mats;
import io.github.maskbeam.testing.SharedFiles;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Four tiles of scale 1.5 are always segmented, and of the nine of scale 2 only unsure ones. */
class UnsureTilesTest {
  private static final Scales SCALES =
      Scales.of(List.of(Scale.of(1.5), Scale.of(2)), Scales.TILE_OVERLAP, Flip.OMITTED);

  private final AtomicInteger tiles = new AtomicInteger();
  private SegmentationModel model;

  @BeforeEach
  void load() throws Exception {
    model =
        SegmentationModel.of(
            ByteBuffer.wrap(
                Files.readAllBytes(SharedFiles.shared("models/deeplabv3_257_mv_gpu.tflite"))));
  }

  @Test
  void aPlainImageIsSegmentedAtTheSmallestScaleOnly() {
    try (Scalar gray = Scalar.all(128);
        Mat image = new Mat(300, 400, Mats.of(1, 1, (x, y) -> Mats.RED).type(), gray)) {
      Segmentation all = segment(image, SCALES);
      assertThat(tiles.get(), is(13));
      tiles.set(0);
      Segmentation unsure = segment(image, SCALES.with(Tiles.UNSURE));
      assertThat(tiles.get(), is(4));
      assertThat(unsure.mask().classIds(), is(all.mask().classIds()));
    }
  }

  @Test
  void theOthersTakeTheProbabilitiesOfTheSmallerScale() {
    // If all tiles of scale 2 did, the result would be that of scale 1.5 alone.
    Scales smaller = Scales.of(List.of(Scale.of(1.5)), Scales.TILE_OVERLAP, Flip.OMITTED);
    try (Scalar gray = Scalar.all(128);
        Mat image = new Mat(300, 400, Mats.of(1, 1, (x, y) -> Mats.RED).type(), gray)) {
      double expected = segment(image, smaller).meanConfidence().orElseThrow()[0];
      double actual = segment(image, SCALES.with(Tiles.UNSURE)).meanConfidence().orElseThrow()[0];
      assertThat(actual, closeTo(expected, 1e-3));
    }
  }

  @Test
  void aPhotographHasNearlyTheMaskOfAllTiles() {
    try (Mat photo =
        opencv_imgcodecs.imread(
            SharedFiles.shared("images/photos/cat_1080p.jpg").toString(),
            opencv_imgcodecs.IMREAD_COLOR_RGB)) {
      Mask all = segment(photo, SCALES).mask();
      tiles.set(0);
      Mask unsure = segment(photo, SCALES.with(Tiles.UNSURE)).mask();
      assertThat(tiles.get(), is(allOf(greaterThan(4), lessThan(13))));
      int differing = 0;
      for (int i = 0; i < all.pixels(); i++) {
        differing += all.classId(i) == unsure.classId(i) ? 0 : 1;
      }
      assertThat((double) differing / all.pixels(), lessThan(0.02));
    }
  }

  private Segmentation segment(Mat image, Scales scales) {
    SegmentSettings settings =
        SegmentSettings.of(Fit.STRETCH, Confidence.MEASURED).withScales(scales);
    try (Segmenter segmenter = Segmenter.open(model, settings)) {
      return segmenter.segment(image, image.cols(), image.rows(), tiles::incrementAndGet);
    }
  }
}
