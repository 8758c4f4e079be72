// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.segment;

import static io.github.maskbeam.segment.SegmenterFixture.channelScores;
import static io.github.maskbeam.segment.SegmenterFixture.model;
import static io.github.maskbeam.segment.SegmenterFixture.segment;
import static io.github.maskbeam.testing.Mats.BLUE;
import static io.github.maskbeam.testing.Mats.GREEN;
import static io.github.maskbeam.testing.Mats.RED;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.github.maskbeam.mask.GridRegion;
import io.github.maskbeam.mask.Mask;
import io.github.maskbeam.model.ModelContract;
import io.github.maskbeam.model.ModelException;
import io.github.maskbeam.model.SegmentationModel;
import io.github.maskbeam.segment.SegmentSettings.Confidence;
import io.github.maskbeam.testing.TestModels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.lite.schema.TensorType;

class LetterboxTest {
  /**
   * Like {@link SegmenterFixture#CHANNELS}, with class 3 for pixels without a nearly pure color.
   */
  private static SegmentationModel channelScoresOrGray(int height, int width)
      throws ModelException {
    float[][] weights = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}, {0, 0, 0}};
    return model(TestModels.pixelScores(height, width, weights, new float[] {0, 0, 0, 0.9f}));
  }

  @ParameterizedTest(name = "{0} x {1} into {2} x {3}: from {4}, {5}: {6} x {7}")
  @CsvSource({
    "100, 50, 8, 8, 0, 2, 8, 4",
    "50, 100, 8, 8, 2, 0, 4, 8",
    "100, 100, 8, 8, 0, 0, 8, 8",
    "3, 2, 257, 257, 0, 43, 257, 171",
    "100, 50, 16, 4, 4, 0, 8, 4",
    "1, 3000, 257, 257, 128, 0, 1, 257",
    "3000, 1, 257, 257, 0, 128, 257, 1"
  })
  void keepsTheAspectRatioAndCentersTheImage(
      int widthPx,
      int heightPx,
      int inputWidth,
      int inputHeight,
      int left,
      int top,
      int width,
      int height)
      throws ModelException {
    ModelContract contract = channelScores(inputHeight, inputWidth).contract();
    Placement placement = Placement.of(Fit.LETTERBOX, contract, widthPx, heightPx);
    assertThat(placement.left(), is(left));
    assertThat(placement.top(), is(top));
    assertThat(placement.width(), is(width));
    assertThat(placement.height(), is(height));
    // The output of this model has the size of its input.
    assertThat(placement.onOutput(contract), is(GridRegion.of(left, top, width, height)));
  }

  @Test
  void stretchFillsTheInput() throws ModelException {
    ModelContract contract = channelScores(8, 6).contract();
    Placement placement = Placement.of(Fit.STRETCH, contract, 100, 7);
    assertThat(placement.onOutput(contract), is(GridRegion.whole(6, 8)));
  }

  @ParameterizedTest(name = "{0} x {1}")
  @CsvSource({"64, 32", "32, 64", "640, 321", "321, 640", "33, 5", "7, 500", "31, 32", "5, 3"})
  void doesNotMixTheBorderIntoTheMask(int widthPx, int heightPx) throws ModelException {
    Mask mask =
        segment(
                channelScoresOrGray(32, 32),
                Fit.LETTERBOX,
                Confidence.OMITTED,
                widthPx,
                heightPx,
                (x, y) -> BLUE)
            .mask();
    for (byte id : mask.classIds()) {
      assertThat(id, is((byte) 2));
    }
  }

  @ParameterizedTest(name = "{0} x {1}")
  @CsvSource({"64, 32", "32, 64", "16, 32", "96, 64"})
  void keepsThePositionOfEdges(int widthPx, int heightPx) throws ModelException {
    Mask mask =
        segment(
                channelScores(32, 32),
                Fit.LETTERBOX,
                Confidence.OMITTED,
                widthPx,
                heightPx,
                (x, y) -> x < widthPx / 4 ? RED : y < heightPx / 2 ? GREEN : BLUE)
            .mask();
    int pixelsPerPoint = Math.max(1, Math.max(widthPx, heightPx) / 32);
    for (int y = 0; y < heightPx; y++) {
      for (int x = 0; x < widthPx; x++) {
        boolean isNearEdge =
            Math.abs(x + 0.5 - widthPx / 4.0) < pixelsPerPoint
                || Math.abs(y + 0.5 - heightPx / 2.0) < pixelsPerPoint;
        if (!isNearEdge) {
          int expected = x < widthPx / 4 ? 0 : y < heightPx / 2 ? 1 : 2;
          assertThat(x + ", " + y, mask.classId(x, y), is(expected));
        }
      }
    }
  }

  @Test
  void doesNotMixTheBorderIntoClassIds() throws ModelException {
    Mask mask =
        segment(
                model(TestModels.highestChannel(TensorType.UINT8, 0, 0, 1, 16, 16)),
                Fit.LETTERBOX,
                Confidence.OMITTED,
                40,
                10,
                (x, y) -> 7)
            .mask();
    for (byte id : mask.classIds()) {
      assertThat(id, is((byte) 7));
    }
  }
}
