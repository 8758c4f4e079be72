// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.segment;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
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
import io.github.maskbeam.testing.TestModels;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;
import org.junit.jupiter.api.Test;

/** {@link Tiles#UNSURE}. */
class UnsureTilesTest {
  private static final int TILE = 16;

  /** Makes the probability of a pure color's class nearly 1. */
  private static final float SHARP = 50;

  private static final Scales SCALES =
      Scales.of(List.of(Scale.of(1.5), Scale.of(2)), Scales.TILE_OVERLAP, Flip.OMITTED);

  private final AtomicInteger tiles = new AtomicInteger();

  /**
   * Stripes of a pixel are one color at the smaller scale, whose class is a guess; the other half
   * of the image is plain.
   */
  @Test
  void plainTilesAreNotSegmented() throws Exception {
    float[][] weights = {{SHARP, 0, 0}, {0, SHARP, 0}, {0, 0, SHARP}};
    SegmentationModel colors =
        SegmentationModel.of(TestModels.pixelScores(TILE, TILE, weights, new float[3]));
    Scales scales =
        Scales.of(List.of(Scale.of(1), Scale.ofImage()), 0, Flip.OMITTED).with(Tiles.UNSURE);
    try (Mat image =
        Mats.of(
            4 * TILE, TILE, (x, y) -> new int[] {Mats.RED, Mats.GREEN, Mats.BLUE}[classOf(x)])) {
      Mask mask = segment(colors, image, scales).mask();
      assertThat("the smaller scale, and two of four tiles", tiles.get(), is(3));
      for (int x = 0; x < 4 * TILE; x++) {
        for (int y = 0; y < TILE; y++) {
          assertThat(x + ", " + y, mask.classId(x, y), is(classOf(x)));
        }
      }
    }
  }

  private static int classOf(int x) {
    return x < 2 * TILE ? 1 : 2 * (x % 2);
  }

  @Test
  void aPhotographHasNearlyTheMaskOfAllTiles() throws Exception {
    SegmentationModel model =
        SegmentationModel.of(
            ByteBuffer.wrap(
                Files.readAllBytes(SharedFiles.shared("models/deeplabv3_257_mv_gpu.tflite"))));
    try (Mat photo =
        opencv_imgcodecs.imread(
            SharedFiles.shared("images/photos/cat_1080p.jpg").toString(),
            opencv_imgcodecs.IMREAD_COLOR_RGB)) {
      Mask all = segment(model, photo, SCALES).mask();
      assertThat(tiles.getAndSet(0), is(13));
      Mask unsure = segment(model, photo, SCALES.with(Tiles.UNSURE)).mask();
      assertThat(tiles.get(), is(allOf(greaterThan(4), lessThan(13))));
      int differing = 0;
      for (int i = 0; i < all.pixels(); i++) {
        differing += all.classId(i) == unsure.classId(i) ? 0 : 1;
      }
      assertThat((double) differing / all.pixels(), lessThan(0.02));
    }
  }

  private Segmentation segment(SegmentationModel model, Mat image, Scales scales) {
    SegmentSettings settings =
        SegmentSettings.of(Fit.STRETCH, Confidence.MEASURED).withScales(scales);
    try (Segmenter segmenter = Segmenter.open(model, settings)) {
      return segmenter.segment(image, image.cols(), image.rows(), tiles::incrementAndGet);
    }
  }
}
