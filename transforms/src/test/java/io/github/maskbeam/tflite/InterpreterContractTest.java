// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.tflite;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.maskbeam.testing.TestModels;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.lite.DataType;
import org.tensorflow.lite.InterpreterApi;
import org.tensorflow.lite.Tensor;
import org.tensorflow.lite.TensorFlowLite;
import org.tensorflow.lite.schema.TensorType;

/** The runtime implements the official API. Expected results are calculated by hand. */
class InterpreterContractTest {

  private static final InterpreterApi.Options DEFAULTS = new InterpreterApi.Options();

  @Test
  void officialEntryPointReturnsThisRuntime() {
    try (InterpreterApi interpreter = InterpreterApi.create(TestModels.addOne(1, 2), DEFAULTS)) {
      assertThat(interpreter, instanceOf(TfliteInterpreter.class));
    }
    assertThat(TensorFlowLite.runtimeVersion(), equalTo("2.20.0"));
    assertThat(TensorFlowLite.schemaVersion(), equalTo("3"));
  }

  @Test
  void describesTensors() {
    ByteBuffer model = TestModels.addTwoQuantized(TensorType.UINT8, 128, 1, 2, 3, 4);
    try (InterpreterApi interpreter = InterpreterApi.create(model, DEFAULTS)) {
      Tensor input = interpreter.getInputTensor(0);
      assertThat(input.name(), equalTo("image"));
      assertThat(input.dataType(), equalTo(DataType.UINT8));
      assertThat(input.shape(), equalTo(new int[] {1, 2, 3, 4}));
      assertThat(input.shapeSignature(), equalTo(new int[] {1, 2, 3, 4}));
      assertThat(input.numDimensions(), equalTo(4));
      assertThat(input.numElements(), equalTo(24));
      assertThat(input.numBytes(), equalTo(24));
      assertThat(input.quantizationParams().getScale(), equalTo(0.5f));
      assertThat(input.quantizationParams().getZeroPoint(), equalTo(128));
      assertThat(interpreter.getOutputTensor(0).name(), equalTo("scores"));
    }
  }

  @Test
  void opensModelFiles(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("add-one.tflite");
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.write(TestModels.addOne(1, 2));
    }
    float[][] out = new float[1][2];
    try (InterpreterApi interpreter = InterpreterApi.create(file.toFile(), DEFAULTS)) {
      interpreter.run(new float[][] {{1, 2.5f}}, out);
    }
    assertThat(out[0], equalTo(new float[] {2, 3.5f}));
  }

  @Test
  void nullOptionsAreTheDefaults() {
    try (InterpreterApi interpreter = InterpreterApi.create(TestModels.addOne(1, 1), null)) {
      assertThat(((TfliteInterpreter) interpreter).delegation().partitionCount(), equalTo(1));
    }
  }

  @Test
  void interpretersCanShareAModelBuffer() {
    ByteBuffer model = TestModels.addOne(1, 1);
    float[][] out = new float[1][1];
    try (InterpreterApi second = InterpreterApi.create(model, DEFAULTS)) {
      try (InterpreterApi first = InterpreterApi.create(model, DEFAULTS)) {
        first.run(new float[][] {{1}}, out);
      }
      second.run(out, out);
    }
    assertThat(out[0][0], equalTo(3f));
    assertThat("position of the caller's buffer", model.position(), equalTo(0));
  }

  @Test
  void runsQuantizedModels() {
    for (byte type : new byte[] {TensorType.UINT8, TensorType.INT8}) {
      int zeroPoint = type == TensorType.UINT8 ? 10 : -10;
      ByteBuffer model = TestModels.addTwoQuantized(type, zeroPoint, 1, 4);
      byte[][] out = new byte[1][4];
      try (InterpreterApi interpreter = InterpreterApi.create(model, DEFAULTS)) {
        interpreter.run(new byte[][] {{0, 1, 50, 100}}, out);
      }
      assertThat(out[0], equalTo(new byte[] {2, 3, 52, 102}));
    }
  }

  @Test
  void returnsClassIdsAsInt64OrInt32() {
    float[][][][] scores = {{{{0.1f, 0.9f, 0.2f}, {5, 4, 3}}, {{-3, -2, -1}, {0, 0, 1}}}};
    long[][][] longs = new long[1][2][2];
    ByteBuffer model = TestModels.classIds(TensorType.INT64, 2, 2, 3);
    try (InterpreterApi interpreter = InterpreterApi.create(model, DEFAULTS)) {
      assertThat(interpreter.getOutputTensor(0).dataType(), equalTo(DataType.INT64));
      interpreter.run(scores, longs);
    }
    assertThat(longs[0], equalTo(new long[][] {{1, 0}, {2, 2}}));
    int[][][] ints = new int[1][2][2];
    model = TestModels.classIds(TensorType.INT32, 2, 2, 3);
    try (InterpreterApi interpreter = InterpreterApi.create(model, DEFAULTS)) {
      interpreter.run(scores, ints);
    }
    assertThat(ints[0], equalTo(new int[][] {{1, 0}, {2, 2}}));
  }

  @Test
  void returnsScoresOfAConvolution() {
    float[][] weights = {{1, 0, 0}, {0, 2, -1}};
    ByteBuffer model = TestModels.pixelScores(1, 2, weights, new float[] {0.5f, 0});
    float[][][][] out = new float[1][1][2][2];
    try (InterpreterApi interpreter = InterpreterApi.create(model, DEFAULTS)) {
      interpreter.run(new float[][][][] {{{{1, 2, 3}, {4, 5, 6}}}}, out);
    }
    assertThat(out[0][0], equalTo(new float[][] {{1.5f, 1}, {4.5f, 4}}));
  }

  @Test
  void runsModelsWithSeveralInputsAndOutputs() {
    ByteBuffer model = TestModels.sumAndProduct(1, 2);
    float[][] sum = new float[1][2];
    float[][] product = new float[1][2];
    try (InterpreterApi interpreter = InterpreterApi.create(model, DEFAULTS)) {
      assertThat(interpreter.getInputTensorCount(), equalTo(2));
      assertThat(interpreter.getOutputTensorCount(), equalTo(2));
      assertThat(interpreter.getInputIndex("right"), equalTo(1));
      Map<Integer, Object> outputs = new TreeMap<>();
      outputs.put(interpreter.getOutputIndex("product"), product);
      outputs.put(interpreter.getOutputIndex("sum"), sum);
      Object[] inputs = {new float[][] {{2, 3}}, new float[][] {{5, 7}}};
      interpreter.runForMultipleInputsOutputs(inputs, outputs);
    }
    assertThat(sum[0], equalTo(new float[] {7, 10}));
    assertThat(product[0], equalTo(new float[] {10, 21}));
  }

  @Test
  void rejectsUnknownTensors() {
    try (InterpreterApi interpreter = InterpreterApi.create(TestModels.addOne(1, 2), DEFAULTS)) {
      assertThat(rejection(() -> interpreter.getInputIndex("x")), containsString("[image]"));
      assertThat(rejection(() -> interpreter.getOutputIndex(null)), containsString("[scores]"));
      assertThat(rejection(() -> interpreter.getInputTensor(1)), containsString("input 1"));
      assertThat(rejection(() -> interpreter.getOutputTensor(-1)), containsString("output -1"));
      assertThat(
          rejection(
              () ->
                  interpreter.runForMultipleInputsOutputs(
                      new Object[] {new float[1][2]}, Map.of(7, new float[1][2]))),
          containsString("output 7"));
      assertThat(
          rejection(() -> interpreter.runForMultipleInputsOutputs(new Object[2], Map.of())),
          containsString("has 1 inputs, but run() received 2"));
    }
  }

  @Test
  void reportsTheDurationOfTheLastSuccessfulRun() {
    try (InterpreterApi interpreter = InterpreterApi.create(TestModels.addOne(1, 2), DEFAULTS)) {
      assertThat(interpreter.getLastNativeInferenceDurationNanoseconds(), nullValue());
      interpreter.run(new float[1][2], new float[1][2]);
      assertThat(interpreter.getLastNativeInferenceDurationNanoseconds(), greaterThan(0L));
      assertThrows(
          IllegalArgumentException.class, () -> interpreter.run(new int[1][2], new float[1][2]));
      assertThat(interpreter.getLastNativeInferenceDurationNanoseconds(), nullValue());
    }
  }

  @Test
  void buffersAreViewsOfTensorMemory() {
    ByteBuffer model = TestModels.addOne(1, 2);
    try (TfliteInterpreter interpreter = TfliteInterpreter.open(model, DEFAULTS)) {
      assertThat(
          "an input that was not written",
          rejection(() -> interpreter.run(null, null)),
          containsString("inputBuffer(0)"));
      ByteBuffer in = interpreter.inputBuffer(0);
      assertThat(in.order(), equalTo(ByteOrder.nativeOrder()));
      for (int round = 0; round < 3; round++) {
        in.asFloatBuffer().put(new float[] {round, -4});
        interpreter.run(null, null);
        ByteBuffer out = interpreter.getOutputTensor(0).asReadOnlyBuffer();
        assertThat(out.isReadOnly(), equalTo(true));
        assertThat(out.remaining(), equalTo(8));
        assertThat(out.getFloat(0), equalTo(round + 1f));
        assertThat(out.getFloat(4), equalTo(-3f));
      }
    }
  }

  private static String rejection(Executable action) {
    return assertThrows(IllegalArgumentException.class, action).getMessage();
  }
}
