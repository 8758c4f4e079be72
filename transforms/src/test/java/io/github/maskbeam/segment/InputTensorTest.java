// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.segment;

import static io.github.maskbeam.segment.SegmenterFixture.channelScores;
import static io.github.maskbeam.segment.SegmenterFixture.model;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.github.maskbeam.model.ModelException;
import io.github.maskbeam.model.Normalization;
import io.github.maskbeam.model.SegmentationModel;
import io.github.maskbeam.testing.Mats;
import io.github.maskbeam.testing.TestModels;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.lite.InterpreterApi;
import org.tensorflow.lite.schema.TensorType;

class InputTensorTest {
  @Test
  void normalizesFloatsPerChannel() throws ModelException {
    SegmentationModel model =
        channelScores(1, 2).withNormalization(Normalization.of(10, 20, 30, 1, 2, 4));
    assertThat(
        floats(model, Fit.STRETCH, 2, 1, (x, y) -> x == 0 ? 0x0a141e : 0x0b1622),
        is(new float[] {0, 0, 0, 1, 1, 1}));
  }

  @Test
  void normalizesFloatsToMinusOneToOneByDefault() throws ModelException {
    assertThat(
        floats(channelScores(1, 1), Fit.STRETCH, 1, 1, (x, y) -> 0xff0033),
        is(new float[] {1, -1, -0.6f}));
  }

  @ParameterizedTest(name = "tensor type {0}: {1}, {2}, {3}")
  @CsvSource({TensorType.UINT8 + ", 0, 127, 255", TensorType.INT8 + ", -128, -1, 127"})
  void storesPixelValuesWithoutADeclaredNormalization(byte type, int black, int gray, int white)
      throws ModelException {
    SegmentationModel model = model(TestModels.addTwoQuantized(type, 3, 1, 1, 3, 3));
    int[] colors = {0x000000, 0x7f7f7f, 0xffffff};
    ByteBuffer bytes = bytes(model, Fit.STRETCH, 3, 1, (x, y) -> colors[x]);
    assertThat(bytes.get(0), is((byte) black));
    assertThat(bytes.get(3), is((byte) gray));
    assertThat(bytes.get(6), is((byte) white));
  }

  @Test
  void quantizesIntegersWithADeclaredNormalization() throws ModelException {
    // real = pixel / 2, stored = real / 0.5 + 10 = pixel + 10, saturated.
    SegmentationModel model =
        model(TestModels.addTwoQuantized(TensorType.UINT8, 10, 1, 1, 3, 3))
            .withNormalization(Normalization.of(0, 2));
    int[] colors = {0x000000, 0x646464, 0xffffff};
    ByteBuffer bytes = bytes(model, Fit.STRETCH, 3, 1, (x, y) -> colors[x]);
    assertThat(bytes.get(0), is((byte) 10));
    assertThat(bytes.get(3), is((byte) 110));
    assertThat(bytes.get(6), is((byte) 255));
  }

  @Test
  void storesNormalizedValuesInATensorWithoutQuantization() throws ModelException {
    SegmentationModel model =
        model(TestModels.highestChannel(TensorType.UINT8, 0, 0, 1, 1, 1))
            .withNormalization(Normalization.of(0, 255));
    ByteBuffer bytes = bytes(model, Fit.STRETCH, 1, 1, (x, y) -> 0xff0090);
    assertThat(bytes.get(0), is((byte) 1));
    assertThat(bytes.get(1), is((byte) 0));
    assertThat(bytes.get(2), is((byte) 1));
  }

  @Test
  void averagesAreasWhenShrinking() throws ModelException {
    SegmentationModel model = channelScores(1, 1).withNormalization(Normalization.of(0, 1));
    assertThat(
        floats(model, Fit.STRETCH, 4, 2, (x, y) -> x == 0 ? 0x804020 : 0x000000),
        is(new float[] {32, 16, 8}));
  }

  @Test
  void shrinksOneAxisAndEnlargesTheOther() throws ModelException {
    // Four columns are averaged to one; two rows become four, of which the outer ones are equal.
    SegmentationModel model = channelScores(4, 1).withNormalization(Normalization.of(0, 1));
    float[] values =
        floats(model, Fit.STRETCH, 4, 2, (x, y) -> y == 0 ? (x % 2 == 0 ? 0xc80000 : 0) : 0x000014);
    assertThat(values, is(new float[] {100, 0, 0, 75, 0, 5, 25, 0, 15, 0, 0, 20}));
  }

  @Test
  void clearsTheBorderOfALetterboxAfterALargerImage() throws ModelException {
    SegmentationModel model = channelScores(3, 3).withNormalization(Normalization.of(0, 1));
    try (InterpreterApi interpreter = model.newInterpreter();
        InputTensor input = new InputTensor(model, interpreter.getInputTensor(0));
        Mat square = Mats.uniform(9, 9, 0xffffff);
        Mat wide = Mats.uniform(9, 3, 0x010203)) {
      input.write(square, Placement.of(Fit.LETTERBOX, model.contract(), 9, 9));
      input.write(wide, Placement.of(Fit.LETTERBOX, model.contract(), 9, 3));
      FloatBuffer values = input.bytes().asFloatBuffer();
      for (int i = 0; i < 27; i++) {
        float expected = i / 9 == 1 ? 1 + i % 3 : 128;
        assertThat("value " + i, values.get(i), is(expected));
      }
    }
  }

  private static float[] floats(
      SegmentationModel model, Fit fit, int widthPx, int heightPx, Mats.Colors colors) {
    FloatBuffer buffer = bytes(model, fit, widthPx, heightPx, colors).asFloatBuffer();
    float[] values = new float[buffer.remaining()];
    buffer.get(values);
    return values;
  }

  private static ByteBuffer bytes(
      SegmentationModel model, Fit fit, int widthPx, int heightPx, Mats.Colors colors) {
    try (InterpreterApi interpreter = model.newInterpreter();
        InputTensor input = new InputTensor(model, interpreter.getInputTensor(0));
        Mat image = Mats.of(widthPx, heightPx, colors)) {
      input.write(image, Placement.of(fit, model.contract(), widthPx, heightPx));
      ByteBuffer copy = ByteBuffer.allocate(input.bytes().capacity()).order(input.bytes().order());
      copy.put(input.bytes()).flip();
      return copy;
    }
  }
}
