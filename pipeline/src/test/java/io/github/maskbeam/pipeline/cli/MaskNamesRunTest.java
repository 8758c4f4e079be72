// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.cli;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.github.maskbeam.output.OutputLayout;
import io.github.maskbeam.output.RunRecords;
import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.testing.GeoImages;
import io.github.maskbeam.pipeline.testing.Landscapes;
import io.github.maskbeam.pipeline.testing.MaskFiles;
import io.github.maskbeam.pipeline.testing.Run;
import io.github.maskbeam.schemas.RunRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --maskNames=stem}. */
class MaskNamesRunTest {
  @TempDir private Path directory;
  private Path x;
  private Path y;
  private Path output;

  @BeforeEach
  void draw() throws IOException {
    x = Files.createDirectories(directory.resolve("photos/x"));
    y = Files.createDirectories(directory.resolve("photos/y"));
    output = directory.resolve("out");
    Landscapes.landscape(x.resolve("a.png"), 64, 48, 24);
    Landscapes.landscape(y.resolve("b [1].png"), 50, 30, 20);
  }

  @Test
  void allCommandsFindMasksByTheNamesOfImages() throws Exception {
    GeoImages.geoTiff(x.resolve("geo.tif"), "EPSG:4326", 13, 52, 0.001);
    Files.writeString(y.resolve("broken.png"), "not an image");
    String[] options = {"--confidence=mask", "--overlay", "--maxFailureFraction=1"};
    assertOk(segment("photos/**", options));
    assertThat(
        MaskFiles.below(output.resolve("masks")),
        is(List.of("a.png", "b [1].png", "geo.pgw", "geo.png", "geo.png.aux.xml")));
    assertThat(
        MaskFiles.below(output.resolve("confidence")),
        is(List.of("a.png", "b [1].png", "geo.png")));
    assertThat(
        Files.readString(output.resolve("croissant.json")), containsString("\"masks/*.png\""));
    String uris = "SELECT mask_uri FROM images WHERE image_uri LIKE '%/a.png'";
    assertThat(
        Run.maskbeam("query", output.toString(), uris, "--format=csv").out(),
        is("mask_uri\r\n" + output.resolve("masks/a.png") + "\r\n"));

    assertOk(segment("photos/**", options));
    RunRecord again = RunRecords.read(OutputLayout.at(output.toString())).orElseThrow();
    assertThat(again.getCounts().getInferences(), is(0L));
    Path truth = Files.createDirectories(directory.resolve("truth"));
    Files.copy(output.resolve("masks/a.png"), truth.resolve("a.png"));
    Files.copy(output.resolve("masks/b [1].png"), truth.resolve("b [1].png"));
    Files.copy(output.resolve("masks/geo.png"), truth.resolve("geo.png"));
    assertOk(Run.maskbeam("evaluate", output.toString(), "--groundTruth=" + truth));
    assertOk(Run.maskbeam("report", output.toString()));
    String coco = "--to=" + directory.resolve("coco.json");
    assertOk(Run.maskbeam("export", output.toString(), "--as=coco", coco));
    assertOk(Run.maskbeam("verify", output.toString()));

    List<String> files = MaskFiles.below(output.resolve("masks"));
    for (String damaged : List.of("masks/a.png", "masks/geo.pgw", "confidence/b [1].png")) {
      Files.writeString(output.resolve(damaged), "damaged");
    }
    Run verified = Run.maskbeam("verify", output.toString());
    assertThat(verified.exitCode(), is(ExitCode.CONTRADICTION));
    assertThat(verified.err(), containsString("3 of 3 masks are missing or invalid"));
    assertOk(Run.maskbeam("verify", output.toString(), "--repair"));
    assertThat(MaskFiles.below(output.resolve("masks")), is(files));
    // A changed image that fails loses its masks.
    Files.writeString(x.resolve("geo.tif"), "not an image anymore");
    assertOk(segment("photos/**", options));
    assertThat(MaskFiles.below(output.resolve("masks")), is(List.of("a.png", "b [1].png")));
    assertThat(MaskFiles.below(output.resolve("confidence")), is(List.of("a.png", "b [1].png")));
  }

  @Test
  void imagesOfTheSameNameAreRefusedBeforeAnythingIsWritten() throws IOException {
    for (int i = 0; i < 60; i++) {
      Landscapes.landscape(x.resolve("image" + i + ".png"), 20, 10, 5);
    }
    for (String other : List.of("a.png", "A.png", "a.jpg")) {
      Landscapes.landscape(y.resolve(other), 20, 10, 5);
      Run clash = segment("photos/**");
      assertThat(clash.err(), clash.exitCode(), is(ExitCode.USAGE));
      assertThat(clash.codes(), contains(ProblemCode.MASK_NAME_UNUSABLE));
      assertThat(clash.err(), containsString(x.resolve("a.png") + " and " + y.resolve(other)));
      assertThat(clash.err(), not(containsString("\tat ")));
      assertThat(
          MaskFiles.below(output).stream().allMatch(file -> file.startsWith("model/")), is(true));
      Files.delete(y.resolve(other));
    }
    assertOk(segment("photos/**"));
    assertThat(MaskFiles.below(output.resolve("masks")), hasItems("a.png", "image59.png"));
  }

  @Test
  void namesThatMasksCannotHaveAreRefused() throws IOException {
    Landscapes.landscape(x.resolve("what?.png"), 20, 10, 5);
    Run refused = segment("photos/**");
    assertThat(refused.codes(), contains(ProblemCode.MASK_NAME_UNUSABLE));
    assertThat(refused.err(), containsString(x.resolve("what?.png").toString()));
  }

  @Test
  void masksOfEarlierRunsAreNotReplacedByThoseOfOtherImages() throws IOException {
    assertOk(segment("photos/x/*"));
    List<String> before = contents();
    for (String other : List.of("a.png", "A.png")) {
      Landscapes.landscape(y.resolve(other), 30, 10, 5);
      Run clash = segment("photos/y/*");
      assertThat(clash.err(), clash.exitCode(), is(ExitCode.USAGE));
      assertThat(clash.codes(), contains(ProblemCode.MASK_NAME_UNUSABLE));
      assertThat(clash.err(), containsString(y.resolve(other).toString()));
      assertThat(contents(), is(before));
      assertOk(Run.maskbeam("verify", output.toString()));
      Files.delete(y.resolve(other));
    }
    Run more = segment("photos/y/*");
    assertOk(more);
    assertThat(MaskFiles.below(output.resolve("masks")), is(List.of("a.png", "b [1].png")));
  }

  @Test
  void isASettingOfTheOutput() throws IOException {
    assertOk(segment("photos/**"));
    Run id = Run.maskbeam("segment", "--input=" + x + "/*", "--output=" + output);
    assertThat(id.codes(), contains(ProblemCode.OUTPUT_SETTINGS_DIFFER));
    assertThat(id.err(), containsString("maskNames \"STEM\""));
    Run overwritten =
        Run.maskbeam("segment", "--input=" + x + "/*", "--output=" + output, "--overwrite");
    assertThat(overwritten.codes(), contains(ProblemCode.OUTPUT_SETTINGS_DIFFER));
    assertThat(overwritten.err(), containsString("has masks of --maskNames=stem"));
    Files.delete(output.resolve("run.json"));
    assertThat(
        Run.maskbeam("segment", "--input=" + x + "/*", "--output=" + output).codes(),
        contains(ProblemCode.OUTPUT_SETTINGS_DIFFER));
    assertOk(segment("photos/**", "--overwrite", "--fit=letterbox"));
    assertThat(
        Run.maskbeam("segment", "--input=" + x + "/*", "--output=o", "--maskNames=hash").codes(),
        contains(ProblemCode.OPTION_CHOICE_UNKNOWN));
  }

  private List<String> contents() throws IOException {
    List<String> contents = new ArrayList<>();
    for (String file : MaskFiles.below(output)) {
      contents.add(file + " " + Files.getLastModifiedTime(output.resolve(file)));
    }
    return contents;
  }

  private Run segment(String pattern, String... options) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "segment",
                "--input=" + directory.resolve(pattern),
                "--output=" + output,
                "--maskNames=stem"));
    arguments.addAll(List.of(options));
    return Run.maskbeam(arguments.toArray(String[]::new));
  }

  private static void assertOk(Run run) {
    assertThat(run.err(), run.exitCode(), is(ExitCode.OK));
  }
}
