// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.cli;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.maskbeam.pipeline.demo.DemoScenes;
import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.testing.ReportData;
import io.github.maskbeam.pipeline.testing.Run;
import io.github.maskbeam.pipeline.testing.Tables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Confidences in the report, and {@code --sort=confidence}. */
class ReportConfidenceTest {
  private static final String LEAST_CONFIDENT =
      "SELECT image_id || '|' || sum(mean_confidence * area_px) / sum(area_px) FROM class_areas"
          + " GROUP BY image_id ORDER BY sum(mean_confidence * area_px) / sum(area_px)";

  @TempDir private Path directory;
  private Path output;

  @BeforeEach
  void draw() throws IOException {
    DemoScenes.copyTo(directory.resolve("scenes"));
    output = directory.resolve("out");
  }

  @Test
  void theLeastConfidentImagesOfTheRunComeFirst() throws Exception {
    segment("--confidence=mean");
    List<String> expected;
    try (Tables tables = Tables.of(output)) {
      expected = tables.rows(LEAST_CONFIDENT);
    }
    assertThat(expected, hasSize(8));
    JsonNode data = report("--sort=confidence", "--gallery=3");
    assertThat(data.path("gallery_order").asText(), is("CONFIDENCE"));
    assertThat(data.path("gallery").size(), is(3));
    for (int i = 0; i < 3; i++) {
      String[] row = expected.get(i).split("\\|", -1);
      JsonNode tile = data.path("gallery").get(i);
      assertThat(tile.path("id").asText(), is(row[0]));
      assertThat(
          tile.path("mean_confidence").asDouble(), closeTo(Double.parseDouble(row[1]), 1e-9));
    }
    assertThat(report("--sort=Confidence", "--gallery=0").path("gallery").size(), is(0));

    JsonNode byClasses = report();
    assertThat(byClasses.path("gallery_order").asText(), is("CLASSES"));
    assertThat(byClasses.path("gallery"), is(report("--sort=classes").path("gallery")));
    assertThat(
        byClasses.path("gallery").findValuesAsText("uri"),
        is(not(report("--sort=confidence").path("gallery").findValuesAsText("uri"))));
    assertThat(byClasses.path("gallery").get(0).has("mean_confidence"), is(true));
  }

  @Test
  void whatWasNotMeasuredIsRefused() throws IOException {
    segment();
    Run run = Run.maskbeam("report", output.toString(), "--sort=confidence");
    assertThat(run.exitCode(), is(2));
    assertThat(run.codes(), contains(ProblemCode.CONFIDENCE_NOT_MEASURED));
    assertThat(
        run.problems().get(0).message(), containsString("--confidence=mean and --overwrite"));
    assertThat(Files.exists(output.resolve("report.html")), is(false));
    segment("--confidence=mean", "--overwrite");
    report("--sort=confidence");
  }

  @Test
  void anUnknownOrderIsRefused() throws IOException {
    Run run = Run.maskbeam("report", output.toString(), "--sort=size");
    assertThat(run.exitCode(), is(2));
    assertThat(run.codes(), contains(ProblemCode.OPTION_CHOICE_UNKNOWN));
    assertThat(
        run.problems().get(0).message(),
        is("--sort=size is unknown; use one of classes or confidence."));
  }

  @Test
  void withoutConfidenceTilesHaveNone() throws IOException {
    segment();
    for (JsonNode tile : report().path("gallery")) {
      assertThat(tile.has("mean_confidence"), is(false));
    }
  }

  private void segment(String... more) {
    List<String> arguments = new ArrayList<>();
    arguments.add("segment");
    arguments.add("--input=" + directory.resolve("scenes") + "/*");
    arguments.add("--output=" + output);
    arguments.addAll(List.of(more));
    Run run = Run.maskbeam(arguments.toArray(new String[0]));
    assertThat(run.err(), run.exitCode(), is(0));
  }

  private JsonNode report(String... more) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("report", output.toString()));
    arguments.addAll(List.of(more));
    Run run = Run.maskbeam(arguments.toArray(new String[0]));
    assertThat(run.err(), run.exitCode(), is(0));
    return ReportData.of(output.resolve("report.html"));
  }
}
