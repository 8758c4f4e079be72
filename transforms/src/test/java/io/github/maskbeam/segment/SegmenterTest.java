// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.segment;

import static io.github.maskbeam.segment.SegmenterFixture.channelScores;
import static io.github.maskbeam.segment.SegmenterFixture.mask;
import static io.github.maskbeam.segment.SegmenterFixture.model;
import static io.github.maskbeam.segment.SegmenterFixture.segment;
import static io.github.maskbeam.testing.Mats.BLUE;
import static io.github.maskbeam.testing.Mats.GREEN;
import static io.github.maskbeam.testing.Mats.RED;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import io.github.maskbeam.area.ClassArea;
import io.github.maskbeam.mask.Mask;
import io.github.maskbeam.model.ModelException;
import io.github.maskbeam.model.Normalization;
import io.github.maskbeam.model.OutputKind;
import io.github.maskbeam.model.SegmentationModel;
import io.github.maskbeam.segment.SegmentSettings.Confidence;
import io.github.maskbeam.testing.Mats;
import io.github.maskbeam.testing.TestModels;
import java.util.Optional;
import java.util.stream.Collectors;
import org.bytedeco.opencv.opencv_core.Mat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.lite.schema.TensorType;

/** Segments images of pure colors with models whose masks are easy to calculate. */
class SegmenterTest {
  /** Upper left red, upper right green, the lower half blue. */
  private static final Mats.Colors THREE_AREAS = (x, y) -> y >= 4 ? BLUE : x < 4 ? RED : GREEN;

  private static final byte[] THREE_AREAS_IDS = ids(8, 8, (x, y) -> y >= 4 ? 2 : x < 4 ? 0 : 1);

  @Test
  void segmentsWithFloatScores() throws ModelException {
    assertThat(mask(channelScores(8, 8), 8, 8, THREE_AREAS).classIds(), is(THREE_AREAS_IDS));
  }

  @ParameterizedTest(name = "tensor type {0}, zero point {1}")
  @CsvSource({TensorType.UINT8 + ", 0", TensorType.UINT8 + ", 128", TensorType.INT8 + ", -128"})
  void segmentsWithQuantizedScores(byte type, int zeroPoint) throws ModelException {
    SegmentationModel model = model(TestModels.addTwoQuantized(type, zeroPoint, 1, 8, 8, 3));
    assertThat(model.contract().outputKind(), is(OutputKind.SCORES));
    assertThat(mask(model, 8, 8, THREE_AREAS).classIds(), is(THREE_AREAS_IDS));
  }

  @ParameterizedTest(name = "tensor type {0}")
  @ValueSource(bytes = {TensorType.INT64, TensorType.INT32})
  void segmentsWithClassIds(byte type) throws ModelException {
    SegmentationModel model = model(TestModels.classIds(type, 8, 8, 3));
    assertThat(model.contract().outputKind(), is(OutputKind.CLASS_IDS));
    assertThat(mask(model, 8, 8, THREE_AREAS).classIds(), is(THREE_AREAS_IDS));
  }

  @Test
  void keepsTheValuesOfEightBitClassIds() throws ModelException {
    SegmentationModel model = model(TestModels.highestChannel(TensorType.UINT8, 0, 0, 1, 2, 2));
    int[] colors = {0x000000, 0x050302, 0x00fe00, 0x1020ff};
    Mask mask = mask(model, 2, 2, (x, y) -> colors[2 * y + x]);
    assertThat(mask.classIds(), is(new byte[] {0, 5, (byte) 254, (byte) 255}));
  }

  @Test
  void floatChannelIsForegroundAboveOneHalf() throws ModelException {
    SegmentationModel model =
        model(TestModels.highestChannel(TensorType.FLOAT32, 0, 0, 1, 1, 4, 1))
            .withNormalization(Normalization.of(0, 255));
    assertThat(model.contract().outputKind(), is(OutputKind.FOREGROUND));
    // 127/255 is just below one half, 128/255 just above.
    int[] red = {0, 127, 128, 255};
    assertThat(mask(model, 4, 1, (x, y) -> red[x] << 16).classIds(), is(new byte[] {0, 0, 1, 1}));
  }

  @ParameterizedTest(name = "tensor type {0}, zero point {1}")
  @CsvSource({TensorType.UINT8 + ", 0", TensorType.INT8 + ", -128"})
  void quantizedChannelIsForegroundAboveOneHalf(byte type, int zeroPoint) throws ModelException {
    SegmentationModel model =
        model(TestModels.highestChannel(type, 1 / 256f, zeroPoint, 1, 1, 4, 1));
    assertThat(model.contract().outputKind(), is(OutputKind.FOREGROUND));
    int[] red = {0, 128, 129, 255};
    assertThat(mask(model, 4, 1, (x, y) -> red[x] << 16).classIds(), is(new byte[] {0, 0, 1, 1}));
  }

  @Test
  void integerChannelWithoutQuantizationIsZeroOrOne() throws ModelException {
    SegmentationModel model = model(TestModels.highestChannel(TensorType.UINT8, 0, 0, 1, 1, 3, 1));
    int[] red = {0, 1, 0};
    assertThat(mask(model, 3, 1, (x, y) -> red[x] << 16).classIds(), is(new byte[] {0, 1, 0}));
  }

  @Test
  void enlargesAnImageThatIsSmallerThanTheInput() throws ModelException {
    Mask mask = mask(channelScores(64, 64), 4, 2, (x, y) -> x < 2 ? RED : BLUE);
    assertThat(mask.classIds(), is(new byte[] {0, 0, 2, 2, 0, 0, 2, 2}));
  }

  @ParameterizedTest(name = "{0} x {1}, {2}")
  @CsvSource({
    "1, 300, STRETCH", "1, 300, LETTERBOX", "300, 1, STRETCH", "300, 1, LETTERBOX",
    "1, 1, STRETCH", "1, 1, LETTERBOX", "1, 9, LETTERBOX", "5000, 3, LETTERBOX"
  })
  void segmentsThinImages(int widthPx, int heightPx, Fit fit) throws ModelException {
    int half = Math.max(widthPx, heightPx) / 2;
    Segmentation segmentation =
        segment(
            channelScores(32, 32),
            fit,
            Confidence.OMITTED,
            widthPx,
            heightPx,
            (x, y) -> Math.max(x, y) < half ? GREEN : BLUE);
    Mask mask = segmentation.mask();
    assertThat(mask.widthPx(), is(widthPx));
    assertThat(mask.heightPx(), is(heightPx));
    assertThat(mask.classId(0, 0), is(half == 0 ? 2 : 1));
    assertThat(mask.classId(widthPx - 1, heightPx - 1), is(2));
  }

  @Test
  void maskOfAScaledDownImageHasTheFullSize() throws ModelException {
    try (Mat quarter = Mats.of(8, 8, THREE_AREAS);
        Segmenter segmenter =
            Segmenter.open(
                channelScores(8, 8), SegmentSettings.of(Fit.STRETCH, Confidence.OMITTED))) {
      Segmentation segmentation = segmenter.segment(quarter, 32, 31);
      assertThat(segmentation.mask().widthPx(), is(32));
      assertThat(segmentation.mask().heightPx(), is(31));
      assertThat(segmentation.mask().classId(15, 0), is(0));
      assertThat(segmentation.mask().classId(16, 0), is(1));
      assertThat(segmentation.mask().classId(31, 30), is(2));
    }
  }

  @Test
  void reportsTheAreasOfTheMask() throws ModelException {
    Segmentation segmentation =
        segment(channelScores(8, 8), Fit.STRETCH, Confidence.OMITTED, 8, 8, THREE_AREAS);
    assertThat(
        segmentation.areas().stream()
            .map(area -> area.classId() + ":" + area.areaPx() + box(area))
            .collect(Collectors.toList()),
        contains("0:16 0,0-3,3", "1:16 4,0-7,3", "2:32 0,4-7,7"));
    assertThat(segmentation.meanConfidence(), is(Optional.empty()));
    assertThat(segmentation.inferenceMs(), greaterThan(0.0));
  }

  @Test
  void segmentsSeveralImagesOfDifferentSizes() throws ModelException {
    SegmentationModel model = channelScores(8, 8);
    try (Segmenter segmenter =
            Segmenter.open(model, SegmentSettings.of(Fit.LETTERBOX, Confidence.OMITTED));
        Mat wide = Mats.uniform(90, 30, GREEN);
        Mat tall = Mats.uniform(10, 40, BLUE)) {
      byte[] first = segmenter.segment(wide, 90, 30).mask().classIds();
      assertThat(first, is(ids(90, 30, (x, y) -> 1)));
      assertThat(segmenter.segment(tall, 10, 40).mask().classIds(), is(ids(10, 40, (x, y) -> 2)));
      assertThat(first, is(ids(90, 30, (x, y) -> 1)));
    }
  }

  private static String box(ClassArea area) {
    return String.format(" %d,%d-%d,%d", area.xMin(), area.yMin(), area.xMax(), area.yMax());
  }

  private static byte[] ids(int widthPx, int heightPx, Mats.Colors idOf) {
    byte[] ids = new byte[widthPx * heightPx];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = (byte) idOf.at(i % widthPx, i / widthPx);
    }
    return ids;
  }
}
