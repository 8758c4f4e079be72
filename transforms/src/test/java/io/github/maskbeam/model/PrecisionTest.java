// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.model;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.maskbeam.image.ImageHeader;
import io.github.maskbeam.image.decode.DecodedImage;
import io.github.maskbeam.image.decode.ImageDecoder;
import io.github.maskbeam.image.verify.FormatReaders;
import io.github.maskbeam.segment.Fit;
import io.github.maskbeam.segment.SegmentSettings;
import io.github.maskbeam.segment.SegmentSettings.Confidence;
import io.github.maskbeam.segment.Segmenter;
import io.github.maskbeam.testing.SharedFiles;
import io.github.maskbeam.testing.TestModels;
import io.github.maskbeam.testing.deeplab.DeepLab;
import io.github.maskbeam.testing.deeplab.Dilation;
import io.github.maskbeam.testing.deeplab.NumberFormat;
import io.github.maskbeam.tflite.Delegation;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.lite.InterpreterApi;
import org.tensorflow.lite.schema.BuiltinOptions;

/** Models that run in int8: how they are loaded, and that they see the same. */
class PrecisionTest {
  private static final ModelChoices INT8 = ModelChoices.none().withPrecision(Precision.INT8);

  @TempDir private Path directory;

  static Stream<Arguments> floatModels() {
    List<Arguments> models = new ArrayList<>();
    // The others have only convolutions that are too small to gain.
    for (DeepLab version : List.of(DeepLab.V3, DeepLab.V3_PLUS)) {
      for (NumberFormat format : List.of(NumberFormat.FLOAT, NumberFormat.FLOAT16)) {
        for (Dilation dilation : Dilation.values()) {
          models.add(Arguments.of(version, format, dilation));
        }
      }
    }
    return models.stream();
  }

  @ParameterizedTest(name = "{0}, {1}, dilation by {2}")
  @MethodSource("floatModels")
  void theDeepLabFamilyGivesTheSameScores(DeepLab version, NumberFormat format, Dilation dilation)
      throws Exception {
    String file = write(version.build(16, format, dilation));
    SegmentationModel original = load(file, ModelChoices.none());
    SegmentationModel quantized = load(file, INT8);
    assertThat(original.quantizableOperators(), greaterThan(0));
    assertThat(quantized.precision(), is(Precision.INT8));
    assertThat(quantized.sha256(), is(original.sha256()));
    assertThat(quantized.contract(), is(original.contract()));
    // XNNPACK computes conversions of float16 once, and leaves them in the plan.
    assertThat(plainOperators(quantized), lessThanOrEqualTo(plainOperators(original)));
    float[] expected = scores(original);
    float[] actual = scores(quantized);
    double error = 0;
    double range = 0;
    for (int i = 0; i < expected.length; i++) {
      error = Math.max(error, Math.abs(expected[i] - actual[i]));
      range = Math.max(range, Math.abs(expected[i]));
    }
    assertThat(error, lessThan(0.05 * range));
    assertThat(error, greaterThan(0.0));
  }

  @ParameterizedTest
  @EnumSource(
      value = NumberFormat.class,
      names = {"DYNAMIC_RANGE", "INT8", "UINT8"})
  void modelsWithoutFloatWeightsAreRefused(NumberFormat format) throws Exception {
    String file = write(DeepLab.V3.build(16, format, Dilation.FACTORS));
    ModelException refusal = assertThrows(ModelException.class, () -> load(file, INT8));
    assertThat(refusal.failure(), is(ModelFailure.PRECISION_WITHOUT_EFFECT));
    assertThat(load(file, ModelChoices.none()).quantizableOperators(), is(0));
  }

  @Test
  void modelsThatCannotBeWrittenAgainAreRefused() throws Exception {
    ByteBuffer model = DeepLab.V2.build(16, NumberFormat.FLOAT, Dilation.FACTORS);
    TestModels.setUnknownOptions(model, BuiltinOptions.AddOptions);
    String file = write(model);
    assertThat(load(file, ModelChoices.none()).quantizableOperators(), is(0));
    ModelException refusal = assertThrows(ModelException.class, () -> load(file, INT8));
    assertThat(refusal.failure(), is(ModelFailure.PRECISION_UNAVAILABLE));
  }

  @Test
  void otherProblemsAreReportedFirst() throws Exception {
    String damaged = write(ByteBuffer.wrap("....TFL3....".getBytes(US_ASCII)));
    ModelException refusal = assertThrows(ModelException.class, () -> load(damaged, INT8));
    assertThat(refusal.failure(), is(ModelFailure.DAMAGED));
    String other = write(TestModels.addOne(1, 6, 6, 1));
    refusal = assertThrows(ModelException.class, () -> load(other, INT8));
    assertThat(refusal.failure(), is(ModelFailure.INPUT_UNSUPPORTED));
  }

  @Test
  void bothPrecisionsOfAModelAreLoadedSideBySide() throws Exception {
    String file = write(DeepLab.V3.build(16, NumberFormat.FLOAT, Dilation.FACTORS));
    SegmentationModel original = load(file, ModelChoices.none());
    SegmentationModel quantized = load(file, INT8);
    assertThat(load(file, ModelChoices.none()) == original, is(true));
    assertThat(load(file, INT8) == quantized, is(true));
    SegmentationModel copy =
        ModelLoader.loadCopy(write(original.file()), INT8, quantized.labels(), quantized.sha256());
    assertThat(copy.precision(), is(Precision.INT8));
  }

  /** The labels are stored behind the model, which a quantized model does not have. */
  @Test
  void metadataIsKept() throws Exception {
    String file = SharedFiles.shared("models/deeplabv3_with_metadata.tflite").toString();
    SegmentationModel quantized = load(file, INT8);
    assertThat(quantized.labelsOrigin(), is(SegmentationModel.Origin.METADATA));
    assertThat(quantized.labels().names().get(15), is("person"));
    assertThat(quantized.normalizationOrigin(), is(SegmentationModel.Origin.METADATA));
  }

  @ParameterizedTest
  @CsvSource({
    "deeplabv3_257_mv_gpu.tflite, 29",
    "segm_full_v679.tflite, 20",
    "selfie_segmentation.tflite, 30",
    "unet_person_08.tflite, 21"
  })
  void xnnpackRunsAllOperatorsOfRealModels(String model, int quantizable) throws Exception {
    String file = SharedFiles.shared("models/" + model).toString();
    SegmentationModel quantized = load(file, INT8);
    assertThat(quantized.quantizableOperators(), is(quantizable));
    assertThat(plainOperators(quantized), is(0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"cat_1080p.jpg", "pets.jpg", "stc.jpg", "owl.jpg"})
  void deepLabSeesTheSameInPhotographs(String photo) throws Exception {
    String file = SharedFiles.shared("models/deeplabv3_257_mv_gpu.tflite").toString();
    byte[] content = Files.readAllBytes(SharedFiles.shared("images/photos/" + photo));
    byte[] expected = mask(load(file, ModelChoices.none()), content);
    byte[] actual = mask(load(file, INT8), content);
    int differing = 0;
    for (int i = 0; i < expected.length; i++) {
      differing += expected[i] == actual[i] ? 0 : 1;
    }
    assertThat((double) differing / expected.length, lessThan(0.03));
    assertThat(differing, greaterThan(0));
  }

  private static byte[] mask(SegmentationModel model, byte[] photo) throws Exception {
    ImageHeader header = FormatReaders.header(photo);
    try (Segmenter segmenter =
            Segmenter.open(model, SegmentSettings.of(Fit.STRETCH, Confidence.OMITTED));
        DecodedImage image =
            ImageDecoder.withMaxPixels(header.pixels())
                .decode(photo, header, segmenter.need(header.widthPx(), header.heightPx()))) {
      return segmenter
          .segment(image.rgb(), header.widthPx(), header.heightPx())
          .mask()
          .classIds()
          .clone();
    }
  }

  private static int plainOperators(SegmentationModel model) {
    Delegation delegation = model.delegation().orElseThrow();
    return delegation.operatorCount() - delegation.delegatedOperatorCount();
  }

  private static float[] scores(SegmentationModel model) {
    try (InterpreterApi interpreter = model.newInterpreter()) {
      Random random = new Random(3);
      ByteBuffer input = buffer(interpreter.getInputTensor(0).numBytes());
      while (input.hasRemaining()) {
        input.putFloat(random.nextFloat() * 2);
      }
      input.rewind();
      ByteBuffer output = buffer(interpreter.getOutputTensor(0).numBytes());
      interpreter.run(input, output);
      float[] scores = new float[output.capacity() / Float.BYTES];
      output.rewind();
      output.asFloatBuffer().get(scores);
      return scores;
    }
  }

  private static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
  }

  private static SegmentationModel load(String file, ModelChoices choices) throws ModelException {
    return ModelLoader.load(file, choices, Optional.empty());
  }

  private String write(ByteBuffer model) throws Exception {
    return TestModels.write(model, Files.createTempFile(directory, "model", ".tflite")).toString();
  }
}
