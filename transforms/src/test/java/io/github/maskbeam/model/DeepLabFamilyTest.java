// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.model;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import io.github.maskbeam.testing.deeplab.DeepLab;
import io.github.maskbeam.testing.deeplab.Dilation;
import io.github.maskbeam.testing.deeplab.NumberFormat;
import io.github.maskbeam.tflite.TfliteInterpreter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.lite.DataType;
import org.tensorflow.lite.InterpreterApi;
import org.tensorflow.lite.Tensor;

/** All versions of DeepLab in all number formats give the scores of TensorFlow Lite's kernels. */
class DeepLabFamilyTest {
  static Stream<Arguments> models() {
    List<Arguments> models = new ArrayList<>();
    for (DeepLab version : DeepLab.values()) {
      for (int outputStride : new int[] {8, 16}) {
        for (NumberFormat format : NumberFormat.values()) {
          for (Dilation dilation : Dilation.values()) {
            models.add(Arguments.of(version, outputStride, format, dilation));
          }
        }
      }
    }
    return models.stream();
  }

  @ParameterizedTest(name = "{0}, output stride {1}, {2}, dilation by {3}")
  @MethodSource("models")
  void isAcceptedAndRunsAsThePlainKernelsDo(
      DeepLab version, int outputStride, NumberFormat format, Dilation dilation)
      throws ModelException {
    ByteBuffer content = version.build(outputStride, format, dilation);
    SegmentationModel model = SegmentationModel.of(content);
    assertThat(model.contract().outputKind(), is(OutputKind.SCORES));
    assertThat(model.contract().classes(), is(DeepLab.CLASSES));

    float[] plain = scores(content, false);
    float[] delegated = scores(content, true);
    assertThat("scores that say something", largest(plain), greaterThan(1f));
    assertThat(difference(plain, delegated), lessThan(tolerance(format, largest(plain))));
  }

  /** Two ways to write the same network. */
  @ParameterizedTest(name = "{0}, output stride {1}")
  @CsvSource({"V1, 8", "V1, 16", "V2, 8", "V2, 16", "V3, 8", "V3, 16", "V3_PLUS, 8", "V3_PLUS, 16"})
  void bothFormsOfDilationGiveTheSameScores(DeepLab version, int outputStride) {
    float[] factors =
        scores(version.build(outputStride, NumberFormat.FLOAT, Dilation.FACTORS), true);
    float[] batches =
        scores(version.build(outputStride, NumberFormat.FLOAT, Dilation.SPACE_TO_BATCH), true);
    assertThat(
        difference(factors, batches), lessThan(tolerance(NumberFormat.FLOAT, largest(factors))));
  }

  /** XNNPACK quantizes the activations of a dynamic range in its own way. */
  private static float tolerance(NumberFormat format, float range) {
    switch (format) {
      case FLOAT:
      case FLOAT16:
        return 1e-5f * range;
      case DYNAMIC_RANGE:
        return 0.05f * range;
      default:
        // Roundings of several layers and branches add up to three steps of the scores.
        return 3.5f * DeepLab.SCORE_STEP;
    }
  }

  private static float largest(float[] values) {
    float largest = 0;
    for (float value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }

  private static float difference(float[] one, float[] other) {
    assertThat(one.length, is(other.length));
    float difference = 0;
    for (int i = 0; i < one.length; i++) {
      difference = Math.max(difference, Math.abs(one[i] - other[i]));
    }
    return difference;
  }

  private static float[] scores(ByteBuffer content, boolean useXnnpack) {
    InterpreterApi.Options options = new InterpreterApi.Options().setUseXNNPACK(useXnnpack);
    try (TfliteInterpreter interpreter = TfliteInterpreter.open(content, options)) {
      assertThat(interpreter.delegation().delegatedOperatorCount() > 0, is(useXnnpack));
      ByteBuffer input = interpreter.inputBuffer(0);
      fill(input, interpreter.getInputTensor(0).dataType());
      Tensor output = interpreter.getOutputTensor(0);
      ByteBuffer scores =
          ByteBuffer.allocateDirect(output.numBytes()).order(ByteOrder.nativeOrder());
      interpreter.run(null, scores);
      return decoded(scores, output);
    }
  }

  private static void fill(ByteBuffer input, DataType type) {
    Random random = new Random(3);
    for (int i = 0; i < input.capacity(); i += type == DataType.FLOAT32 ? Float.BYTES : 1) {
      if (type == DataType.FLOAT32) {
        input.putFloat(i, random.nextFloat() * 2);
      } else {
        int lowest = type == DataType.INT8 ? Byte.MIN_VALUE : 0;
        input.put(i, (byte) (lowest + random.nextInt(86)));
      }
    }
  }

  private static float[] decoded(ByteBuffer scores, Tensor output) {
    float[] values = new float[output.numElements()];
    for (int i = 0; i < values.length; i++) {
      switch (output.dataType()) {
        case FLOAT32:
          values[i] = scores.getFloat(Float.BYTES * i);
          break;
        case UINT8:
          values[i] = dequantized(output, Byte.toUnsignedInt(scores.get(i)));
          break;
        default:
          values[i] = dequantized(output, scores.get(i));
      }
    }
    return values;
  }

  private static float dequantized(Tensor output, int step) {
    Tensor.QuantizationParams parameters = output.quantizationParams();
    return parameters.getScale() * (step - parameters.getZeroPoint());
  }
}
