// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.model;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.maskbeam.testing.ModelBuilder;
import io.github.maskbeam.testing.TestModels;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.lite.DataType;
import org.tensorflow.lite.schema.TensorType;

class ModelContractTest {
  private static final float[][] TWO_CLASSES = {{1, 0, 0}, {0, 1, 0}};

  @Test
  void detectsTheContractFromTheTensors() throws ModelException {
    ModelContract contract = contract(TestModels.pixelScores(5, 7, TWO_CLASSES, new float[2]));
    assertThat(contract.inputWidthPx(), is(7));
    assertThat(contract.inputHeightPx(), is(5));
    assertThat(contract.inputType(), is(DataType.FLOAT32));
    assertThat(contract.outputKind(), is(OutputKind.SCORES));
    assertThat(contract.outputIndex(), is(0));
    assertThat(contract.outputWidth(), is(7));
    assertThat(contract.outputHeight(), is(5));
    assertThat(contract.classes(), is(2));
    assertThat(contract.outputType(), is(DataType.FLOAT32));
  }

  @Test
  void classIdsHaveTheClassesOfArgMax() throws ModelException {
    ModelContract contract = contract(TestModels.classIds(TensorType.INT64, 4, 4, 3));
    assertThat(contract.outputKind(), is(OutputKind.CLASS_IDS));
    assertThat(contract.outputType(), is(DataType.INT64));
    assertThat(contract.classes(), is(3));
  }

  @Test
  void hasTwoClassesForAForegroundChannel() throws ModelException {
    ModelContract contract =
        contract(TestModels.pixelScores(4, 4, new float[][] {{1, 0, 0}}, new float[1]));
    assertThat(contract.outputKind(), is(OutputKind.FOREGROUND));
    assertThat(contract.classes(), is(2));
  }

  @Test
  void acceptsTheMaximumNumberOfClasses() throws ModelException {
    assertThat(contract(manyClasses(255)).classes(), is(255));
  }

  @Test
  void usesTheFirstOutputThatIsAMask() throws ModelException {
    ModelBuilder model = TestModels.pixelScoresBuilder(3, 3, TWO_CLASSES, new float[2]);
    int other = model.floats("other", new float[4], 1, 4);
    assertThat(contract(model.outputs(other, 3).build()).outputIndex(), is(1));
  }

  @Test
  void acceptsADynamicBatchSize() throws ModelException {
    assertThat(contract(TestModels.addOneToAnyBatch(1, 4, 6, 3)).inputWidthPx(), is(6));
  }

  static Stream<Arguments> unsupportedModels() {
    return Stream.of(
        Arguments.of(
            "two inputs",
            TestModels.sumAndProduct(1, 4, 4, 3),
            List.of(
                "input FLOAT32 [1, 4, 4, 3] and FLOAT32 [1, 4, 4, 3];",
                "one input: an image [1, height, width, 3]")),
        Arguments.of(
            "five channels", TestModels.addOne(1, 6, 6, 5), List.of("input FLOAT32 [1, 6, 6, 5]")),
        Arguments.of("no batch", TestModels.addOne(4, 4, 3), List.of("input FLOAT32 [4, 4, 3]")),
        Arguments.of(
            "a batch of two", TestModels.addOne(2, 4, 4, 3), List.of("input FLOAT32 [2, 4, 4, 3]")),
        Arguments.of(
            "a dynamic size",
            dynamicSize(),
            List.of("input FLOAT32 [1, -1, -1, 3]", "--modelInputSize=WIDTHxHEIGHT")),
        Arguments.of(
            "ids in, ids out",
            intInput(),
            List.of("input INT32 [1, 4, 4, 3]", "float32, uint8 or int8")),
        Arguments.of(
            "too many classes",
            manyClasses(65_536),
            List.of("output FLOAT32 [1, 2, 2, 65536]", "at most 65535 classes")),
        Arguments.of(
            "a classifier", classifier(), List.of("output FLOAT32 [1, 4]", "class ids [1, h, w]")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("unsupportedModels")
  void rejectsUnsupportedInputsAndOutputs(String name, ByteBuffer model, List<String> parts) {
    ModelException e = assertThrows(ModelException.class, () -> SegmentationModel.of(model));
    for (String part : parts) {
      assertThat(e.getMessage(), containsString(part));
    }
    assertThat(e.getMessage(), startsWith("unsupported "));
    boolean isInput = e.getMessage().startsWith("unsupported input ");
    assertThat(
        e.failure(),
        is(isInput ? ModelFailure.INPUT_UNSUPPORTED : ModelFailure.OUTPUT_UNSUPPORTED));
  }

  @Test
  void rejectsFilesThatAreNotTflite() {
    ByteBuffer text =
        ByteBuffer.wrap("<html>404</html>".repeat(9).getBytes(StandardCharsets.UTF_8));
    ModelException e = assertThrows(ModelException.class, () -> SegmentationModel.of(text));
    assertThat(e.failure(), is(ModelFailure.NOT_TFLITE));
    ModelException ofEmptyFile =
        assertThrows(ModelException.class, () -> SegmentationModel.of(ByteBuffer.allocate(0)));
    assertThat(ofEmptyFile.failure(), is(ModelFailure.NOT_TFLITE));
  }

  @Test
  void namesACustomOperator() {
    ModelException e =
        assertThrows(
            ModelException.class,
            () -> SegmentationModel.of(TestModels.customOperator("Convolution2DTransposeBias")));
    assertThat(e.failure(), is(ModelFailure.OPERATOR_UNSUPPORTED));
    assertThat(e.getMessage(), containsString("Convolution2DTransposeBias"));
  }

  private static ModelContract contract(ByteBuffer model) throws ModelException {
    return SegmentationModel.of(model).contract();
  }

  private static ByteBuffer manyClasses(int classes) {
    return TestModels.pixelScores(2, 2, new float[classes][3], new float[classes]);
  }

  private static ByteBuffer dynamicSize() {
    ModelBuilder model = TestModels.pixelScoresBuilder(1, 1, TWO_CLASSES, new float[2]);
    return model.signature(0, 1, -1, -1, 3).signature(3, 1, -1, -1, 2).build();
  }

  private static ByteBuffer intInput() {
    ModelBuilder model = new ModelBuilder();
    int in = model.tensor("ids", TensorType.INT32, 1, 4, 4, 3);
    return model.inputs(in).outputs(in).build();
  }

  private static ByteBuffer classifier() {
    return outputOf(1, 4);
  }

  private static ByteBuffer outputOf(int... shape) {
    ModelBuilder model = new ModelBuilder();
    int in = model.tensor("image", TensorType.FLOAT32, 1, 4, 4, 3);
    int elements = 1;
    for (int length : shape) {
      elements *= length;
    }
    int out = model.floats("out", new float[elements], shape);
    return model.inputs(in).outputs(out).build();
  }
}
