// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.segment;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import io.github.maskbeam.image.decode.ImagePixels;
import io.github.maskbeam.mask.Mask;
import io.github.maskbeam.model.SegmentationModel;
import io.github.maskbeam.segment.Scales.Flip;
import io.github.maskbeam.segment.SegmentSettings.Confidence;
import io.github.maskbeam.testing.Mats;
import io.github.maskbeam.testing.SharedFiles;
import io.github.maskbeam.testing.TestModels;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.List;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensorflow.lite.schema.TensorType;

/** Models whose class is that of the pixel's color have the same mask with any tiles. */
class ScaledSegmenterTest {
  private static final int TILE = 16;

  @ParameterizedTest(name = "{0} x {1}, overlap {2}, {3}")
  @CsvSource({
    "16, 16, 0.25, OMITTED",
    "17, 16, 0.25, OMITTED",
    "100, 40, 0.25, OMITTED",
    "100, 40, 0.25, ADDED",
    "33, 77, 0, OMITTED",
    "33, 77, 0.99, ADDED",
    "64, 64, 0.5, OMITTED"
  })
  void anImageInItsOwnSizeHasTheClassOfEachPixel(
      int widthPx, int heightPx, double overlap, Flip flip) throws Exception {
    SegmentationModel scores = SegmenterFixture.channelScores(TILE, TILE);
    SegmentationModel ids =
        SegmentationModel.of(TestModels.classIds(TensorType.INT64, TILE, TILE, 3));
    Scales scales = Scales.of(List.of(Scale.ofImage()), overlap, flip);
    for (SegmentationModel model : List.of(scores, ids)) {
      for (Fit fit : Fit.values()) {
        Mask mask = segment(model, fit, scales, widthPx, heightPx).mask();
        for (int y = 0; y < heightPx; y++) {
          for (int x = 0; x < widthPx; x++) {
            assertThat(x + ", " + y, mask.classId(x, y), is(classOf(x, y)));
          }
        }
      }
    }
  }

  @Test
  void anImageInItsOwnSizeNeedsOnlyItsRows() throws Exception {
    SegmentationModel model = SegmenterFixture.channelScores(TILE, TILE);
    SegmentSettings settings =
        SegmentSettings.of(Fit.STRETCH, Confidence.OMITTED)
            .withScales(Scales.of(List.of(Scale.ofImage()), 0.3, Flip.OMITTED));
    try (Mat image = Mats.of(70, 50, ScaledSegmenterTest::color);
        Segmenter segmenter = Segmenter.open(model, settings)) {
      assertThat(segmenter.need(70, 50).fullRows(), is(TILE));
      assertThat(segmenter.need(70, 50).coverWidthPx(), is(0));
      ImagePixels rows =
          new ImagePixels() {
            @Override
            public Mat rgb() {
              throw new AssertionError("the whole image is not needed");
            }

            @Override
            public Mat rows(int from, int to) {
              assertThat(to - from, is(TILE));
              return image.rowRange(from, to);
            }
          };
      assertThat(
          segmenter.segment(rows, 70, 50, () -> {}).mask().classIds(),
          is(segmenter.segment(image, 70, 50).mask().classIds()));
    }
  }

  @ParameterizedTest
  @EnumSource
  void anImageSmallerThanATileIsEnlarged(Fit fit) throws Exception {
    SegmentationModel model = SegmenterFixture.channelScores(TILE, TILE);
    Scales own = Scales.of(List.of(Scale.ofImage()), Scales.TILE_OVERLAP, Flip.OMITTED);
    Mask whole = segment(model, fit, Scales.whole(), 9, 7).mask();
    assertThat(segment(model, fit, own, 9, 7).mask().classIds(), is(whole.classIds()));
  }

  @Test
  void averagesScalesAndMeasuresConfidence() throws Exception {
    // Two scales of one color have one probability, however tiles overlap.
    SegmentationModel model = SegmenterFixture.channelScores(TILE, TILE);
    Scales scales = Scales.of(List.of(Scale.of(1), Scale.of(1.7), Scale.of(3)), 0.4, Flip.ADDED);
    SegmentSettings settings = SegmentSettings.of(Fit.STRETCH, Confidence.MEASURED);
    try (Mat image = Mats.of(50, 20, (x, y) -> Mats.GREEN);
        Segmenter whole = Segmenter.open(model, settings);
        Segmenter scaled = Segmenter.open(model, settings.withScales(scales))) {
      Segmentation expected = whole.segment(image, 50, 20);
      Segmentation actual = scaled.segment(image, 50, 20);
      assertThat(actual.mask().classIds(), is(expected.mask().classIds()));
      assertThat(
          actual.meanConfidence().orElseThrow()[1],
          closeTo(expected.meanConfidence().orElseThrow()[1], 1e-5));
    }
  }

  @Test
  void aPhotographThatFitsOneTileHasTheMaskOfTheWholeImage() throws Exception {
    Scales own = Scales.of(List.of(Scale.ofImage()), Scales.TILE_OVERLAP, Flip.OMITTED);
    try (Mat photo = photo();
        Rect area = new Rect(100, 50, 257, 257);
        Mat tile = new Mat(photo, area).clone()) {
      assertThat(
          differing(deeplab(tile, own), 0, deeplab(tile, Scales.whole()), 0, 257, 257), is(0L));
    }
  }

  @Test
  void aShiftByATileShiftsTheMask() throws Exception {
    Scales own = Scales.of(List.of(Scale.ofImage()), Scales.TILE_OVERLAP, Flip.OMITTED);
    int stride = (int) (257 * 0.75);
    try (Mat photo = photo();
        Rect area = new Rect(stride, 0, photo.cols() - stride, photo.rows());
        Mat shifted = new Mat(photo, area).clone()) {
      Mask mask = deeplab(photo, own);
      Mask maskOfShifted = deeplab(shifted, own);
      // From where the first tile of the photograph ends.
      int widthPx = photo.cols() - 257;
      long differing = differing(mask, 257, maskOfShifted, 257 - stride, widthPx, photo.rows());
      assertThat(differing, is(0L));
      assertThat(foreground(mask), greaterThan(1000L));
    }
  }

  @Test
  void classesChangeAlongTilesNoMoreThanElsewhere() throws Exception {
    Scales own = Scales.of(List.of(Scale.ofImage()), Scales.TILE_OVERLAP, Flip.OMITTED);
    try (Mat photo = photo()) {
      Mask mask = deeplab(photo, own);
      TileAxis axis = TileAxis.of(photo.cols(), 257, 257, Scales.TILE_OVERLAP);
      long atTiles = 0;
      long columns = 0;
      for (int tile = 0; tile < axis.tiles(); tile++) {
        for (int edge : new int[] {axis.start(tile), axis.start(tile) + 257}) {
          if (edge > 0 && edge < photo.cols()) {
            atTiles += changes(mask, edge);
            columns++;
          }
        }
      }
      long all = 0;
      for (int x = 1; x < photo.cols(); x++) {
        all += changes(mask, x);
      }
      double mean = (double) all / (photo.cols() - 1);
      assertThat(all, greaterThan(0L));
      assertThat((double) atTiles / columns, lessThan(1.5 * mean + 1));
    }
  }

  @Test
  void memoryGrowsWithTheWidthOfAnImageAndNotWithItsPixels() throws Exception {
    SegmentationModel model = SegmentationModel.of(deeplabFile());
    SegmentSettings settings =
        SegmentSettings.of(Fit.STRETCH, Confidence.OMITTED)
            .withScales(Scales.of(List.of(Scale.ofImage()), 0.25, Flip.OMITTED));
    long hundredMegapixels = scores(model, settings, 11_600, 8_700).heapBytes();
    assertThat(hundredMegapixels, lessThan(300L << 20));
    assertThat(scores(model, settings, 11_600, 43_500).heapBytes(), is(hundredMegapixels));
  }

  private static ScaledScores scores(
      SegmentationModel model, SegmentSettings settings, int widthPx, int heightPx) {
    return new ScaledScores(model.contract(), settings, 21, widthPx, heightPx);
  }

  private static long changes(Mask mask, int x) {
    long changes = 0;
    for (int y = 0; y < mask.heightPx(); y++) {
      changes += mask.classId(x, y) == mask.classId(x - 1, y) ? 0 : 1;
    }
    return changes;
  }

  private static long foreground(Mask mask) {
    long count = 0;
    for (int i = 0; i < mask.pixels(); i++) {
      count += mask.classId(i) == 0 ? 0 : 1;
    }
    return count;
  }

  private static long differing(Mask a, int fromA, Mask b, int fromB, int widthPx, int heightPx) {
    long differing = 0;
    for (int y = 0; y < heightPx; y++) {
      for (int x = 0; x < widthPx; x++) {
        differing += a.classId(fromA + x, y) == b.classId(fromB + x, y) ? 0 : 1;
      }
    }
    return differing;
  }

  private static Mask deeplab(Mat image, Scales scales) throws Exception {
    SegmentSettings settings =
        SegmentSettings.of(Fit.STRETCH, Confidence.OMITTED).withScales(scales);
    try (Segmenter segmenter = Segmenter.open(SegmentationModel.of(deeplabFile()), settings)) {
      return segmenter.segment(image, image.cols(), image.rows()).mask();
    }
  }

  private static ByteBuffer deeplabFile() throws Exception {
    return ByteBuffer.wrap(
        Files.readAllBytes(SharedFiles.shared("models/deeplabv3_257_mv_gpu.tflite")));
  }

  private static Mat photo() {
    return opencv_imgcodecs.imread(
        SharedFiles.shared("images/photos/cat_1080p.jpg").toString(),
        opencv_imgcodecs.IMREAD_COLOR_RGB);
  }

  private static Segmentation segment(
      SegmentationModel model, Fit fit, Scales scales, int widthPx, int heightPx) {
    try (Mat image = Mats.of(widthPx, heightPx, ScaledSegmenterTest::color);
        Segmenter segmenter =
            Segmenter.open(model, SegmentSettings.of(fit, Confidence.OMITTED).withScales(scales))) {
      return segmenter.segment(image, widthPx, heightPx);
    }
  }

  private static int classOf(int x, int y) {
    return (x / 5 + 2 * (y / 3)) % 3;
  }

  private static int color(int x, int y) {
    return new int[] {Mats.RED, Mats.GREEN, Mats.BLUE}[classOf(x, y)];
  }
}
