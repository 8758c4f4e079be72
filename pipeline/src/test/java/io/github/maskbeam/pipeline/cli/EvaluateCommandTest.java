// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.cli;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.maskbeam.pipeline.demo.DemoScenes;
import io.github.maskbeam.pipeline.testing.ConfusionSql;
import io.github.maskbeam.pipeline.testing.MaskFiles;
import io.github.maskbeam.pipeline.testing.Run;
import io.github.maskbeam.pipeline.testing.Tables;
import io.github.maskbeam.schemas.Sha256;
import io.github.maskbeam.testing.SharedFiles;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Evaluates the masks of the drawn scenes, whose ground truth is known pixel for pixel. */
class EvaluateCommandTest {
  private static final double ROUNDING = 1e-12;

  @TempDir private static Path directory;
  private static Path output;
  private static Path truth;

  @BeforeAll
  static void segmentScenes() throws IOException {
    output = directory.resolve("out");
    truth = directory.resolve("truth");
    DemoScenes.draw(directory.resolve("scenes"));
    DemoScenes.drawGroundTruth(truth);
    Run run =
        Run.maskbeam(
            "segment", "--input=" + directory.resolve("scenes") + "/*.jpg", "--output=" + output);
    assertThat(run.err(), run.exitCode(), is(0));
  }

  @Test
  void metricsAreThoseOfTheConfusionMatrixBySql() throws Exception {
    JsonNode json = json(evaluate(truth, "--format=json"));
    try (Tables tables = Tables.of(output)) {
      ConfusionSql sql = new ConfusionSql(tables, output);
      assertThat(json.get("miou").asDouble(), closeTo(sql.meanIou(), ROUNDING));
      assertThat(json.get("pixel_accuracy").asDouble(), closeTo(sql.pixelAccuracy(), ROUNDING));
      assertThat(json.get("mean_accuracy").asDouble(), closeTo(sql.meanAccuracy(), ROUNDING));
      assertThat(
          json.get("frequency_weighted_iou").asDouble(),
          closeTo(sql.frequencyWeightedIou(), ROUNDING));
      assertThat(json.get("per_class").size(), is(8));
      for (JsonNode row : json.get("per_class")) {
        int classId = row.get("class_id").asInt();
        assertThat(row.get("iou").asDouble(), closeTo(sql.iou(classId), ROUNDING));
      }
      assertThat(
          tables.value(
              "SELECT count(*) FROM "
                  + ConfusionSql.table(output, "images")
                  + " WHERE pixel_accuracy = correct_px / counted_px AND void_px = 0"
                  + " AND boundary_iou < miou"),
          is("8"));
      assertThat(
          tables.value("SELECT sum(counted_px) FROM " + ConfusionSql.table(output, "images")),
          is(tables.value("SELECT sum(width_px * height_px) FROM images")));
    }
    // Measured: 0.937. The model knows these scenes; what it misses are thin things and edges.
    assertThat(json.get("miou").asDouble(), greaterThan(0.9));
    assertThat(json.get("images").asInt(), is(8));
  }

  @Test
  void theConfusionMatrixIsThatOfTheFilesPixelForPixel() throws Exception {
    evaluate(truth);
    Map<String, Path> masks = MaskFiles.byImageId(output);
    Map<String, Long> counted = new TreeMap<>();
    for (String scene : MaskFiles.below(truth)) {
      String image = directory.resolve("scenes/" + scene.replace(".png", ".jpg")).toString();
      BufferedImage mask = ImageIO.read(masks.get(Sha256.imageId(image)).toFile());
      BufferedImage expected = ImageIO.read(truth.resolve(scene).toFile());
      for (int y = 0; y < mask.getHeight(); y++) {
        for (int x = 0; x < mask.getWidth(); x++) {
          counted.merge(
              expected.getRaster().getSample(x, y, 0) + "|" + mask.getRaster().getSample(x, y, 0),
              1L,
              Long::sum);
        }
      }
    }
    List<String> rows = new ArrayList<>();
    counted.forEach((pair, px) -> rows.add(pair + "|" + px));
    try (Tables tables = Tables.of(output)) {
      assertThat(
          tables.rows(
              "SELECT ground_truth_class_id, predicted_class_id, px FROM "
                  + ConfusionSql.table(output, "confusion")
                  + " ORDER BY 1, 2"),
          is(rows));
    }
  }

  @Test
  void printsATableForPeople() throws Exception {
    Run run = evaluate(truth);
    assertThat(run.out(), startsWith("8 images compared with their ground truth, 0 could not be"));
    assertThat(run.out(), containsString("  id  class          IoU  boundary IoU  accuracy"));
    assertThat(run.out(), containsString("mean IoU                 0.9"));
    assertThat(run.out(), containsString("mean boundary IoU        0."));
    assertThat(run.out(), containsString("   6  sky         0.99"));
  }

  @Test
  void aSecondEvaluationReplacesTheFirst() throws Exception {
    evaluate(truth);
    List<String> files = MaskFiles.below(output.resolve("evaluation"));
    List<String> expected = new ArrayList<>();
    expected.add("classes/part-00000-of-00001.parquet");
    expected.add("confusion/part-00000-of-00001.parquet");
    expected.add("evaluation.json");
    for (int i = 0; i < 4; i++) {
      expected.add("images/part-0000" + i + "-of-00004.parquet");
    }
    assertThat(files, is(expected));
    Path some = Files.createDirectories(directory.resolve("some"));
    Files.copy(truth.resolve("coast.png"), some.resolve("coast.png"));
    Run second = evaluate(some);
    assertThat(second.exitCode(), is(0));
    assertThat(
        second.out(),
        containsString("7  images without ground truth, such as desert, lake, meadow"));
    assertThat(MaskFiles.below(output.resolve("evaluation")), is(expected));
    assertThat(Files.exists(output.resolve(".maskbeam-tmp")), is(false));
    try (Tables tables = Tables.of(output)) {
      assertThat(
          tables.value(
              "SELECT parse_filename(image_uri) || ' ' || parse_filename(ground_truth_uri) FROM "
                  + ConfusionSql.table(output, "images")),
          is("coast.jpg coast.png"));
    }
  }

  @Test
  void whatCannotBeComparedHasARow() throws Exception {
    Path bad = Files.createDirectories(directory.resolve("bad/deeper"));
    Files.copy(truth.resolve("coast.png"), bad.resolve("coast.PNG"));
    ImageIO.write(
        new BufferedImage(8, 6, BufferedImage.TYPE_BYTE_GRAY),
        "png",
        bad.resolve("lake.png").toFile());
    Files.copy(directory.resolve("scenes/desert.jpg"), bad.resolve("desert.png"));
    Files.writeString(bad.resolve("nobody.png"), "");
    Run run = evaluate(directory.resolve("bad"), "--format=json");
    assertThat(run.exitCode(), is(3));
    assertThat(run.err(), containsString("2 images could not be compared"));
    JsonNode json = json(run);
    assertThat(json.get("images").asInt(), is(1));
    assertThat(json.get("images_failed").asInt(), is(2));
    assertThat(json.get("images_without_ground_truth").asInt(), is(5));
    assertThat(json.get("ground_truths_without_image").asInt(), is(1));
    try (Tables tables = Tables.of(output)) {
      String images = ConfusionSql.table(output, "images");
      assertThat(
          tables.rows(
              "SELECT parse_filename(image_uri), status, failure_code, miou IS NULL FROM "
                  + images
                  + " ORDER BY 1"),
          is(
              List.of(
                  "coast.jpg|SUCCEEDED|null|false",
                  "desert.jpg|FAILED|GROUND_TRUTH_UNREADABLE|true",
                  "lake.jpg|FAILED|SIZE_DIFFERS|true")));
      assertThat(
          tables.value("SELECT failure_message FROM " + images + " WHERE image_uri LIKE '%lake%'"),
          allOf(containsString("8 x 6 pixels"), containsString("1600 x 900")));
    }
  }

  @Test
  void nothingComparableIsNoCrash() throws Exception {
    Path bad = Files.createDirectories(directory.resolve("empty"));
    Files.writeString(bad.resolve("lake.png"), "");
    Run run = evaluate(bad, "--format=json");
    assertThat(run.exitCode(), is(3));
    assertThat(json(run).get("miou").isNull(), is(true));
    assertThat(evaluate(bad).out(), containsString("mean IoU                 -"));
  }

  @Test
  void aMapTranslatesTheGroundTruth() throws Exception {
    // Ground truth in which every label id is 100 more than the class id.
    Path shifted = Files.createDirectories(directory.resolve("shifted"));
    BufferedImage coast = ImageIO.read(truth.resolve("coast.png").toFile());
    for (int y = 0; y < coast.getHeight(); y++) {
      for (int x = 0; x < coast.getWidth(); x++) {
        coast.getRaster().setSample(x, y, 0, 100 + coast.getRaster().getSample(x, y, 0));
      }
    }
    ImageIO.write(coast, "png", shifted.resolve("coast.png").toFile());
    Run unmapped = evaluate(shifted, "--format=json");
    assertThat(json(unmapped).get("miou").asDouble(), is(0.0));
    assertThat(unmapped.err(), containsString("the model has no class for: 101, 102, 103"));

    StringBuilder text = new StringBuilder("* void\n");
    JsonNode classes = json(unmapped).get("per_class");
    for (int id = 0; id < 6; id++) {
      text.append(100 + id).append(' ').append(classes.get(id).get("class_name").asText());
      text.append('\n');
    }
    Path map = Files.writeString(directory.resolve("map.txt"), text);
    JsonNode mapped = json(evaluate(shifted, "--format=json", "--map=" + map));
    assertThat(mapped.get("per_class").get(4).get("iou").asDouble(), greaterThan(0.9));
    // Sky and building are among the others.
    assertThat(mapped.get("per_class").get(6).get("ground_truth_px").asLong(), is(0L));
    assertThat(classes.get(12).get("class_name").asText(), is("class_106"));
    assertThat(
        mapped.get("void_px").asLong(),
        is(
            classes.get(12).get("ground_truth_px").asLong()
                + classes.get(13).get("ground_truth_px").asLong()));
  }

  @Test
  void badUseIsToldBeforeAnythingIsCompared() throws Exception {
    refused("No output is named", "evaluate", "--groundTruth=" + truth);
    refused("One output", "evaluate", output.toString(), "b", "--groundTruth=" + truth);
    refused("No ground truth is named", "evaluate", output.toString());
    refused("nowhere", "evaluate", directory + "/nowhere", "--groundTruth=" + truth);
    refused("has no PNG", "evaluate", output.toString(), "--groundTruth=" + directory + "/nix");
    refused(
        "--format=xml", "evaluate", output.toString(), "--groundTruth=" + truth, "--format=xml");
    refused("x.txt cannot be read", arguments(truth, "--map=" + directory.resolve("x.txt")));
    refused("'maskbeam evaluate --help'", arguments(truth, "--mapp=x"));
    Path map = Files.writeString(directory.resolve("bad-map.txt"), "0 sky\n1 skyy\n");
    refused("bad-map.txt, line 2: 'skyy' is no class", arguments(truth, "--map=" + map));
  }

  @Test
  void noMatchNamesAStemOfEachSide() throws Exception {
    Path other = Files.createDirectories(directory.resolve("other"));
    Files.copy(truth.resolve("coast.png"), other.resolve("coast_labels.png"));
    refused("an image is called 'coast' and a ground truth 'coast_labels'", arguments(other));
  }

  @Test
  void twoGroundTruthsOfOneStemAreNamed() throws Exception {
    Path twice = Files.createDirectories(directory.resolve("twice"));
    for (String sub : List.of("class", "object")) {
      Files.createDirectories(twice.resolve(sub));
      Files.copy(truth.resolve("coast.png"), twice.resolve(sub).resolve("coast.png"));
    }
    refused("Two ground truths have the stem 'coast'", arguments(twice));
    assertThat(
        Run.maskbeam(arguments(twice)).err(),
        containsString(
            twice.resolve("class/coast.png") + " and " + twice.resolve("object/coast.png")));
  }

  @Test
  void twoImagesOfOneStemAreNamed() throws Exception {
    Path images = Files.createDirectories(directory.resolve("images/a"));
    Path more = Files.createDirectories(directory.resolve("images/b"));
    Files.copy(directory.resolve("scenes/river.jpg"), images.resolve("river.jpg"));
    Files.copy(directory.resolve("scenes/river.jpg"), more.resolve("river.jpg"));
    Path other = directory.resolve("out2");
    Run.maskbeam("segment", "--input=" + directory + "/images/*/*.jpg", "--output=" + other);
    refused(
        "Two images have the stem 'river', so it is not known which belong together: "
            + images.resolve("river.jpg"),
        "evaluate",
        other.toString(),
        "--groundTruth=" + truth);
  }

  @Test
  void helpTellsTheOptions() {
    Run help = Run.maskbeam("evaluate", "--help");
    assertThat(help.exitCode(), is(0));
    for (String option : List.of("--groundTruth=...", "--map=...", "--format=text", "--runner")) {
      assertThat(help.out(), containsString(option));
    }
    help.out().lines().forEach(line -> assertThat(line, line.length() <= 92, is(true)));
  }

  /** As it was measured by another program: mean IoU of 60 photographs, stretched, 0.489. */
  @Test
  void photographsOfVoc() throws Exception {
    Path voc = SharedFiles.shared("images/voc");
    Path photographs = directory.resolve("voc");
    Run segmented =
        Run.maskbeam(
            "segment",
            "--input=" + voc + "/JPEGImages/*.jpg",
            "--model=" + SharedFiles.shared("models/deeplabv3_257_mv_gpu.tflite"),
            "--output=" + photographs);
    assertThat(segmented.err(), segmented.exitCode(), is(0));
    Run run =
        Run.maskbeam(
            "evaluate",
            photographs.toString(),
            "--groundTruth=" + voc + "/SegmentationClass",
            "--format=json");
    JsonNode json = json(run);
    assertThat(json.get("images").asInt(), is(60));
    assertThat(json.get("miou").asDouble(), closeTo(0.489, 0.0005));
    assertThat(json.get("void_px").asLong(), greaterThan(0L));
    try (Tables tables = Tables.of(photographs)) {
      ConfusionSql sql = new ConfusionSql(tables, photographs);
      assertThat(json.get("miou").asDouble(), closeTo(sql.meanIou(), ROUNDING));
      assertThat(json.get("mean_accuracy").asDouble(), closeTo(sql.meanAccuracy(), ROUNDING));
    }
  }

  private static Run evaluate(Path groundTruth, String... more) {
    return Run.maskbeam(arguments(groundTruth, more));
  }

  private static String[] arguments(Path groundTruth, String... more) {
    List<String> arguments = new ArrayList<>();
    arguments.add("evaluate");
    arguments.add(output.toString());
    arguments.add("--groundTruth=" + groundTruth);
    arguments.addAll(List.of(more));
    return arguments.toArray(new String[0]);
  }

  /** Standard output is one JSON object and nothing else. */
  private static JsonNode json(Run run) throws IOException {
    JsonNode json =
        new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .readTree(run.out());
    assertThat(run.out(), json.isObject(), is(true));
    return json;
  }

  private static void refused(String problem, String... arguments) {
    Run run = Run.maskbeam(arguments);
    assertThat(run.err(), containsString(problem));
    assertThat(run.exitCode(), is(2));
    assertThat(run.out(), is(""));
    assertThat(run.err(), not(containsString("Exception")));
  }
}
