// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.segment;

import static io.github.maskbeam.segment.SegmenterFixture.channelScores;
import static io.github.maskbeam.segment.SegmenterFixture.model;
import static io.github.maskbeam.testing.Mats.BLUE;
import static io.github.maskbeam.testing.Mats.GREEN;
import static io.github.maskbeam.testing.Mats.RED;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notANumber;

import io.github.maskbeam.model.ModelException;
import io.github.maskbeam.model.Normalization;
import io.github.maskbeam.model.SegmentationModel;
import io.github.maskbeam.segment.SegmentSettings.Confidence;
import io.github.maskbeam.testing.Mats;
import io.github.maskbeam.testing.TestModels;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tensorflow.lite.schema.TensorType;

class MeanConfidenceTest {
  private static final double TOLERANCE = 1e-5;

  @Test
  void isTheSoftmaxOfLogits() throws ModelException {
    // The scores of red are 1, -1, -1, and likewise for green and blue.
    double[] means = measure(channelScores(1, 4), 4, (x, y) -> x < 3 ? RED : GREEN);
    double expected = Math.exp(2) / (Math.exp(2) + 2);
    assertThat(means[0], closeTo(expected, TOLERANCE));
    assertThat(means[1], closeTo(expected, TOLERANCE));
    assertThat(means[2], is(notANumber()));
  }

  @Test
  void isTheMeanOverThePixelsOfTheClass() throws ModelException {
    // Scores are up to 2 per channel; that of 0x80 is 128/255 * 2 = 1.00392.
    SegmentationModel model = channelScores(1, 2).withNormalization(Normalization.of(0, 127.5));
    double[] means = measure(model, 2, (x, y) -> x == 0 ? BLUE : 0x000080);
    double high = Math.exp(2) / (Math.exp(2) + 2);
    double low = Math.exp(256 / 255.0) / (Math.exp(256 / 255.0) + 2);
    assertThat(means[2], closeTo((high + low) / 2, TOLERANCE));
  }

  @Test
  void isTheScoreIfTheOutputIsASoftmax() throws ModelException {
    // The channels of these colors sum to 1 as fractions of 255, like a softmax.
    SegmentationModel model = channelScores(1, 2).withNormalization(Normalization.of(0, 255));
    double[] means = measure(model, 2, (x, y) -> x == 0 ? 0xcc3300 : 0x993333);
    assertThat(means[0], closeTo((0.8 + 0.6) / 2, TOLERANCE));
  }

  @Test
  void isTheSoftmaxOfQuantizedLogits() throws ModelException {
    SegmentationModel model = model(TestModels.addTwoQuantized(TensorType.UINT8, 0, 1, 1, 1, 3));
    // The model adds 2 to stored values and has the scale 0.5. Stored 4, 2, 2 is real 2, 1, 1.
    double[] means = measure(model, 1, (x, y) -> 0x020000);
    assertThat(means[0], closeTo(Math.E / (Math.E + 2), TOLERANCE));
  }

  @Test
  void isTheProbabilityOfAForegroundChannelOrItsComplement() throws ModelException {
    SegmentationModel model =
        model(TestModels.highestChannel(TensorType.FLOAT32, 0, 0, 1, 1, 4, 1))
            .withNormalization(Normalization.of(0, 255));
    int[] red = {0x33, 0x00, 0xcc, 0x99};
    double[] means = measure(model, 4, (x, y) -> red[x] << 16);
    assertThat(means[0], closeTo((0.8 + 1) / 2, TOLERANCE));
    assertThat(means[1], closeTo((0.8 + 0.6) / 2, TOLERANCE));
  }

  @Test
  void isAbsentForClassIds() throws ModelException {
    Segmentation segmentation =
        SegmenterFixture.segment(
            model(TestModels.classIds(TensorType.INT32, 1, 1, 3)),
            Fit.STRETCH,
            Confidence.MEASURED,
            1,
            1,
            (x, y) -> RED);
    assertThat(segmentation.meanConfidence(), is(Optional.empty()));
  }

  private static double[] measure(SegmentationModel model, int widthPx, Mats.Colors colors) {
    return SegmenterFixture.segment(model, Fit.STRETCH, Confidence.MEASURED, widthPx, 1, colors)
        .meanConfidence()
        .get();
  }
}
