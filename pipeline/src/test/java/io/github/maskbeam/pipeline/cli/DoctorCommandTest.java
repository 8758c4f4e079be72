// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.cli;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.maskbeam.pipeline.errors.Problem;
import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.testing.Run;
import io.github.maskbeam.testing.KindModels;
import io.github.maskbeam.testing.SharedFiles;
import io.github.maskbeam.testing.TestModels;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.lite.schema.TensorType;

class DoctorCommandTest {
  @TempDir private Path directory;

  @Test
  void theEmbeddedModelIsWell() throws IOException {
    Run run = Run.maskbeam("doctor");
    assertThat(run.err(), run.exitCode(), is(0));
    assertThat(run.out(), containsString("TfLiteXNNPackDelegate"));
    JsonNode findings = json(Run.maskbeam("doctor", "--format=json"));
    assertThat(findings.get("problems").size(), is(0));
    findings
        .fieldNames()
        .forEachRemaining(
            name ->
                assertThat(
                    run.out().lines().anyMatch(name::equals),
                    is(!name.equals("problems") && !name.equals("warnings"))));
  }

  @Test
  void theGoldenCheckGivesTheExpectedAreas() throws IOException {
    JsonNode golden = json(Run.maskbeam("doctor", "--format=json")).get("golden check");
    assertThat(golden.get("result").asText(), is("passed"));
    long px = 0;
    for (JsonNode area : golden.get("areas px")) {
      px += area.longValue();
    }
    assertThat(px, is(640L * 480));
  }

  @Test
  void optionsReplaceWhatTheModelSays() throws IOException {
    Path labels = directory.resolve("labels.txt");
    Files.write(labels, List.of("a", "b", "c", "d", "e", "f", "g", "h", "i"));
    JsonNode model =
        json(Run.maskbeam("doctor", "--format=json", "--labels=" + labels, "--normalization=0,255"))
            .get("model");
    assertThat(model.get("labels").asText(), containsString("a, b, c, d, e, f, g, h, i"));
    assertThat(model.get("normalization").asText(), containsString("255.0, 255.0, 255.0"));
  }

  @Test
  void aModelThatCannotBeUsedIsPartOfTheReport() throws IOException {
    Path model =
        TestModels.write(TestModels.customOperator("MadeUp"), directory.resolve("custom.tflite"));
    assertBroken(
        ProblemCode.MODEL_OPERATOR_UNSUPPORTED, "custom operator MadeUp", "--model=" + model);
    Path damaged = Files.write(directory.resolve("damaged.tflite"), new byte[1000]);
    assertBroken(ProblemCode.MODEL_NOT_TFLITE, damaged.toString(), "--model=" + damaged);
    assertBroken(
        ProblemCode.MODEL_NOT_FOUND, "no.tflite", "--model=" + directory.resolve("no.tflite"));
    assertBroken(ProblemCode.NORMALIZATION_INCOMPLETE, "--normalization=1", "--normalization=1");
    assertBroken(ProblemCode.OPTION_VALUE_INVALID, "--normalization=x", "--normalization=x");
  }

  @Test
  void aRefusedModelHasItsTensorsListed() throws IOException {
    ByteBuffer pose =
        KindModels.constantOutputs(16, 24, new int[][] {{1, 8, 12, 17}, {1, 8, 12, 34}});
    List<String> tensors =
        List.of(
            "input 0  image: float32 [1, 16, 24, 3]",
            "output 0  out0: float32 [1, 8, 12, 17]",
            "output 1  out1: float32 [1, 8, 12, 34]");
    assertTensors(ProblemCode.MODEL_OUTPUT_UNSUPPORTED, pose, tensors);
    assertTensors(ProblemCode.MODEL_OUTPUT_UNSUPPORTED, pose, tensors, "--modelOutput=2");
    assertTensors(
        ProblemCode.MODEL_INPUT_UNSUPPORTED,
        TestModels.sumAndProduct(1, 4, 6, 3),
        List.of(
            "input 0  left: float32 [1, 4, 6, 3]",
            "input 1  right: float32 [1, 4, 6, 3]",
            "output 0  sum: float32 [1, 4, 6, 3]",
            "output 1  product: float32 [1, 4, 6, 3]"));
    assertTensors(
        ProblemCode.MODEL_OUTPUT_UNSUPPORTED,
        TestModels.highestChannel(TensorType.UINT8, 0.5f, 3, 1, 4, 6),
        List.of(
            "input 0  image: uint8 [1, 4, 6, 3], scale 0.5, zero point 3",
            "output 0  highest: uint8 [1, 4, 6], scale 0.5, zero point 3"),
        "--modelLayout=nchw");
    assertTensors(
        ProblemCode.MODEL_INPUT_UNSUPPORTED,
        KindModels.dynamic(),
        List.of(
            "input 0  image: float32 [1, -1, -1, 3]", "output 0  scores: float32 [1, -1, -1, 3]"));
    assertTensors(
        ProblemCode.MODEL_METADATA_UNREADABLE,
        TestModels.pixelScoresBuilder(4, 6, new float[2][3], new float[2])
            .metadata(new byte[20])
            .build(),
        List.of("input 0  image: float32 [1, 4, 6, 3]", "output 0  scores: float32 [1, 4, 6, 2]"));
    Path labels = Files.write(directory.resolve("labels.txt"), List.of("a", "b", "c", "d"));
    assertTensors(
        ProblemCode.MODEL_LABELS_DIFFER,
        KindModels.scores(4, 6),
        List.of("input 0  image: float32 [1, 4, 6, 3]", "output 0  scores: float32 [1, 4, 6, 3]"),
        "--labels=" + labels);
  }

  @Test
  void aModelThatDoesNotRunHasNoTensorsListed() throws IOException {
    assertTensors(
        ProblemCode.MODEL_OPERATOR_UNSUPPORTED, TestModels.customOperator("MadeUp"), List.of());
    assertTensors(ProblemCode.MODEL_CRASHED, TestModels.endsTheProcess(), List.of());
  }

  private void assertTensors(
      ProblemCode code, ByteBuffer model, List<String> tensors, String... more) throws IOException {
    Path file = TestModels.write(model, directory.resolve("refused.tflite"));
    List<String> arguments = new ArrayList<>(List.of("doctor", "--model=" + file));
    arguments.addAll(List.of(more));
    Run text = Run.maskbeam(arguments.toArray(new String[0]));
    assertThat(text.out(), text.exitCode(), is(2));
    assertThat(text.out(), containsString("\n  " + code + ": "));
    List<String> printed =
        text.out()
            .lines()
            .filter(line -> line.matches("  (input|output) [0-9]+ .*"))
            .map(line -> line.strip().replaceFirst(" {2,}", "  "))
            .collect(Collectors.toList());
    assertThat(printed, is(tensors));
    arguments.add("--format=json");
    JsonNode listed =
        new ObjectMapper()
            .readTree(Run.maskbeam(arguments.toArray(new String[0])).out())
            .path("tensors");
    List<String> facts = new ArrayList<>();
    listed.properties().forEach(fact -> facts.add(fact.getKey() + "  " + fact.getValue().asText()));
    assertThat(facts, is(tensors));
  }

  @Test
  void drawsTheMasksUnderEachNormalization() throws IOException {
    Path picture = directory.resolve("masks.png");
    JsonNode findings =
        json(
            Run.maskbeam(
                "doctor",
                "--format=json",
                "--model=" + SharedFiles.shared("models/unet_person_08.tflite"),
                "--image=" + SharedFiles.shared("images/photos/stc.jpg"),
                "--comparison=" + picture));
    List<String> flags = new ArrayList<>();
    findings.get("comparison").fieldNames().forEachRemaining(flags::add);
    assertThat(
        flags,
        contains(
            "--normalization=-1..1",
            "--normalization=0..1",
            "--normalization=imagenet",
            "--normalization=none"));
    BufferedImage tiles = ImageIO.read(picture.toFile());
    assertThat(tiles.getWidth(), is(1284));
    // The masks of the second and third tile differ: the normalization matters.
    assertThat(column(tiles, 428 + 210), is(not(column(tiles, 856 + 210))));
  }

  @Test
  void aPhotographThatCannotBeDecodedIsRefused() throws IOException {
    Path text = Files.write(directory.resolve("photo.jpg"), new byte[100]);
    Run run = Run.maskbeam("doctor", "--image=" + text);
    assertThat(run.exitCode(), is(2));
    assertThat(run.codes(), contains(ProblemCode.COMPARISON_IMAGE_UNUSABLE));
  }

  private static List<Integer> column(BufferedImage tiles, int x) {
    List<Integer> colors = new ArrayList<>();
    for (int y = 60; y < tiles.getHeight() / 2; y++) {
      colors.add(tiles.getRGB(x, y));
    }
    return colors;
  }

  @Test
  void badOptionsAreBadUse() {
    Run run = Run.maskbeam("doctor", "--format=xml");
    assertThat(run.exitCode(), is(2));
    assertThat(
        run.problems(),
        contains(
            Problem.of(
                ProblemCode.OPTION_CHOICE_UNKNOWN,
                "--format=xml is unknown; use one of text or json.")));
    run = Run.maskbeam("doctor", "--nope=1");
    assertThat(run.exitCode(), is(2));
    assertThat(run.codes(), contains(ProblemCode.OPTION_UNKNOWN));
  }

  private static void assertBroken(ProblemCode code, String value, String argument)
      throws IOException {
    Run text = Run.maskbeam("doctor", argument);
    assertThat(text.err(), text.exitCode(), is(2));
    assertThat(text.out(), containsString("\n  " + code + ": "));
    assertThat(text.out(), containsString("Apache Beam"));
    assertThat(text.out(), not(containsString("\tat ")));
    Run json = Run.maskbeam("doctor", argument, "--format=json");
    assertThat(json.err(), json.exitCode(), is(2));
    JsonNode problems = new ObjectMapper().readTree(json.out()).get("problems");
    assertThat(problems.size(), is(1));
    assertThat(problems.get(0).asText(), allOf(startsWith(code + ": "), containsString(value)));
  }

  private static JsonNode json(Run run) throws IOException {
    assertThat(run.err(), run.exitCode(), is(0));
    return new ObjectMapper().readTree(run.out());
  }
}
