// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.model;

import static io.github.maskbeam.testing.SharedFiles.shared;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.maskbeam.schemas.LabelMap;
import io.github.maskbeam.schemas.ModelCard;
import io.github.maskbeam.schemas.Sha256;
import io.github.maskbeam.testing.KindModels;
import io.github.maskbeam.testing.MislabeledModel;
import io.github.maskbeam.testing.ModelBuilder;
import io.github.maskbeam.testing.NormalizationMetadata;
import io.github.maskbeam.testing.TestModels;
import io.github.maskbeam.testing.demo.DemoNetwork;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tensorflow.lite.InterpreterApi;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.TensorType;

class SegmentationModelTest {
  private static final float[][] THREE_CLASSES = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};

  private static final float[][] TWO = {{1, 0, 0}, {0, 1, 0}};

  @Test
  void numbersClassesWithoutLabels() throws ModelException {
    SegmentationModel model = SegmentationModel.of(threeClasses().build());
    assertThat(model.labels().names(), is(List.of("class_0", "class_1", "class_2")));
    assertThat(model.declaredNormalization(), is(Optional.empty()));
    assertThat(model.normalization(), is(Normalization.of(127.5, 127.5)));
  }

  @Test
  void labelsAForegroundChannelAsBackgroundAndForeground() throws ModelException {
    SegmentationModel model =
        SegmentationModel.of(TestModels.pixelScores(2, 2, new float[][] {{1, 0, 0}}, new float[1]));
    assertThat(model.labels().names(), is(List.of("background", "foreground")));
  }

  @Test
  void sha256DependsOnlyOnTheBytes() throws ModelException {
    ByteBuffer direct = threeClasses().build();
    byte[] bytes = new byte[direct.remaining()];
    direct.duplicate().get(bytes);
    ByteBuffer offset = ByteBuffer.allocate(bytes.length + 7).position(5);
    offset.put(bytes).flip().position(5);
    assertThat(SegmentationModel.of(direct).sha256(), is(Sha256.hex(bytes)));
    assertThat(SegmentationModel.of(offset).sha256(), is(Sha256.hex(bytes)));
    assertThat(offset.position(), is(5));
  }

  @Test
  void readsTheLabelsOfTheDemoModel() throws ModelException {
    SegmentationModel model = SegmentationModel.of(DemoModel.read());
    assertThat(model.labels().names(), is(DemoNetwork.labels()));
    assertThat(model.declaredNormalization().isPresent(), is(true));
  }

  @Test
  void readsTheMetadataOfARealModel() throws Exception {
    SegmentationModel model = read("models/deeplabv3_with_metadata.tflite");
    assertThat(model.labels().size(), is(21));
    // The labels of its metadata differ from those of a known model.
    assertThat(model.labels().name(11), is("dining table"));
    assertThat(model.labels().name(20), is("tv"));
    assertThat(model.declaredNormalization(), is(Optional.of(Normalization.of(127.5, 127.5))));
  }

  @Test
  void knownModelsHaveLabels() throws Exception {
    SegmentationModel floats = read("models/deeplabv3_257_mv_gpu.tflite");
    assertThat(floats.sha256(), is(KnownModel.DEEPLABV3.sha256()));
    assertThat(floats.labels().names(), is(LabelMap.pascalVoc().names()));
    assertThat(floats.declaredNormalization(), is(Optional.empty()));
    SegmentationModel quantized = read("models/deeplabv3_mnv2_dm05_pascal_quant.tflite");
    assertThat(quantized.contract().outputKind(), is(OutputKind.CLASS_IDS));
    assertThat(quantized.labels().names(), is(LabelMap.pascalVoc().names()));
  }

  @Test
  void rejectsLabelsThatDifferInNumberFromTheClasses() throws ModelException {
    SegmentationModel model = SegmentationModel.of(threeClasses().build());
    List<String> names = List.of("sky", "land", "sea");
    assertThat(model.withLabels(LabelMap.of(names)).labels().names(), is(names));
    ModelException e =
        assertThrows(
            ModelException.class, () -> model.withLabels(LabelMap.of(List.of("sky", "land"))));
    assertThat(e.failure(), is(ModelFailure.LABELS_DIFFER));
    assertThat(
        e.getMessage(),
        is(
            "it has 3 classes, but --labels has 2 labels; pass a file with --labels that"
                + " has one class name per line, background included"));
  }

  @Test
  void oneLabelIsEnoughForAForegroundChannel() throws ModelException {
    SegmentationModel model =
        SegmentationModel.of(KindModels.foreground(BuiltinOperator.LOGISTIC, 4, 6, 1, 4, 6, 1));
    for (List<String> names : List.of(List.of("person"), List.of("background", "person"))) {
      assertThat(
          model.withLabels(LabelMap.of(names)).labels().names(),
          is(List.of("background", "person")));
    }
    for (List<String> names : List.of(List.of("Background"), List.of("a", "b", "c"))) {
      ModelException e =
          assertThrows(ModelException.class, () -> model.withLabels(LabelMap.of(names)));
      assertThat(e.failure(), is(ModelFailure.LABELS_DIFFER));
      assertThat(e.getMessage(), endsWith(", or the name of the foreground alone"));
    }
  }

  @Test
  void oneLabelIsTooFewForOtherModels() throws ModelException {
    SegmentationModel two =
        SegmentationModel.of(TestModels.pixelScores(2, 2, new float[2][3], new float[2]));
    ModelException e =
        assertThrows(ModelException.class, () -> two.withLabels(LabelMap.of(List.of("person"))));
    assertThat(e.failure(), is(ModelFailure.LABELS_DIFFER));
  }

  @Test
  void hasTheCardOfItsMetadataOrOfTheListOfKnownModels() throws Exception {
    assertThat(
        read("models/deeplabv3_with_metadata.tflite").card(),
        is(
            Optional.of(
                ModelCard.newBuilder()
                    .setOrigin("METADATA")
                    .setName("DeepLabV3")
                    .setVersion("v1")
                    .setDescription(
                        "Semantic image segmentation predicts whether each pixel of an image is"
                            + " associated with a certain class.")
                    .setAuthor("TensorFlow")
                    .setLicense(
                        "Apache License. Version 2.0 http://www.apache.org/licenses/LICENSE-2.0.")
                    .build())));
    ModelCard known = read("models/deeplabv3_257_mv_gpu.tflite").card().orElseThrow();
    assertThat(known.getOrigin(), is("KNOWN_MODEL"));
    assertThat(known.getLicense(), is("Apache-2.0"));
    assertThat(known.getUrl(), endsWith("deeplabv3_257_mv_gpu.tflite"));
    assertThat(read("models/unet_person_08.tflite").card(), is(Optional.empty()));
    byte[] silent = NormalizationMetadata.of(new float[] {1}, new float[] {4});
    assertThat(
        SegmentationModel.of(
                TestModels.pixelScoresBuilder(2, 2, new float[3][3], new float[3])
                    .metadata(silent)
                    .build())
            .card(),
        is(Optional.empty()));
  }

  @Test
  void rejectsMetadataLabelsThatDifferInNumberFromTheClasses() throws ModelException {
    SegmentationModel model = SegmentationModel.of(ByteBuffer.wrap(MislabeledModel.bytes()));
    ModelException e = assertThrows(ModelException.class, model::requireMatchingLabels);
    assertThat(e.failure(), is(ModelFailure.LABELS_DIFFER));
    assertThat(e.getMessage(), startsWith("it has 9 classes, but its metadata has 8 labels;"));
  }

  @Test
  void acceptsFewerLabelsForClassIdsOfUnknownNumber() throws ModelException {
    SegmentationModel model =
        SegmentationModel.of(TestModels.highestChannel(TensorType.UINT8, 0, 0, 1, 2, 2));
    assertThat(model.contract().classes(), is(LabelMap.MAX_CLASSES_IN_8_BITS));
    assertThat(model.withLabels(LabelMap.pascalVoc()).labels().size(), is(21));
  }

  @Test
  void readsNormalizationPerChannelAndForAllChannels() throws ModelException {
    SegmentationModel perChannel =
        SegmentationModel.of(
            threeClasses()
                .metadata(NormalizationMetadata.of(new float[] {1, 2, 3}, new float[] {4, 5, 6}))
                .build());
    assertThat(perChannel.normalization(), is(Normalization.of(1, 2, 3, 4, 5, 6)));
    SegmentationModel one =
        SegmentationModel.of(
            threeClasses()
                .metadata(NormalizationMetadata.of(new float[] {1}, new float[] {4}))
                .build());
    assertThat(one.normalization(), is(Normalization.of(1, 4)));
    assertThat(
        one.withNormalization(Normalization.of(7, 8)).normalization(), is(Normalization.of(7, 8)));
  }

  @Test
  void warnsOfANormalizationThatTheModelDoesNotSay() throws Exception {
    SegmentationModel silent =
        SegmentationModel.of(TestModels.pixelScores(2, 2, TWO, new float[2]));
    assertThat(silent.warnings(), contains(containsString("--normalization")));
    assertThat(silent.withNormalization(Normalization.of(0, 255)).warnings(), is(empty()));
    assertThat(read("models/deeplabv3_257_mv_gpu.tflite").warnings(), is(empty()));
    assertThat(read("models/deeplabv3_with_metadata.tflite").warnings(), is(empty()));
    assertThat(read("models/bodypix_075_720_1280_quant.tflite").warnings(), is(empty()));
    assertThat(
        read("models/unet_person_08.tflite").warnings(),
        hasItem(containsString("--normalization")));
  }

  @Test
  void noneStoresPixelsInIntegerInputsAsTheyAre() throws Exception {
    Normalization none = Normalization.named("none").orElseThrow();
    SegmentationModel quantized = read("models/deeplabv3_mnv2_ade20k_uint8.tflite");
    assertThat(quantized.withNormalization(none).declaredNormalization(), is(Optional.empty()));
    SegmentationModel floats = SegmentationModel.of(threeClasses().build());
    assertThat(floats.withNormalization(none).normalization(), is(Normalization.of(0, 1)));
  }

  @Test
  void interpretersAreIndependent() throws ModelException {
    SegmentationModel model = SegmentationModel.of(threeClasses().build());
    InterpreterApi first = model.newInterpreter();
    try (InterpreterApi second = model.newInterpreter()) {
      first.close();
      assertThat(second.getInputTensor(0).shape(), is(new int[] {1, 2, 2, 3}));
    }
  }

  private static ModelBuilder threeClasses() {
    return TestModels.pixelScoresBuilder(2, 2, THREE_CLASSES, new float[3]);
  }

  private static SegmentationModel read(String shared) throws IOException, ModelException {
    return SegmentationModel.of(ByteBuffer.wrap(Files.readAllBytes(shared(shared))));
  }
}
