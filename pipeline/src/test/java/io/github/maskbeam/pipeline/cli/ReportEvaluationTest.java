// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.cli;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.testing.ConfusionSql;
import io.github.maskbeam.pipeline.testing.EvaluatedScenes;
import io.github.maskbeam.pipeline.testing.MaskFiles;
import io.github.maskbeam.pipeline.testing.ReportData;
import io.github.maskbeam.pipeline.testing.Run;
import io.github.maskbeam.pipeline.testing.Tables;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The evaluation in the report, from {@code segment} and {@code evaluate} to the page's data. */
class ReportEvaluationTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @TempDir private Path directory;
  private EvaluatedScenes scenes;
  private Path json;

  @BeforeEach
  void segment() throws IOException {
    scenes = EvaluatedScenes.segment(directory);
    json = scenes.output().resolve("evaluation/evaluation.json");
  }

  @Test
  void theReportSaysWhatTheEvaluationSays() throws Exception {
    assertThat("without an evaluation", report().has("evaluation"), is(false));
    JsonNode expected = evaluate();
    JsonNode data = report();
    JsonNode section = data.path("evaluation");
    assertThat(section.path("state").asText(), is("CURRENT"));
    for (String metric :
        List.of(
            "miou",
            "pixel_accuracy",
            "mean_accuracy",
            "boundary_iou",
            "images",
            "counted_px",
            "predicted_void_px")) {
      assertThat(metric, section.get(metric), is(expected.get(metric)));
    }
    List<String> occurring = new ArrayList<>();
    for (JsonNode row : expected.path("per_class")) {
      if (row.path("union_px").asLong() > 0) {
        occurring.add(row.path("class_id") + " " + row.path("iou") + " " + row.path("accuracy"));
      }
    }
    List<String> shown = new ArrayList<>();
    for (JsonNode row : section.path("classes")) {
      shown.add(row.path("id") + " " + row.path("iou") + " " + row.path("accuracy"));
    }
    assertThat(shown, is(occurring));
    assertRowsAddUp(section.path("confusion"));
    try (Tables tables = Tables.of(scenes.output())) {
      assertThat(
          section.path("worst").findValuesAsText("id"),
          is(
              tables.rows(
                  "SELECT image_id FROM "
                      + ConfusionSql.table(scenes.output(), "images")
                      + " ORDER BY miou, image_uri")));
    }
    assertThat(
        data.path("gallery").findValuesAsText("uri"), hasItem(section.at("/worst/0/uri").asText()));
  }

  @Test
  void anEvaluationOfOtherMasksIsNotShownAsValid() throws IOException {
    evaluate();
    segmentAgain();
    assertThat(report().at("/evaluation/state").asText(), is("EARLIER_RUN"));
    assertThat(report().at("/evaluation").has("miou"), is(true));
    segmentAgain("--minConfidence=0.8", "--overwrite");
    assertThat(report().path("evaluation"), is(onlyState("OTHER_SETTINGS")));
    JsonNode expected = evaluate();
    JsonNode section = report().path("evaluation");
    assertThat(section.path("state").asText(), is("CURRENT"));
    assertThat(section.path("predicted_void_px").asLong(), greaterThan(1000L));
    assertThat(
        section.path("miou_without_predicted_void"),
        is(expected.path("miou_without_predicted_void")));
    assertRowsAddUp(section.path("confusion"));
  }

  @Test
  void whatIsNotRecordedOrContradictsIsSaid() throws IOException {
    evaluate();
    String whole = Files.readString(json);
    ObjectNode record = (ObjectNode) MAPPER.readTree(whole);
    record.remove("evaluated_run");
    Files.writeString(json, record.toString());
    assertThat(report().at("/evaluation/state").asText(), is("UNRECORDED"));
    record = (ObjectNode) MAPPER.readTree(whole);
    record.putArray("contradictions").add("a contradiction");
    Files.writeString(json, record.toString());
    assertThat(report().path("evaluation"), is(onlyState("INCONSISTENT")));
  }

  @Test
  void aDamagedEvaluationIsRefused() throws IOException {
    evaluate();
    Path table = scenes.output().resolve("evaluation/confusion/part-00000-of-00001.parquet");
    byte[] whole = Files.readAllBytes(table);
    Files.write(table, new byte[whole.length]);
    assertRefused(2, ProblemCode.TABLES_DAMAGED);
    Files.delete(table);
    assertRefused(4, ProblemCode.OUTPUT_INCONSISTENT);
    Files.write(table, whole);
    String record = Files.readString(json);
    Files.writeString(json, "{");
    assertRefused(4, ProblemCode.OUTPUT_INCONSISTENT);
    Run query = Run.maskbeam("query", scenes.output().toString(), "--coverage");
    assertThat(query.err(), query.exitCode(), is(4));
    assertThat(query.codes(), contains(ProblemCode.OUTPUT_INCONSISTENT));
    Files.writeString(json, record);
    assertThat(report().at("/evaluation/state").asText(), is("CURRENT"));
  }

  @Test
  void theConfusionOfManyClassesIsBounded() throws IOException {
    Path truth = Files.createDirectories(directory.resolve("stripes"));
    Path mask = MaskFiles.byImageId(scenes.output()).values().iterator().next();
    String stem = mask.getFileName().toString().replaceAll("-[0-9a-f]+\\.png$", "");
    BufferedImage size = ImageIO.read(mask.toFile());
    BufferedImage stripes =
        new BufferedImage(size.getWidth(), size.getHeight(), BufferedImage.TYPE_BYTE_GRAY);
    for (int y = 0; y < size.getHeight(); y++) {
      for (int x = 0; x < size.getWidth(); x++) {
        // Class 40 has one pixel, the others whole columns.
        stripes.getRaster().setSample(x, y, 0, x + y == 0 ? 40 : x % 40);
      }
    }
    ImageIO.write(stripes, "png", truth.resolve(stem + ".png").toFile());
    Run run = scenes.evaluate(truth);
    assertThat(run.codes(), contains(ProblemCode.GROUND_TRUTH_CLASSES_UNKNOWN));
    JsonNode section = report().path("evaluation");
    assertThat(section.path("classes").size(), is(41));
    JsonNode confusion = section.path("confusion");
    assertThat(confusion.path("ids").size(), is(20));
    assertThat(confusion.path("rows").size(), is(20));
    assertThat(confusion.path("left_out").asInt(), is(21));
    assertThat(confusion.path("ids").toString(), confusion.path("ids").get(19).asInt() < 40);
  }

  /** All classes are shown, so the columns of a row are all of its pixels. */
  private static void assertRowsAddUp(JsonNode confusion) {
    assertThat(confusion.path("left_out").asInt(), is(0));
    assertThat(confusion.path("rows").size(), greaterThan(4));
    for (JsonNode row : confusion.path("rows")) {
      long sum = row.path("void_px").asLong();
      for (JsonNode px : row.path("predicted_px")) {
        sum += px.asLong();
      }
      assertThat(sum, is(row.path("px").asLong()));
    }
  }

  private void assertRefused(int exitCode, ProblemCode code) throws IOException {
    Files.deleteIfExists(scenes.output().resolve("report.html"));
    Run run = Run.maskbeam("report", scenes.output().toString());
    assertThat(run.err(), run.exitCode(), is(exitCode));
    assertThat(run.codes(), contains(code));
    assertThat(run.problems().get(0).message(), containsString("Run 'maskbeam evaluate' again"));
    assertThat(Files.exists(scenes.output().resolve("report.html")), is(false));
  }

  private static JsonNode onlyState(String state) {
    return MAPPER.createObjectNode().put("state", state);
  }

  private JsonNode evaluate() throws IOException {
    Run run = scenes.evaluate(scenes.truth(), "--format=json");
    assertThat(run.err(), run.exitCode(), is(0));
    return EvaluatedScenes.json(run);
  }

  private void segmentAgain(String... more) {
    List<String> arguments = new ArrayList<>();
    arguments.add("segment");
    arguments.add("--input=" + directory.resolve("scenes") + "/*.jpg");
    arguments.add("--output=" + scenes.output());
    arguments.addAll(List.of(more));
    Run run = Run.maskbeam(arguments.toArray(new String[0]));
    assertThat(run.err(), run.exitCode(), is(0));
  }

  private JsonNode report() throws IOException {
    Run run = Run.maskbeam("report", scenes.output().toString());
    assertThat(run.err(), run.exitCode(), is(0));
    return ReportData.of(scenes.output().resolve("report.html"));
  }
}
