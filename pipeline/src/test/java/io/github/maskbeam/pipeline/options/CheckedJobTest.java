// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.options;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import io.github.maskbeam.pipeline.errors.Problem;
import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.errors.UsageException;
import io.github.maskbeam.pipeline.testing.Landscapes;
import io.github.maskbeam.pipeline.testing.Problems;
import io.github.maskbeam.testing.MislabeledModel;
import io.github.maskbeam.testing.TestModels;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.lite.schema.TensorType;

class CheckedJobTest {
  private static final String NINE_NAMES = "a\nb\nc\nd\ne\nf\ng\nh\ni\n";

  @TempDir private Path directory;
  private SegmentOptions options;

  @BeforeEach
  void optionsThatAreWell() throws IOException {
    Landscapes.landscape(directory.resolve("a.png"), 8, 8, 4);
    options = PipelineOptionsFactory.create().as(SegmentOptions.class);
    options.setInput("a.png");
    options.setOutput("out");
  }

  @Test
  void pathsAreRelativeToTheWorkingDirectory() throws UsageException {
    CheckedJob checked = check();
    assertThat(checked.sources().patterns(), contains(directory + "/a.png"));
    assertThat(checked.job().output().root(), is(directory + "/out"));
  }

  @Test
  void outputMayHaveSpacesUmlautsAndASlashAtTheEnd() throws UsageException {
    options.setOutput("größe 1/sub/../");
    assertThat(check().job().output().root(), is(directory + "/größe 1"));
    options.setOutput(".");
    assertThat(check().job().output().root(), is(directory.toString()));
  }

  @Test
  void labelsMendAModelWhoseOwnDoNotFit() throws Exception {
    options.setModel(
        Files.write(directory.resolve("mislabeled.tflite"), MislabeledModel.bytes()).toString());
    Problem problem = problems().get(0);
    assertThat(problem.code(), is(ProblemCode.MODEL_LABELS_DIFFER));
    assertThat(problem.message(), allOf(containsString(" 9 "), containsString(" 8 labels;")));
    Files.writeString(directory.resolve("labels.txt"), NINE_NAMES);
    options.setLabels("labels.txt");
    assertThat(
        check().job().labels().names(), contains("a", "b", "c", "d", "e", "f", "g", "h", "i"));
  }

  @Test
  void badLabelsDoNotHideABadModel() {
    options.setLabels("no-labels.txt");
    options.setModel("no-model.tflite");
    assertThat(codes(), contains(ProblemCode.STORAGE_NOT_FOUND, ProblemCode.MODEL_NOT_FOUND));
    assertThat(problems().get(0).message(), containsString("--labels=no-labels.txt"));
    assertThat(problems().get(1).message(), containsString("no-model.tflite"));
  }

  @Test
  void everyReasonToRefuseAModelHasItsCode() throws IOException {
    Path file = directory.resolve("model.tflite");
    options.setModel(file.toString());
    Map<ProblemCode, byte[]> models = new EnumMap<>(ProblemCode.class);
    models.put(ProblemCode.MODEL_NOT_TFLITE, new byte[100]);
    byte[] demo = MislabeledModel.bytes();
    models.put(ProblemCode.MODEL_DAMAGED, Arrays.copyOf(demo, 1000));
    models.put(ProblemCode.MODEL_OPERATOR_UNSUPPORTED, bytes(TestModels.customOperator("MadeUp")));
    models.put(ProblemCode.MODEL_CRASHED, bytes(TestModels.endsTheProcess()));
    models.put(ProblemCode.MODEL_INPUT_UNSUPPORTED, bytes(TestModels.addOne(1, 6, 6, 1)));
    models.put(
        ProblemCode.MODEL_OUTPUT_UNSUPPORTED,
        bytes(TestModels.pixelScores(2, 2, new float[65_536][3], new float[65_536])));
    models.put(ProblemCode.MODEL_LABELS_DIFFER, demo);
    for (Map.Entry<ProblemCode, byte[]> model : models.entrySet()) {
      Files.write(file, model.getValue());
      assertThat(codes(), contains(model.getKey()));
    }
  }

  @Test
  void valuesThatAreNoChoiceOrOutOfRange() {
    options.setFit("crop");
    options.setMaxPixels(0);
    options.setMaxBytes(-1);
    options.setMaxDecodeSeconds(0);
    options.setMaxImageMemoryMb(-1);
    options.setMaxFailureFraction(1.5);
    assertThat(
        problems(),
        contains(
            Problem.of(
                ProblemCode.OPTION_CHOICE_UNKNOWN,
                "--fit=crop is unknown; use one of stretch or letterbox."),
            outOfRange("--maxPixels=0 is too small; use 1 or more."),
            outOfRange("--maxBytes=-1 is too small; use 1 or more."),
            outOfRange("--maxDecodeSeconds=0 is too small; use 1 or more."),
            outOfRange("--maxImageMemoryMb=-1 is too small; use 1 or more."),
            outOfRange("--maxFailureFraction=1.5 must be between 0 and 1.")));
  }

  @Test
  void confidenceOfAModelWithoutScores() throws IOException {
    Path model = directory.resolve("ids.tflite");
    Files.write(model, bytes(TestModels.classIds(TensorType.INT32, 2, 2, 3)));
    options.setModel(model.toString());
    options.setConfidence("mean");
    assertThat(
        problems(),
        contains(
            Problem.of(
                ProblemCode.CONFIDENCE_UNAVAILABLE,
                "Omit --confidence: model " + model + " outputs class ids without scores.")));
    options.setConfidence("mask");
    options.setMinConfidence(0.5);
    options.setScales("1,2");
    options.setTiles("unsure");
    assertThat(
        problems(),
        contains(
            Problem.of(
                ProblemCode.CONFIDENCE_UNAVAILABLE,
                "Omit --confidence and --minConfidence and --tiles=unsure: model "
                    + model
                    + " outputs class ids without scores.")));
  }

  private static Problem outOfRange(String message) {
    return Problem.of(ProblemCode.OPTION_OUT_OF_RANGE, message);
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }

  private CheckedJob check() throws UsageException {
    return CheckedJob.of(options, directory.toString());
  }

  private List<Problem> problems() {
    return Problems.of(this::check);
  }

  private List<ProblemCode> codes() {
    return Problems.codes(this::check);
  }
}
