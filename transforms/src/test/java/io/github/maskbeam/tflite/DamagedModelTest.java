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
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.lite.InterpreterApi;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.TensorType;

/**
 * Invalid models are rejected with a clear message. Models that would end the JVM are rejected by
 * {@link io.github.maskbeam.tflite.probe.ModelProbe}.
 */
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
    assertThat(reason(TestModels.customOperator("MadeUp")), is(Reason.OPERATOR_UNSUPPORTED));
    assertThat(reason(withoutInputs), is(Reason.NOT_RUNNABLE));
    File file = Files.write(folder.resolve("model.tflite"), new byte[400]).toFile();
    InvalidModelException ofFile =
        assertThrows(
            InvalidModelException.class, () -> InterpreterApi.create(file, DEFAULTS).close());
    assertThat(ofFile.reason(), is(Reason.NOT_TFLITE));
  }

  @Test
  void rejectsModelsWithoutAGraph() {
    assertThat(reason(new ModelBuilder().buildWithoutGraph()), is(Reason.NOT_RUNNABLE));
  }

  @Test
  void opensModelsWithoutInputsOrOutputs() {
    for (ByteBuffer model :
        List.of(graph(new int[0], new int[] {0}), graph(new int[] {0}, new int[0]))) {
      try (InterpreterApi interpreter = InterpreterApi.create(model, DEFAULTS)) {
        assertThat(interpreter.getInputTensorCount() + interpreter.getOutputTensorCount(), is(1));
      }
    }
  }

  @Test
  void rejectsTensorsThatBuffersCannotHold() {
    ModelBuilder huge = new ModelBuilder();
    int tensor = huge.tensor("image", TensorType.FLOAT32, 1, 40_000, 40_000);
    assertThat(rejection(huge.inputs(tensor).outputs(tensor).build()), containsString("2 GiB"));
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
