// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.segment;

import static io.github.maskbeam.segment.SegmenterFixture.channelScores;
import static io.github.maskbeam.segment.SegmenterFixture.model;
import static io.github.maskbeam.testing.Mats.GREEN;
import static io.github.maskbeam.testing.Mats.RED;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notANumber;

import io.github.maskbeam.area.ClassArea;
import io.github.maskbeam.mask.ConfidenceMask;
import io.github.maskbeam.model.ModelException;
import io.github.maskbeam.model.Normalization;
import io.github.maskbeam.model.SegmentationModel;
import io.github.maskbeam.segment.Scales.Flip;
import io.github.maskbeam.segment.SegmentSettings.Confidence;
import io.github.maskbeam.testing.Mats;
import io.github.maskbeam.testing.TestModels;
import java.util.List;
import java.util.Optional;
import org.bytedeco.opencv.opencv_core.Mat;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.lite.schema.TensorType;

/** Confidence masks and void pixels of whole images and tiles. */
class ConfidenceMaskTest {
  private static final SegmentSettings WRITTEN =
      SegmentSettings.of(Fit.STRETCH, Confidence.WRITTEN);
  private static final Scales TILES = Scales.of(List.of(Scale.ofImage()), 0.25, Flip.ADDED);

  /** The scores of red are 1, -1, -1. */
  private static final double PURE = Math.exp(2) / (Math.exp(2) + 2);

  @Test
  void hasTheProbabilityOfEachPixelsClass() throws ModelException {
    for (SegmentSettings settings : List.of(WRITTEN, WRITTEN.withScales(TILES))) {
      Segmentation segmentation =
          segment(channelScores(8, 8), settings, 40, 24, (x, y) -> x < 20 ? RED : GREEN);
      ConfidenceMask confidences = segmentation.confidenceMask().orElseThrow();
      assertThat(confidences.widthPx(), is(40));
      assertThat(confidences.heightPx(), is(24));
      assertThat(confidences.value(0), is((int) Math.round(255 * PURE)));
      assertThat(confidences.value(40 * 24 - 1), is((int) Math.round(255 * PURE)));
      assertThat(segmentation.meanConfidence().orElseThrow()[0], closeTo(PURE, 0.05));
    }
  }

  @Test
  void whereTilesAreAveragedTheClassHasTheHighestProbability() throws ModelException {
    Segmentation segmentation =
        segment(
            channelScores(8, 8),
            WRITTEN.withScales(TILES),
            61,
            47,
            (x, y) -> 0x400000 * (x % 4) | 0x3000 * (y % 5) | 0x50);
    ConfidenceMask confidences = segmentation.confidenceMask().orElseThrow();
    for (int pixel = 0; pixel < 61 * 47; pixel++) {
      assertThat("of three classes", confidences.value(pixel), greaterThan(84));
    }
  }

  @Test
  void ofAForegroundChannelItIsThatChannelOrItsComplement() throws ModelException {
    SegmentationModel foreground =
        model(TestModels.highestChannel(TensorType.FLOAT32, 0, 0, 1, 1, 4, 1))
            .withNormalization(Normalization.of(0, 255));
    int[] red = {0x33, 0x00, 0xcc, 0x99};
    Segmentation segmentation =
        segment(foreground, WRITTEN.withMinConfidence(0.7), 4, 1, (x, y) -> red[x] << 16);
    assertThat(
        segmentation.confidenceMask().orElseThrow().values(),
        is(new byte[] {(byte) 0xcc, (byte) 0xff, (byte) 0xcc, (byte) 0x99}));
    assertThat(segmentation.mask().classIds(), is(new byte[] {0, 0, 1, (byte) 255}));
  }

  /** Whatever is void, areas and void pixels sum to the pixels of the mask. */
  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.5, 0.75, 0.999})
  void pixelsBelowTheMinimumAreVoidAndCounted(double minimum) throws ModelException {
    for (Scales scales : List.of(Scales.whole(), TILES)) {
      for (Confidence confidence : Confidence.values()) {
        SegmentSettings settings = SegmentSettings.of(Fit.STRETCH, confidence).withScales(scales);
        Mats.Colors colors = (x, y) -> x < 20 ? RED : y % 2 == 0 ? 0x008000 : 0x807060;
        Segmentation all = segment(channelScores(8, 8), settings, 40, 24, colors);
        Segmentation some =
            segment(channelScores(8, 8), settings.withMinConfidence(minimum), 40, 24, colors);
        assertThat(all.voidPx(), is(0L));
        assertThat(some.voidPx(), is(count(some, 255)));
        long areaPx = some.areas().stream().mapToLong(ClassArea::areaPx).sum();
        assertThat(areaPx + some.voidPx(), is(40L * 24));
        some.areas().forEach(area -> assertThat(area.areaPx(), is(count(some, area.classId()))));
        assertThat(some.meanConfidence().isPresent(), is(confidence != Confidence.OMITTED));
        assertThat(some.confidenceMask().isPresent(), is(confidence == Confidence.WRITTEN));
        if (confidence == Confidence.WRITTEN) {
          assertVoidBelow(minimum, all, some);
        }
      }
    }
  }

  @Test
  void aClassThatIsAllVoidHasNoAreaAndNoMean() throws ModelException {
    Segmentation segmentation =
        segment(channelScores(1, 1), WRITTEN.withMinConfidence(0.9), 3, 2, (x, y) -> RED);
    assertThat(segmentation.voidPx(), is(6L));
    assertThat(segmentation.areas(), is(List.of()));
    assertThat(segmentation.meanConfidence().orElseThrow()[0], is(notANumber()));
  }

  @Test
  void aMinimumOfOneOrMoreIsRefused() {
    for (double minimum : new double[] {-0.1, 1, 2, Double.NaN}) {
      Assertions.assertThrows(
          IllegalArgumentException.class, () -> WRITTEN.withMinConfidence(minimum));
    }
    assertThat(WRITTEN.withMinConfidence(0), is(WRITTEN));
  }

  private static void assertVoidBelow(double minimum, Segmentation all, Segmentation some) {
    Optional<ConfidenceMask> confidences = some.confidenceMask();
    for (int pixel = 0; pixel < some.mask().pixels(); pixel++) {
      int value = confidences.orElseThrow().value(pixel);
      if (some.mask().classId(pixel) == 255) {
        assertThat(255 * minimum + 0.5, greaterThan((double) value));
      } else {
        assertThat(value + 0.5, greaterThan(255 * minimum - 1e-9));
        assertThat(some.mask().classId(pixel), is(all.mask().classId(pixel)));
      }
    }
  }

  private static long count(Segmentation segmentation, int classId) {
    long count = 0;
    for (int pixel = 0; pixel < segmentation.mask().pixels(); pixel++) {
      count += segmentation.mask().classId(pixel) == classId ? 1 : 0;
    }
    return count;
  }

  private static Segmentation segment(
      SegmentationModel model,
      SegmentSettings settings,
      int widthPx,
      int heightPx,
      Mats.Colors colors) {
    try (Mat image = Mats.of(widthPx, heightPx, colors);
        Segmenter segmenter = Segmenter.open(model, settings)) {
      return segmenter.segment(image, widthPx, heightPx);
    }
  }
}
