// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.cli;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.maskbeam.pipeline.testing.Run;
import io.github.maskbeam.testing.SharedFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorCommandTest {
  @TempDir private Path directory;

  @Test
  void theEmbeddedModelIsWell() {
    Run run = Run.maskbeam("doctor");
    assertThat(run.err(), run.exitCode(), is(0));
    List<String> lines = run.out().lines().collect(Collectors.toList());
    assertThat(lines.get(lines.size() - 1), is("No problems found."));
    assertThat(run.out(), containsString("TfLiteXNNPackDelegate, 6 of 6 operators"));
    String header = lines.get(lines.indexOf("inference") + 1);
    assertThat(header, matchesPattern("  model +size +device +threads +CPU ms +wall ms +runs"));
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
  void tellsWhereTheContractComesFrom() throws IOException {
    JsonNode demo = json(Run.maskbeam("doctor", "--format=json")).get("model");
    assertThat(demo.get("labels").asText(), startsWith("9 (by the model's metadata): background,"));
    assertThat(demo.get("normalization").asText(), containsString("(by the model's metadata)"));
    Path labels = directory.resolve("labels.txt");
    Files.write(labels, List.of("a", "b", "c", "d", "e", "f", "g", "h", "i"));
    JsonNode mended =
        json(Run.maskbeam("doctor", "--format=json", "--labels=" + labels, "--normalization=0,255"))
            .get("model");
    assertThat(mended.get("labels").asText(), startsWith("9 (by option): a, b,"));
    assertThat(
        mended.get("normalization").asText(),
        is("mean 0.0, 0.0, 0.0, std 255.0, 255.0, 255.0 (by option)"));
  }

  @Test
  void realModelsAreUnderstood() throws IOException {
    JsonNode plain = model("deeplabv3_257_mv_gpu.tflite");
    assertThat(plain.get("labels").asText(), startsWith("21 (by its SHA-256: a known model)"));
    assertThat(plain.get("normalization").asText(), containsString("127.5 (by default)"));
    JsonNode described = model("deeplabv3_with_metadata.tflite");
    assertThat(described.get("labels").asText(), startsWith("21 (by the model's metadata)"));
    JsonNode quantised = model("deeplabv3_mnv2_dm05_pascal_quant.tflite");
    assertThat(quantised.get("input").asText(), startsWith("uint8 [1, 513, 513, 3], scale"));
    assertThat(quantised.get("output").asText(), containsString("class ids"));
    assertThat(
        quantised.get("normalization").asText(), is("none, pixel values as they are (by default)"));
  }

  @Test
  void aModelThatCannotBeUsedIsPartOfTheReport() throws IOException {
    Run custom =
        Run.maskbeam("doctor", "--model=" + SharedFiles.shared("models/segm_full_v679.tflite"));
    assertBroken(custom, "custom operator");
    Path damaged = Files.write(directory.resolve("damaged.tflite"), new byte[1000]);
    assertBroken(Run.maskbeam("doctor", "--model=" + damaged), damaged.toString());
    assertBroken(Run.maskbeam("doctor", "--model=" + directory + "/no.tflite"), "no such file");
    assertBroken(Run.maskbeam("doctor", "--normalization=x"), "--normalization=x cannot be used");
  }

  @Test
  void badOptionsAreBadUse() {
    Run run = Run.maskbeam("doctor", "--format=xml");
    assertThat(run.exitCode(), is(2));
    assertThat(run.err(), containsString("text or json"));
    assertThat(Run.maskbeam("doctor", "--nope=1").exitCode(), is(2));
  }

  private static void assertBroken(Run run, String why) {
    assertThat(run.err(), run.exitCode(), is(2));
    String problems = run.out().substring(run.out().indexOf("PROBLEMS"));
    assertThat(problems, containsString(why));
    assertThat(run.out(), containsString("Apache Beam"));
    assertThat(run.out(), not(containsString("\tat ")));
  }

  private static JsonNode model(String name) throws IOException {
    JsonNode report =
        json(
            Run.maskbeam(
                "doctor", "--format=json", "--model=" + SharedFiles.shared("models/" + name)));
    assertThat(report.get("inference").get("wall ms").doubleValue(), greaterThan(0.1));
    assertThat(report.get("runtime").get("delegate").asText(), containsString("XNNPack"));
    return report.get("model");
  }

  private static JsonNode json(Run run) throws IOException {
    assertThat(run.err(), run.exitCode(), is(0));
    return new ObjectMapper().readTree(run.out());
  }
}
