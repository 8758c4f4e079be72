// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.segment;

import static io.github.maskbeam.testing.SharedFiles.shared;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.maskbeam.model.ForegroundValues;
import io.github.maskbeam.model.InputSize;
import io.github.maskbeam.model.ModelChoices;
import io.github.maskbeam.model.ModelContract;
import io.github.maskbeam.model.ModelException;
import io.github.maskbeam.model.ModelFailure;
import io.github.maskbeam.model.Normalization;
import io.github.maskbeam.model.OutputChoice;
import io.github.maskbeam.model.OutputKind;
import io.github.maskbeam.model.SegmentationModel;
import io.github.maskbeam.model.TensorLayout;
import io.github.maskbeam.testing.KindModels;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.TensorType;

/** Every kind of input and output in the contract, with masks that are easy to calculate. */
class ModelKindsTest {
  private static final int WIDTH = 6;
  private static final int HEIGHT = 4;

  /** Left green, right red: the highest channels are 1 and 0. */
  private static final int[] COLORS = {0x00ff00, 0xff0000};

  static Stream<Arguments> kinds() {
    return Stream.of(
        Arguments.of("scores [1, h, w, C]", KindModels.scores(HEIGHT, WIDTH), OutputKind.SCORES),
        Arguments.of(
            "scores [h, w, C]",
            KindModels.reshaped(HEIGHT, WIDTH, HEIGHT, WIDTH, 3),
            OutputKind.SCORES),
        Arguments.of(
            "scores [1, C, h, w]", KindModels.channelsFirst(HEIGHT, WIDTH), OutputKind.SCORES),
        Arguments.of(
            "input [1, 3, H, W]", KindModels.inputChannelsFirst(HEIGHT, WIDTH), OutputKind.SCORES),
        Arguments.of(
            "input of four channels", KindModels.fourChannels(HEIGHT, WIDTH), OutputKind.SCORES),
        Arguments.of(
            "ids int64 [1, h, w]",
            KindModels.ids(TensorType.INT64, TensorType.INT64, HEIGHT, WIDTH, 1, HEIGHT, WIDTH),
            OutputKind.CLASS_IDS),
        Arguments.of(
            "ids int32 [h, w]",
            KindModels.ids(TensorType.INT32, TensorType.INT32, HEIGHT, WIDTH, HEIGHT, WIDTH),
            OutputKind.CLASS_IDS),
        Arguments.of(
            "ids int32 [1, h, w, 1]",
            KindModels.ids(TensorType.INT32, TensorType.INT32, HEIGHT, WIDTH, 1, HEIGHT, WIDTH, 1),
            OutputKind.CLASS_IDS),
        Arguments.of(
            "ids float [1, h, w]",
            KindModels.ids(TensorType.INT32, TensorType.FLOAT32, HEIGHT, WIDTH, 1, HEIGHT, WIDTH),
            OutputKind.CLASS_IDS),
        Arguments.of(
            "ids uint8 [1, h, w]",
            KindModels.ids(TensorType.INT32, TensorType.UINT8, HEIGHT, WIDTH, 1, HEIGHT, WIDTH),
            OutputKind.CLASS_IDS),
        Arguments.of(
            "foreground [1, h, w, 1]",
            KindModels.foreground(BuiltinOperator.LOGISTIC, HEIGHT, WIDTH, 1, HEIGHT, WIDTH, 1),
            OutputKind.FOREGROUND),
        Arguments.of(
            "foreground [1, h, w]",
            KindModels.foreground(BuiltinOperator.LOGISTIC, HEIGHT, WIDTH, 1, HEIGHT, WIDTH),
            OutputKind.FOREGROUND),
        Arguments.of(
            "foreground [1, h * w]",
            KindModels.foreground(BuiltinOperator.LOGISTIC, HEIGHT, WIDTH, 1, HEIGHT * WIDTH),
            OutputKind.FOREGROUND));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("kinds")
  void segmentsEachKind(String name, ByteBuffer content, OutputKind kind) throws ModelException {
    SegmentationModel model =
        SegmentationModel.of(content).withNormalization(Normalization.of(0, 255));
    assertThat(model.contract().outputKind(), is(kind));
    assertThat(model.contract().inputWidthPx(), is(WIDTH));
    assertThat(model.contract().inputHeightPx(), is(HEIGHT));
    assertThat(model.contract().outputWidth(), is(WIDTH));
    assertThat(model.contract().outputHeight(), is(HEIGHT));
    int left = 1;
    byte[] expected = new byte[WIDTH * HEIGHT];
    for (int i = 0; i < expected.length; i++) {
      expected[i] = (byte) (i % WIDTH < WIDTH / 2 ? left : 0);
    }
    assertThat(
        SegmenterFixture.mask(model, WIDTH, HEIGHT, (x, y) -> COLORS[x < WIDTH / 2 ? 0 : 1])
            .classIds(),
        is(expected));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("quantizedInputs")
  void segmentsQuantizedInputs(String name, ByteBuffer content) throws ModelException {
    SegmentationModel model =
        SegmentationModel.of(content).withNormalization(Normalization.of(0, 255));
    assertThat(model.contract().inputWidthPx(), is(WIDTH));
    // Each row and column has its own color, so that a wrong order of values shows.
    int[] palette = {0xff8000, 0x00ff80, 0x8000ff};
    byte[] expected = new byte[WIDTH * HEIGHT];
    for (int i = 0; i < expected.length; i++) {
      expected[i] = (byte) ((i % WIDTH + i / WIDTH) % 3);
    }
    assertThat(
        SegmenterFixture.mask(model, WIDTH, HEIGHT, (x, y) -> palette[(x + y) % 3]).classIds(),
        is(expected));
  }

  static Stream<Arguments> quantizedInputs() {
    // Zero of the fourth channel is its zero point; anything else adds to the score of red.
    return Stream.of(
        Arguments.of("[1, H, W, 3]", KindModels.quantized(HEIGHT, WIDTH, 3)),
        Arguments.of("[1, H, W, 4]", KindModels.quantized(HEIGHT, WIDTH, 4)),
        Arguments.of("[1, 3, H, W]", KindModels.quantizedChannelsFirst(HEIGHT, WIDTH, 3)),
        Arguments.of("[1, 4, H, W]", KindModels.quantizedChannelsFirst(HEIGHT, WIDTH, 4)));
  }

  @Test
  void countsTheClassesOfArgMax() throws ModelException {
    ByteBuffer ids =
        KindModels.ids(TensorType.INT32, TensorType.FLOAT32, HEIGHT, WIDTH, HEIGHT, WIDTH);
    SegmentationModel model = SegmentationModel.of(ids);
    assertThat(model.contract().classes(), is(3));
    assertThat(model.labels().size(), is(3));
    assertThat(model.contract().warnings(), is(empty()));
  }

  @Test
  void aForegroundChannelWithoutSigmoidHasLogits() throws ModelException {
    SegmentationModel model =
        SegmentationModel.of(
                KindModels.foreground(BuiltinOperator.CONV_2D, HEIGHT, WIDTH, 1, HEIGHT, WIDTH, 1))
            .withNormalization(Normalization.of(0, 255));
    assertThat(model.contract().foregroundValues(), is(ForegroundValues.LOGITS));
    assertThat(model.contract().warnings(), is(empty()));
    // Green minus red: 64 / 255 is a foreground logit, but no foreground probability.
    assertThat(
        SegmenterFixture.mask(model, WIDTH, HEIGHT, (x, y) -> 0x004000).classId(0, 0), is(1));
  }

  @Test
  void takesTheSizeOfADynamicInputFromTheChoices() throws ModelException {
    ByteBuffer dynamic = KindModels.dynamic();
    ModelException e = assertThrows(ModelException.class, () -> SegmentationModel.of(dynamic));
    assertThat(e.failure(), is(ModelFailure.INPUT_UNSUPPORTED));
    assertThat(e.getMessage(), containsString("--modelInputSize"));
    ModelChoices choices = ModelChoices.none().withInputSize(InputSize.of(WIDTH, HEIGHT));
    SegmentationModel model = SegmentationModel.of(dynamic, choices);
    assertThat(model.contract().inputWidthPx(), is(WIDTH));
    assertThat(model.contract().outputHeight(), is(HEIGHT));
    assertThat(
        SegmenterFixture.mask(model, WIDTH, HEIGHT, (x, y) -> 0x0000ff).classId(5, 3), is(2));
    ByteBuffer fixed = KindModels.scores(2, 2);
    assertThrows(ModelException.class, () -> SegmentationModel.of(fixed, choices));
  }

  @Test
  void selectsAmongSeveralOutputs() throws ModelException {
    ByteBuffer sized = KindModels.twoOutputs("small", 2, 3, "large", 4, 6);
    ModelContract largest = SegmentationModel.of(sized).contract();
    assertThat(largest.outputName(), is("large"));
    assertThat(largest.outputChoice(), is(OutputChoice.LARGEST));
    ByteBuffer named = KindModels.twoOutputs("float_segments", 2, 3, "large", 4, 6);
    ModelContract byName = SegmentationModel.of(named).contract();
    assertThat(byName.outputName(), is("float_segments"));
    assertThat(byName.outputChoice(), is(OutputChoice.NAME));
    for (String choice : new String[] {"1", "large"}) {
      ModelContract chosen =
          SegmentationModel.of(named, ModelChoices.none().withOutput(choice)).contract();
      assertThat(chosen.outputIndex(), is(1));
      assertThat(chosen.outputChoice(), is(OutputChoice.OPTION));
    }
    ModelException e =
        assertThrows(
            ModelException.class,
            () -> SegmentationModel.of(named, ModelChoices.none().withOutput("2")));
    assertThat(e.failure(), is(ModelFailure.OUTPUT_UNSUPPORTED));
    assertThat(e.getMessage(), containsString("--modelOutput=2 is not an output"));
  }

  @Test
  void warnsIfSeveralOutputsAreEquallyLarge() throws ModelException {
    SegmentationModel model = SegmentationModel.of(KindModels.twoOutputs("a", 2, 3, "b", 2, 3));
    assertThat(model.contract().outputIndex(), is(0));
    assertThat(model.warnings(), hasItem(containsString("set --modelOutput")));
  }

  @Test
  void theLayoutOptionDecidesWhereBothFit() throws ModelException {
    ByteBuffer cube = KindModels.constantOutputs(8, 8, new int[][] {{1, 8, 8, 8}});
    SegmentationModel assumed = SegmentationModel.of(cube);
    assertThat(assumed.contract().outputLayout(), is(TensorLayout.NHWC));
    assertThat(assumed.warnings(), hasItem(containsString("set --modelLayout")));
    SegmentationModel chosen =
        SegmentationModel.of(cube, ModelChoices.none().withLayout(TensorLayout.NCHW));
    assertThat(chosen.contract().outputLayout(), is(TensorLayout.NCHW));
    assertThat(chosen.warnings(), not(hasItem(containsString("--modelLayout"))));
    ByteBuffer clear = KindModels.constantOutputs(8, 8, new int[][] {{1, 8, 8, 2}});
    assertThrows(
        ModelException.class,
        () -> SegmentationModel.of(clear, ModelChoices.none().withLayout(TensorLayout.NCHW)));
  }

  static Stream<Arguments> otherTasks() {
    return Stream.of(
        Arguments.of("classification", new int[][] {{1, 1001}}, ""),
        Arguments.of("classification, square", new int[][] {{1, 1024}}, ""),
        Arguments.of("classification, 1 x 1", new int[][] {{1, 1, 1, 1001}}, ""),
        Arguments.of("key points", new int[][] {{1, 1, 17, 3}}, ""),
        Arguments.of("pose", new int[][] {{1, 8, 8, 17}, {1, 8, 8, 34}}, "pose"),
        Arguments.of("YOLO-seg", new int[][] {{1, 116, 8400}, {1, 16, 16, 32}}, "prototypes"),
        Arguments.of("super-resolution", new int[][] {{1, 128, 128, 3}}, "pictures"),
        Arguments.of("another shape", new int[][] {{1, 8, 24, 5}}, ""));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("otherTasks")
  void refusesOtherTasks(String name, int[][] outputs, String found) {
    ByteBuffer model = KindModels.constantOutputs(64, 64, outputs);
    ModelException e = assertThrows(ModelException.class, () -> SegmentationModel.of(model));
    assertThat(e.failure(), is(ModelFailure.OUTPUT_UNSUPPORTED));
    assertThat(e.getMessage(), containsString(found));
  }

  static Stream<Arguments> otherTasksNamedMask() {
    return Stream.of(
        Arguments.of("pose", new int[][] {{1, 8, 8, 17}, {1, 8, 8, 34}}, "pose"),
        Arguments.of("offsets", new int[][] {{1, 8, 8, 34}, {1, 8, 8, 17}}, "pose"),
        Arguments.of("YOLO-seg", new int[][] {{1, 16, 16, 32}, {1, 116, 8400}}, "prototypes"),
        Arguments.of("super-resolution", new int[][] {{1, 128, 128, 3}, {1, 4}}, "pictures"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("otherTasksNamedMask")
  void aNameDoesNotMakeAMaskOfAnotherTask(String name, int[][] outputs, String found)
      throws ModelException {
    ByteBuffer model = KindModels.constantOutputs(64, 64, outputs, "mask_out", "other");
    ModelException e = assertThrows(ModelException.class, () -> SegmentationModel.of(model));
    assertThat(e.failure(), is(ModelFailure.OUTPUT_UNSUPPORTED));
    assertThat(e.getMessage(), containsString(found));
    ModelContract chosen =
        SegmentationModel.of(model, ModelChoices.none().withOutput("mask_out")).contract();
    assertThat(chosen.outputIndex(), is(0));
    assertThat(chosen.outputChoice(), is(OutputChoice.OPTION));
  }

  @Test
  void aMaskBesideAPoseIsFound() throws ModelException {
    int[][] shapes = {{1, 8, 8, 17}, {1, 8, 8, 34}, {1, 8, 8, 1}};
    ModelContract contract =
        SegmentationModel.of(KindModels.constantOutputs(64, 64, shapes, "a", "b", "float_segments"))
            .contract();
    assertThat(contract.outputIndex(), is(2));
    assertThat(contract.outputChoice(), is(OutputChoice.NAME));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "bodypix_075_720_1280_quant, FOREGROUND, 3, 46, 81, 2",
    "slim_reshape_v2, FOREGROUND, 0, 512, 512, 2",
    "deeplabv3_mnv2_ade20k_uint8, CLASS_IDS, 0, 512, 512, 32",
    "deeplabv3_mnv2_dm05_pascal_quant, CLASS_IDS, 0, 513, 513, 21",
    "deeplabv3_257_mv_gpu, SCORES, 0, 257, 257, 21",
    "unet_person_08, SCORES, 0, 128, 128, 3"
  })
  void detectsRealModels(
      String name, OutputKind kind, int output, int width, int height, int classes)
      throws Exception {
    byte[] content = Files.readAllBytes(shared("models/" + name + ".tflite"));
    ModelContract contract = SegmentationModel.of(ByteBuffer.wrap(content)).contract();
    assertThat(contract.outputKind(), is(kind));
    assertThat(contract.outputIndex(), is(output));
    assertThat(contract.outputWidth(), is(width));
    assertThat(contract.outputHeight(), is(height));
    assertThat(contract.classes(), is(classes));
  }
}
