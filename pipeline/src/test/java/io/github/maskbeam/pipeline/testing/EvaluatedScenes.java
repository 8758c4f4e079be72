// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.testing;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.maskbeam.pipeline.demo.DemoScenes;
import io.github.maskbeam.pipeline.demo.DrawnScenes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The scenes of the demonstration, segmented by the demonstration model, beside their ground truth.
 */
public final class EvaluatedScenes {
  private final Path output;
  private final Path truth;

  private EvaluatedScenes(Path output, Path truth) {
    this.output = output;
    this.truth = truth;
  }

  /** Writes the scenes into {@code scenes} and their ground truth into another directory. */
  public static EvaluatedScenes segment(Path directory) throws IOException {
    EvaluatedScenes scenes =
        new EvaluatedScenes(directory.resolve("out"), directory.resolve("truth"));
    DemoScenes.copyTo(directory.resolve("scenes"));
    DrawnScenes.drawGroundTruth(scenes.truth);
    Run run =
        Run.maskbeam(
            "segment",
            "--input=" + directory.resolve("scenes") + "/*.jpg",
            "--output=" + scenes.output);
    assertThat(run.err(), run.exitCode(), is(0));
    return scenes;
  }

  /** The output directory of the run. */
  public Path output() {
    return output;
  }

  /** The directory of ground truth, PNGs named as the scenes are. */
  public Path truth() {
    return truth;
  }

  /** Evaluates by this ground truth. */
  public Run evaluate(Path groundTruth, String... more) {
    return Run.maskbeam(arguments(groundTruth, more));
  }

  /** The arguments that evaluate by this ground truth. */
  public String[] arguments(Path groundTruth, String... more) {
    List<String> arguments = new ArrayList<>();
    arguments.add("evaluate");
    arguments.add(output.toString());
    arguments.add("--groundTruth=" + groundTruth);
    arguments.addAll(List.of(more));
    return arguments.toArray(new String[0]);
  }

  /** What was printed, which must be one JSON object and nothing else. */
  public static JsonNode json(Run run) throws IOException {
    JsonNode json =
        new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .readTree(run.out());
    assertThat(run.out(), json.isObject(), is(true));
    return json;
  }
}
