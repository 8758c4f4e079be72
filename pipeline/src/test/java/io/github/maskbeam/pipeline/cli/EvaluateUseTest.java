// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.cli;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.maskbeam.pipeline.errors.Problem;
import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.testing.ConfusionSql;
import io.github.maskbeam.pipeline.testing.EvaluatedScenes;
import io.github.maskbeam.pipeline.testing.MaskFiles;
import io.github.maskbeam.pipeline.testing.Run;
import io.github.maskbeam.pipeline.testing.Tables;
import io.github.maskbeam.schemas.Sha256;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What evaluate refuses, and what it tells of what cannot be compared. */
class EvaluateUseTest {
  @TempDir private static Path directory;
  private static EvaluatedScenes scenes;

  @BeforeAll
  static void segmentScenes() throws IOException {
    scenes = EvaluatedScenes.segment(directory);
  }

  @Test
  void whatCannotBeComparedHasARow() throws Exception {
    Path bad = Files.createDirectories(directory.resolve("bad/deeper"));
    Files.copy(scenes.truth().resolve("coast.png"), bad.resolve("coast.PNG"));
    ImageIO.write(
        new BufferedImage(8, 6, BufferedImage.TYPE_BYTE_GRAY),
        "png",
        bad.resolve("lake.png").toFile());
    Files.copy(directory.resolve("scenes/desert.jpg"), bad.resolve("desert.png"));
    Files.writeString(bad.resolve("nobody.png"), "");
    Run run = scenes.evaluate(directory.resolve("bad"), "--format=json");
    assertThat(run.exitCode(), is(3));
    assertThat(
        run.problems(),
        contains(
            Problem.of(
                ProblemCode.IMAGES_NOT_COMPARED,
                "2 images could not be compared with ground truth and are in no metric; the"
                    + " table images says why.")));
    JsonNode json = EvaluatedScenes.json(run);
    assertThat(json.get("images").asInt(), is(1));
    assertThat(json.get("images_failed").asInt(), is(2));
    assertThat(json.get("images_without_ground_truth").asInt(), is(5));
    assertThat(json.get("ground_truths_without_image").asInt(), is(1));
    try (Tables tables = Tables.of(scenes.output())) {
      String images = ConfusionSql.table(scenes.output(), "images");
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
          allOf(containsString("8 x 6"), containsString("1600 x 900")));
    }
  }

  @Test
  void nothingComparableIsNoCrash() throws Exception {
    Path bad = Files.createDirectories(directory.resolve("empty"));
    Files.writeString(bad.resolve("lake.png"), "");
    Run run = scenes.evaluate(bad, "--format=json");
    assertThat(run.exitCode(), is(3));
    assertThat(EvaluatedScenes.json(run).get("miou").isNull(), is(true));
    assertThat(scenes.evaluate(bad).exitCode(), is(3));
  }

  @Test
  void oneOutputMustBeNamed() {
    String truth = "--groundTruth=" + scenes.truth();
    assertThat(
        Run.maskbeam("evaluate", truth).problems(),
        contains(
            Problem.of(
                ProblemCode.OUTPUT_MISSING,
                "The output is missing: use maskbeam evaluate OUT --groundTruth=DIR, where OUT is the"
                    + " --output of 'maskbeam segment'.")));
    assertThat(
        Run.maskbeam("evaluate", "a", "b", truth).problems(),
        contains(
            Problem.of(
                ProblemCode.SEVERAL_OUTPUTS,
                "Only one output can be evaluated at a time, but these are given: a, b. Write options as --name=value without a space.")));
  }

  @Test
  void badUseIsToldBeforeAnythingIsCompared() throws Exception {
    String output = scenes.output().toString();
    String truth = "--groundTruth=" + scenes.truth();
    refused(ProblemCode.OUTPUT_MISSING, "OUT", "evaluate", truth);
    refused(ProblemCode.SEVERAL_OUTPUTS, output + ", b", "evaluate", output, "b", truth);
    refused(ProblemCode.GROUND_TRUTH_MISSING, "--groundTruth=", "evaluate", output);
    refused(ProblemCode.RUN_NOT_FOUND, "/nowhere", "evaluate", directory + "/nowhere", truth);
    refused(ProblemCode.GROUND_TRUTH_EMPTY, "/nix", scenes.arguments(directory.resolve("nix")));
    refused(
        ProblemCode.OPTION_CHOICE_UNKNOWN,
        "--format=xml",
        scenes.arguments(scenes.truth(), "--format=xml"));
    refused(
        ProblemCode.STORAGE_NOT_FOUND,
        "x.txt",
        scenes.arguments(scenes.truth(), "--map=" + directory.resolve("x.txt")));
    refused(
        ProblemCode.OPTION_UNKNOWN,
        "'maskbeam evaluate --help'",
        scenes.arguments(scenes.truth(), "--mapp=x"));
    Path map = Files.writeString(directory.resolve("bad-map.txt"), "0 sky\n1 skyy\n");
    refused(
        ProblemCode.MAP_CLASS_UNKNOWN,
        "bad-map.txt, line 2: 'skyy'",
        scenes.arguments(scenes.truth(), "--map=" + map));
  }

  @Test
  void noMatchNamesAStemOfEachSide() throws Exception {
    Path other = Files.createDirectories(directory.resolve("other"));
    Files.copy(scenes.truth().resolve("coast.png"), other.resolve("coast_labels.png"));
    Run run = refused(ProblemCode.GROUND_TRUTH_NO_MATCH, "'coast'", scenes.arguments(other));
    assertThat(run.err(), containsString("'coast_labels'"));
  }

  @Test
  void twoGroundTruthsOfOneStemAreNamed() throws Exception {
    Path twice = Files.createDirectories(directory.resolve("twice"));
    for (String sub : List.of("class", "object")) {
      Files.createDirectories(twice.resolve(sub));
      Files.copy(scenes.truth().resolve("coast.png"), twice.resolve(sub).resolve("coast.png"));
    }
    Run run = refused(ProblemCode.GROUND_TRUTH_STEM_REPEATED, "'coast'", scenes.arguments(twice));
    for (String truth : List.of("class/coast.png", "object/coast.png")) {
      assertThat(run.err(), containsString(twice.resolve(truth).toString()));
    }
  }

  @Test
  void twoImagesOfOneStemAreNamed() throws Exception {
    Path images = Files.createDirectories(directory.resolve("images/a"));
    Path more = Files.createDirectories(directory.resolve("images/b"));
    Files.copy(directory.resolve("scenes/river.jpg"), images.resolve("river.jpg"));
    Files.copy(directory.resolve("scenes/river.jpg"), more.resolve("river.jpg"));
    Path other = directory.resolve("out2");
    Run.maskbeam("segment", "--input=" + directory + "/images/*/*.jpg", "--output=" + other);
    Run run =
        refused(
            ProblemCode.IMAGE_STEM_REPEATED,
            "'river'",
            "evaluate",
            other.toString(),
            "--groundTruth=" + scenes.truth());
    assertThat(run.err(), containsString(images.resolve("river.jpg").toString()));
  }

  /** Each image is compared with its own ground truth: only one of them is right. */
  @Test
  void equalStemsAreMatchedByPath() throws Exception {
    Path photos = directory.resolve("sites/photos");
    Path truth = directory.resolve("sites/truth");
    for (String scene : List.of("coast", "lake")) {
      Files.createDirectories(photos.resolve(scene));
      Files.createDirectories(truth.resolve(scene));
      Files.copy(
          directory.resolve("scenes/" + scene + ".jpg"), photos.resolve(scene).resolve("1.jpg"));
      Files.copy(scenes.truth().resolve(scene + ".png"), truth.resolve(scene).resolve("1.png"));
    }
    Path out = directory.resolve("sites/out");
    Run.maskbeam("segment", "--input=" + photos + "/**", "--output=" + out);
    Run run =
        Run.maskbeam(
            "evaluate",
            out.toString(),
            "--groundTruth=" + truth,
            "--matchBy=path",
            "--format=json");
    assertThat(run.err(), run.exitCode(), is(0));
    JsonNode json = EvaluatedScenes.json(run);
    assertThat(json.get("images").asInt(), is(2));
    assertThat(json.get("matched_by").asText(), is("path"));
    try (Tables tables = Tables.of(out)) {
      assertThat(
          tables.rows(
              "SELECT split_part(image_uri, '/', -2), split_part(ground_truth_uri, '/', -2) FROM "
                  + ConfusionSql.table(out, "images")
                  + " ORDER BY 1"),
          contains("coast|coast", "lake|lake"));
    }
  }

  @Test
  void anUnknownWayToMatchIsRefused() {
    Run run = scenes.evaluate(scenes.truth(), "--matchBy=name");
    assertThat(
        run.problems(),
        contains(
            Problem.of(
                ProblemCode.OPTION_CHOICE_UNKNOWN,
                "--matchBy=name is unknown; use one of stem or path.")));
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

  @Test
  void anImageWithoutAMaskHasARow() throws Exception {
    Path images = Files.createDirectories(directory.resolve("damaged"));
    byte[] whole = Files.readAllBytes(directory.resolve("scenes/river.jpg"));
    Files.write(images.resolve("river.jpg"), whole);
    Files.write(images.resolve("lake.jpg"), Arrays.copyOf(whole, whole.length / 2));
    Files.write(images.resolve("coast.jpg"), whole);
    Path output = directory.resolve("out3");
    Run.maskbeam("segment", "--input=" + images + "/*.jpg", "--output=" + output);
    Files.delete(
        MaskFiles.byImageId(output).get(Sha256.imageId(images.resolve("river.jpg").toString())));
    Run run = Run.maskbeam("evaluate", output.toString(), "--groundTruth=" + scenes.truth());
    assertThat(run.exitCode(), is(3));
    assertThat(
        run.out(), allOf(containsString("NOT_SEGMENTED"), containsString(images + "/lake.jpg")));
    try (Tables tables = Tables.of(output)) {
      assertThat(
          tables.rows(
              "SELECT parse_filename(image_uri), failure_code FROM "
                  + ConfusionSql.table(output, "images")
                  + " ORDER BY 1"),
          is(
              List.of(
                  "coast.jpg|SIZE_DIFFERS",
                  "lake.jpg|NOT_SEGMENTED",
                  "river.jpg|MASK_UNREADABLE")));
    }
  }

  private static Run refused(ProblemCode code, String value, String... arguments) {
    Run run = Run.maskbeam(arguments);
    assertThat(run.err(), run.codes(), contains(code));
    assertThat(run.err(), containsString(value));
    assertThat(run.exitCode(), is(2));
    assertThat(run.out(), is(""));
    assertThat(run.err(), not(containsString("Exception")));
    return run;
  }
}
