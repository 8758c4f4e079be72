// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.tflite;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesRegex;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.maskbeam.testing.ModelBuilder;
import io.github.maskbeam.testing.TestModels;
import io.github.maskbeam.tflite.InvalidModelException.Reason;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.lite.InterpreterApi;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.BuiltinOptions;
import org.tensorflow.lite.schema.BuiltinOptionsUnion;
import org.tensorflow.lite.schema.Conv2DOptionsT;
import org.tensorflow.lite.schema.TensorType;

/** Invalid models are rejected with a clear message and do not end the JVM. */
class DamagedModelTest {

  private static final InterpreterApi.Options DEFAULTS = new InterpreterApi.Options();

  @Test
  void rejectsEmptyAndTinyModels() {
    for (int size = 0; size < 8; size++) {
      assertThat(rejection(direct(new byte[size])), containsString("only " + size + " bytes"));
    }
  }

  @Test
  void rejectsTruncatedModels() {
    byte[] whole = bytes(TestModels.pixelScores(2, 2, new float[][] {{1, 2, 3}}, new float[1]));
    for (int size = 8; size < whole.length; size += 13) {
      byte[] part = Arrays.copyOf(whole, size);
      assertThat(rejection(direct(part)), containsString("damaged or truncated (" + size));
    }
  }

  @Test
  void rejectsRandomBytes() {
    Random random = new Random(7);
    for (int round = 0; round < 20; round++) {
      byte[] noise = new byte[8 + random.nextInt(4096)];
      random.nextBytes(noise);
      assertThat(rejection(direct(noise)), containsString("use a .tflite file"));
      System.arraycopy("TFL3".getBytes(StandardCharsets.US_ASCII), 0, noise, 4, 4);
      assertThat(rejection(direct(noise)), containsString("damaged"));
    }
  }

  @Test
  void rejectsBuffersThatNativeCodeCannotRead() {
    assertThat(
        rejection(ByteBuffer.wrap(bytes(TestModels.addOne(1)))),
        containsString("on the Java heap"));
    assertThat(rejection((ByteBuffer) null), containsString("null"));
    byte[] model = bytes(TestModels.addOne(1));
    ByteBuffer odd = ByteBuffer.allocateDirect(model.length + 1);
    odd.position(1);
    ByteBuffer slice = odd.slice();
    slice.put(model);
    assertThat(rejection(slice), containsString("multiple of 4"));
  }

  @Test
  void rejectsFilesThatAreNotModels(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("model.tflite");
    assertThat(rejection(file.toFile()), matchesRegex("Cannot read .*model.tflite.*NoSuchFile.*"));
    assertThat(rejection(folder.toFile()), containsString(folder.toString()));
    Files.createFile(file);
    assertThat(
        rejection(file.toFile()), allOf(containsString("model.tflite"), containsString("0 bytes")));
  }

  @Test
  void namesMissingOperators() {
    assertThat(
        rejection(TestModels.customOperator("MadeUpOperator")),
        allOf(containsString("custom operator MadeUpOperator"), containsString("convert it")));
    assertThat(rejection(TestModels.builtinOperator(9999, 1)), containsString("operator 9999"));
    assertThat(
        rejection(TestModels.builtinOperator(BuiltinOperator.CONV_2D, 99)),
        containsString("CONV_2D version 99"));
  }

  @Test
  void namesTheFileToUseInsteadOfOneForTheEdgeTpu() {
    assertThat(
        rejection(TestModels.customOperator("edgetpu-custom-op")),
        allOf(containsString("Edge TPU"), containsString("without _edgetpu")));
  }

  @Test
  void acceptsCustomOperatorsThatAreNotUsed() {
    float[][] out = new float[1][2];
    try (InterpreterApi interpreter =
        InterpreterApi.create(TestModels.unusedCustomOperator("MadeUp"), DEFAULTS)) {
      interpreter.run(new float[1][2], out);
    }
    assertThat(out[0], is(new float[] {1, 1}));
  }

  @Test
  void namesCustomOperatorsThatXnnpackHasButDoesNotRun() {
    // Without the inputs and options that XNNPACK demands.
    ByteBuffer model = TestModels.customOperator("Convolution2DTransposeBias");
    assertThat(rejection(model), containsString("custom operator Convolution2DTransposeBias"));
  }

  @Test
  void acceptsChannelsOfZeroScale() {
    byte[][][][] out = new byte[1][1][2][2];
    try (InterpreterApi interpreter =
        InterpreterApi.create(TestModels.zeroScaleChannel(), DEFAULTS)) {
      interpreter.run(new byte[][][][] {{{{1, 2}, {-3, 5}}}}, out);
    }
    assertThat(out[0][0], is(new byte[][] {{3, 0}, {2, 0}}));
  }

  @Test
  void exceptionsHaveAReason(@TempDir Path folder) throws IOException {
    byte[] whole = bytes(TestModels.addOne(1));
    ByteBuffer cut = direct(Arrays.copyOf(whole, whole.length / 2));
    ByteBuffer withoutInputs = TestModels.builtinOperator(BuiltinOperator.CONV_2D, 1);
    assertThat(reason(direct(new byte[4])), is(Reason.NOT_TFLITE));
    assertThat(reason(direct(new byte[400])), is(Reason.NOT_TFLITE));
    assertThat(reason(cut), is(Reason.DAMAGED));
    assertThat(reason(new ModelBuilder().buildWithoutGraph()), is(Reason.DAMAGED));
    assertThat(reason(sum(-1, 0, 1)), is(Reason.DAMAGED));
    assertThat(reason(convolution(255, 1, 1)), is(Reason.DAMAGED));
    assertThat(reason(TestModels.customOperator("MadeUp")), is(Reason.OPERATOR_UNSUPPORTED));
    assertThat(reason(withoutInputs), is(Reason.NOT_RUNNABLE));
    assertThat(reason(graph(new int[] {0}, new int[] {77})), is(Reason.DAMAGED));
    File file = Files.write(folder.resolve("model.tflite"), new byte[400]).toFile();
    InvalidModelException ofFile =
        assertThrows(
            InvalidModelException.class, () -> InterpreterApi.create(file, DEFAULTS).close());
    assertThat(ofFile.reason(), is(Reason.NOT_TFLITE));
  }

  @Test
  void rejectsInvalidGraphs() {
    assertThat(rejection(new ModelBuilder().buildWithoutGraph()), containsString("no graph"));
    assertThat(
        rejection(graph(new int[0], new int[] {0})), containsString("0 inputs and 1 outputs"));
    assertThat(
        rejection(graph(new int[] {0}, new int[0])), containsString("1 inputs and 0 outputs"));
    assertThat(
        rejection(graph(new int[] {0}, new int[] {77})),
        containsString(
            "an output of the graph is tensor 77, but the graph has only the tensors 0 to 0"));
    assertThat(rejection(graph(new int[] {-1}, new int[] {0})), containsString("tensor -1"));
    ModelBuilder huge = new ModelBuilder();
    int tensor = huge.tensor("image", TensorType.FLOAT32, 1, 40_000, 40_000);
    assertThat(rejection(huge.inputs(tensor).outputs(tensor).build()), containsString("2 GiB"));
  }

  @Test
  void rejectsInvalidQuantization() {
    for (float scale : new float[] {0, -0.5f, Float.NaN, Float.POSITIVE_INFINITY}) {
      assertThat(rejection(sum(scale, 0, 0.5f)), containsString("'left' has the scale " + scale));
    }
    assertThat(rejection(sum(0.5f, 256, 0.5f)), containsString("zero point 256"));
    assertThat(rejection(sum(0.5f, 0, 1e-9f)), containsString("'sum' has the scale 1.0E-9"));
    ModelBuilder unscaled = sumBuilder();
    assertThat(rejection(unscaled.build()), containsString("without a scale"));
  }

  @Test
  void rejectsInvalidConvolutions() {
    assertThat(
        rejection(convolution(255, 1, 1)),
        allOf(containsString("'weights' expects 3"), containsString("'image' has 255")));
    assertThat(
        rejection(convolution(3, 181, 1)), containsString("an input of operator 0 is tensor 181"));
    for (int stride : new int[] {0, -1, 16_711_681}) {
      assertThat(rejection(convolution(3, 1, stride)), containsString("[" + stride + ", 1, 1, 1]"));
    }
    assertThat(
        rejection(TestModels.pixelScores(2, 2, new float[][] {{1, 2, 3}}, new float[2])),
        allOf(containsString("'weights' produces 1"), containsString("'bias' has 2")));
    // An operator without options, weights and bias.
    rejection(TestModels.builtinOperator(BuiltinOperator.CONV_2D, 1));
  }

  private static ByteBuffer sum(float inputScale, int zeroPoint, float outputScale) {
    return sumBuilder()
        .quantize(0, inputScale, zeroPoint)
        .quantize(1, 0.5f, 0)
        .quantize(2, outputScale, 0)
        .build();
  }

  private static ModelBuilder sumBuilder() {
    ModelBuilder model = new ModelBuilder();
    int left = model.tensor("left", TensorType.UINT8, 1, 4);
    int right = model.tensor("right", TensorType.UINT8, 1, 4);
    int sum = model.tensor("sum", TensorType.UINT8, 1, 4);
    return model
        .operator(BuiltinOperator.ADD, 1, null, new int[] {left, right}, new int[] {sum})
        .inputs(left, right)
        .outputs(sum);
  }

  private static ByteBuffer convolution(int channels, int filterIndex, int strideWidth) {
    ModelBuilder model = new ModelBuilder();
    int in = model.tensor("image", TensorType.FLOAT32, 1, 4, 4, channels);
    model.floats("weights", new float[6], 2, 1, 1, 3);
    int bias = model.floats("bias", new float[2], 2);
    int out = model.tensor("scores", TensorType.FLOAT32, 1, 4, 4, 2);
    Conv2DOptionsT options = new Conv2DOptionsT();
    options.setStrideW(strideWidth);
    options.setStrideH(1);
    BuiltinOptionsUnion union = new BuiltinOptionsUnion();
    union.setType(BuiltinOptions.Conv2DOptions);
    union.setValue(options);
    return model
        .operator(
            BuiltinOperator.CONV_2D, 1, union, new int[] {in, filterIndex, bias}, new int[] {out})
        .inputs(in)
        .outputs(out)
        .build();
  }

  private static ByteBuffer graph(int[] inputs, int[] outputs) {
    ModelBuilder model = new ModelBuilder();
    model.tensor("image", TensorType.FLOAT32, 1, 2);
    return model.inputs(inputs).outputs(outputs).build();
  }

  private static String rejection(ByteBuffer model) {
    return assertThrows(
            IllegalArgumentException.class, () -> InterpreterApi.create(model, DEFAULTS).close())
        .getMessage();
  }

  private static Reason reason(ByteBuffer model) {
    return assertThrows(
            InvalidModelException.class, () -> InterpreterApi.create(model, DEFAULTS).close())
        .reason();
  }

  private static String rejection(File model) {
    return assertThrows(
            IllegalArgumentException.class, () -> InterpreterApi.create(model, DEFAULTS).close())
        .getMessage();
  }

  private static ByteBuffer direct(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.allocateDirect(bytes.length).order(ByteOrder.nativeOrder());
    buffer.put(bytes);
    return buffer;
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }
}
