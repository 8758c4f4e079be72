// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.model;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.sameInstance;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.maskbeam.schemas.LabelMap;
import io.github.maskbeam.segment.SegmentJob;
import io.github.maskbeam.testing.MislabeledModel;
import io.github.maskbeam.testing.TestModels;
import io.github.maskbeam.testing.demo.DemoNetwork;
import io.github.maskbeam.transforms.Jobs;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.hamcrest.Matcher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelLoaderTest {
  @TempDir private Path directory;

  @Test
  void recognizesTheNamesOfKnownModels() {
    assertThat(ModelLoader.isKnownName("demo"), is(true));
    assertThat(ModelLoader.isKnownName("deeplabv3"), is(true));
    assertThat(ModelLoader.isKnownName("deeplabv3.tflite"), is(false));
    assertThat(ModelLoader.isKnownName("null"), is(false));
  }

  @Test
  void loadsAModelOnce() throws Exception {
    String file = write("a [1] ü.tflite", bytes(DemoModel.read()));
    SegmentationModel model = ModelLoader.load(file);
    assertThat(model.labels().names(), is(DemoNetwork.labels()));
    assertThat(ModelLoader.load(file), is(sameInstance(model)));
  }

  @Test
  void reportsTheModelAndTheRemedyIfLoadingFails() throws Exception {
    String missing = directory.resolve("missing.tflite").toString();
    assertRejected(
        missing,
        ModelFailure.NOT_FOUND,
        allOf(
            containsString("the file does not exist or is not readable ("),
            endsWith(
                "); --model must be the path or URI of a .tflite file, or one of the names"
                    + " demo, deeplabv3")));
    assertRejected(
        "nosuch://host/model.tflite",
        ModelFailure.UNREADABLE,
        containsString("the file cannot be read (nosuch://"));
    String text = write("text.tflite", "no model".getBytes(StandardCharsets.UTF_8));
    assertRejected(text, ModelFailure.NOT_TFLITE, containsString("TFL3"));
    String other = write("other.tflite", bytes(TestModels.addOne(1, 6, 6, 1)));
    assertRejected(other, ModelFailure.INPUT_UNSUPPORTED, containsString("[1, 6, 6, 1]"));
  }

  @Test
  void retriesAModelThatFailedToLoad() throws Exception {
    String file = directory.resolve("late.tflite").toString();
    assertThrows(ModelException.class, () -> ModelLoader.load(file));
    write("late.tflite", bytes(DemoModel.read()));
    assertThat(ModelLoader.load(file).labels().names(), is(DemoNetwork.labels()));
  }

  @Test
  void acceptsLabelsThatReplaceMismatchedOnes() throws Exception {
    int classes = MislabeledModel.CLASSES;
    String file = write("labels.tflite", MislabeledModel.bytes());
    assertRejected(
        file,
        ModelFailure.LABELS_DIFFER,
        allOf(
            containsString(" " + classes + " "),
            containsString(" " + (classes - 1) + " labels;"),
            containsString("--labels")));
    LabelMap labels = LabelMap.numbered(classes);
    assertThat(ModelLoader.load(file, labels).labels().names(), is(labels.names()));
    ModelException e =
        assertThrows(
            ModelException.class, () -> ModelLoader.load(file, LabelMap.numbered(classes + 1)));
    assertThat(e.failure(), is(ModelFailure.LABELS_DIFFER));
    assertThat(
        e.getMessage(),
        allOf(
            startsWith("Model " + file + ": "), containsString(" " + (classes + 1) + " labels;")));
  }

  @Test
  void appliesTheLabelsAndNormalizationOfAJob() throws Exception {
    List<String> names = LabelMap.numbered(DemoNetwork.labels().size()).names();
    SegmentJob job =
        Jobs.demo(directory)
            .setLabels(LabelMap.of(names))
            .setNormalization(Optional.of(Normalization.of(1, 2)))
            .build();
    SegmentationModel model = job.loadModel();
    assertThat(model.labels().names(), is(names));
    assertThat(model.normalization(), is(Normalization.of(1, 2)));
    assertThat(ModelLoader.load(ModelLoader.DEMO).labels().names(), is(DemoNetwork.labels()));
  }

  private static void assertRejected(String model, ModelFailure failure, Matcher<String> message) {
    ModelException e = assertThrows(ModelException.class, () -> ModelLoader.load(model));
    assertThat(e.failure(), is(failure));
    assertThat(e.getMessage(), allOf(startsWith("Model " + model + ": "), message));
  }

  private String write(String name, byte[] content) throws IOException {
    return Files.write(directory.resolve(name), content).toString();
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }
}
