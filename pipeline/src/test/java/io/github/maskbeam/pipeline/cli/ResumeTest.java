// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.cli;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.github.maskbeam.pipeline.errors.Problem;
import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.testing.Landscapes;
import io.github.maskbeam.pipeline.testing.MaskFiles;
import io.github.maskbeam.pipeline.testing.Run;
import io.github.maskbeam.pipeline.testing.RunCounts;
import io.github.maskbeam.pipeline.testing.Tables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs again on an output: what is done stays done, and what changed is done again. */
class ResumeTest {
  @TempDir private Path directory;
  private Path photos;
  private Path output;

  @BeforeEach
  void drawPictures() throws IOException {
    photos = Files.createDirectories(directory.resolve("photos"));
    output = directory.resolve("out");
    for (String name : List.of("a", "b", "c")) {
      Landscapes.landscape(photos.resolve(name + ".png"), 60, 40, 20);
    }
    Files.writeString(photos.resolve("notes.txt"), "not an image");
  }

  @Test
  void aFinishedOutputCostsNoInferenceAndGivesTheSameTables() throws Exception {
    assertThat(segment().exitCode(), is(0));
    assertThat(counts("inferences", "already_done", "already_failed"), is(List.of(3, 0, 0)));
    List<List<String>> tables = tables();
    List<String> files = MaskFiles.below(output);
    Map<String, FileTime> times = maskTimes();

    Run second = segment();
    assertThat(second.err(), second.exitCode(), is(0));
    assertThat(RunCounts.images(output), is(List.of(4, 3, 1)));
    assertThat(counts("inferences", "already_done", "already_failed"), is(List.of(0, 3, 1)));
    assertThat("timings too", tables(), is(tables));
    assertThat(MaskFiles.below(output), is(files));
    assertThat("no mask was written again", maskTimes(), is(times));
  }

  @Test
  void tablesThatAreGoneAreRebuiltFromTheMasks() throws Exception {
    segment();
    List<List<String>> tables = tables();
    deleteTree(output.resolve("tables"));
    Files.delete(output.resolve("run.json"));
    assertThat(segment().exitCode(), is(0));
    assertThat(counts("inferences"), is(List.of(0)));
    assertThat(tables(), is(tables));
  }

  @Test
  void onlyWhatIsMissingIsSegmented() throws Exception {
    segment();
    Files.delete(maskOf("b"));
    Files.write(maskOf("c"), Arrays.copyOf(Files.readAllBytes(maskOf("c")), 100));
    Landscapes.landscape(photos.resolve("d.png"), 60, 40, 0);
    segment();
    assertThat(counts("inferences", "already_done"), is(List.of(3, 1)));
    try (Tables tables = Tables.of(output)) {
      assertThat(tables.value("SELECT count(*) FROM images WHERE status = 'SUCCEEDED'"), is("4"));
    }
  }

  @Test
  void imagesWhoseContentChangedAreSegmentedAgain() throws Exception {
    Path manifest = Files.writeString(directory.resolve("uris.txt"), "photos/c.png");
    String[] arguments = {"--manifest=" + manifest};
    Path workingDirectory = Path.of("").toAbsolutePath();
    Files.writeString(manifest, workingDirectory.relativize(photos.resolve("c.png")).toString());
    segment(arguments);
    // Another size; the same size at another time, also an earlier one; named by a manifest.
    Landscapes.landscape(photos.resolve("a.png"), 90, 40, 0);
    touch("b", -3_600_000);
    segment(arguments);
    assertThat(counts("inferences", "already_done"), is(List.of(2, 1)));
    touch("c", 2_000);
    segment(arguments);
    assertThat(counts("inferences", "already_done"), is(List.of(1, 2)));
    try (Tables tables = Tables.of(output)) {
      assertThat(
          tables.value("SELECT width_px FROM images WHERE image_uri LIKE '%a.png'"), is("90"));
    }
  }

  @Test
  void anImageThatBrokeLosesItsMaskAndOneThatWasMendedItsFailure() throws Exception {
    segment();
    Path a = photos.resolve("a.png");
    byte[] whole = Files.readAllBytes(a);
    Files.write(a, Arrays.copyOf(whole, whole.length / 2));
    assertThat(segment("--maxFailureFraction=1").exitCode(), is(0));
    assertThat(stems("masks"), contains("b", "c"));
    assertThat(stems("failures"), contains("a", "notes"));
    Files.write(a, whole);
    assertThat(segment().exitCode(), is(0));
    assertThat(stems("masks"), contains("a", "b", "c"));
    assertThat(stems("failures"), contains("notes"));
  }

  @Test
  void failedImagesAreTriedAgainOnlyWhenAsked() throws Exception {
    Path manifest = Files.writeString(directory.resolve("uris.txt"), directory + "/later.png\n");
    segment("--manifest=" + manifest, "--maxFailureFraction=1");
    segment("--manifest=" + manifest, "--maxFailureFraction=1");
    assertThat(counts("failed", "already_failed"), is(List.of(2, 2)));
    Run retried = segment("--manifest=" + manifest, "--retryFailed", "--maxFailureFraction=1");
    assertThat(retried.out(), containsString("--retryFailed"));
    assertThat(counts("failed", "already_failed"), is(List.of(2, 0)));
    // What was not found and is there now has changed.
    Landscapes.landscape(directory.resolve("later.png"), 60, 40, 0);
    segment("--manifest=" + manifest, "--maxFailureFraction=1");
    assertThat(counts("failed", "already_failed", "inferences"), is(List.of(1, 1, 1)));
  }

  @Test
  void anotherConfigurationIsRefusedAndOverwriteReplaces() throws Exception {
    segment();
    List<String> files = MaskFiles.below(output);
    Run other = segment("--fit=letterbox", "--normalization=100,50");
    assertThat(other.exitCode(), is(2));
    assertThat(other.codes(), contains(ProblemCode.OUTPUT_SETTINGS_DIFFER));
    for (String setting : List.of("fit", "STRETCH", "LETTERBOX", "normalization", "100")) {
      assertThat(other.err(), containsString(setting));
    }
    assertThat("nothing was touched", MaskFiles.below(output), is(files));
    assertThat(counts("inferences"), is(List.of(3)));

    assertThat(segment("--fit=letterbox", "--overwrite").exitCode(), is(0));
    assertThat(counts("inferences", "failed", "already_done"), is(List.of(3, 1, 0)));
    // The same command again goes on where it was.
    assertThat(segment("--fit=letterbox", "--overwrite").exitCode(), is(0));
    assertThat(counts("inferences", "already_done"), is(List.of(0, 3)));
    try (Tables tables = Tables.of(output)) {
      assertThat(tables.value("SELECT count(DISTINCT config_sha256) FROM images"), is("1"));
    }
  }

  @Test
  void anotherConfigurationIsRefusedAlsoWithoutRunJson() throws Exception {
    segment();
    Files.delete(output.resolve("run.json"));
    Run other = segment("--fit=letterbox");
    assertThat(other.exitCode(), is(2));
    assertThat(other.codes(), contains(ProblemCode.OUTPUT_SETTINGS_DIFFER));
  }

  @Test
  void whereRunJsonCannotBeReadAMaskDecides() throws Exception {
    segment();
    Files.writeString(output.resolve("run.json"), "{\"state\": \"FINISHED\", \"model\": 5}");
    assertThat(segment("--fit=letterbox").exitCode(), is(2));
    assertThat(segment().exitCode(), is(0));
    assertThat(counts("inferences", "already_done"), is(List.of(0, 3)));
  }

  @Test
  void masksOfImagesThatAreNoInputAnyMoreAreToldAndNotCounted() throws Exception {
    segment();
    Files.delete(photos.resolve("b.png"));
    Run run = segment();
    assertThat(run.err(), run.exitCode(), is(0));
    assertThat(counts("masks_of_other_images", "images_listed"), is(List.of(1, 3)));
    try (Tables tables = Tables.of(output)) {
      assertThat(tables.value("SELECT count(*) FROM images"), is("3"));
      assertThat(
          tables.value("SELECT count(*) FROM class_areas WHERE image_uri LIKE '%b.png'"), is("0"));
    }
    assertThat(stems("masks"), hasSize(3));
  }

  @Test
  void overlaysThatAreMissingAreMadeWithoutInference() throws Exception {
    segment();
    assertThat(segment("--overlay").exitCode(), is(0));
    assertThat(counts("inferences", "already_done"), is(List.of(0, 3)));
    assertThat(stems("overlays"), contains("a", "b", "c"));
    byte[] later = Files.readAllBytes(output.resolve("overlays").resolve(overlayOf("a")));
    Files.delete(maskOf("a"));
    segment("--overlay");
    assertThat(counts("inferences"), is(List.of(1)));
    assertThat(Files.readAllBytes(output.resolve("overlays").resolve(overlayOf("a"))), is(later));
    // Of an image that is gone since, the mask still counts.
    Files.delete(output.resolve("overlays").resolve(overlayOf("b")));
    Path manifest = Files.writeString(directory.resolve("uris.txt"), photos + "/b.png\n");
    Files.delete(photos.resolve("b.png"));
    assertThat(segment("--overlay", "--manifest=" + manifest).exitCode(), is(0));
    assertThat(stems("masks"), contains("a", "b", "c"));
    assertThat(stems("overlays"), contains("a", "c"));
  }

  private String overlayOf(String stem) throws IOException {
    return MaskFiles.below(output.resolve("overlays")).stream()
        .filter(file -> file.contains("/" + stem + "-"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void tooManyFailuresEndWithAnExitCodeAndCompleteOutputs() throws Exception {
    Run strict = segment("--maxFailureFraction=0.24");
    assertThat(strict.exitCode(), is(3));
    assertThat(
        strict.problems(),
        contains(
            Problem.of(
                ProblemCode.TOO_MANY_FAILURES,
                "1 of 4 images failed, more than --maxFailureFraction=0.24 allows; masks and tables are complete, and table images has the reasons.")));
    assertThat(strict.err(), not(containsString("Exception")));
    try (Tables tables = Tables.of(output)) {
      assertThat(tables.value("SELECT count(*) FROM images"), is("4"));
    }
    assertThat("at the limit is within it", segment("--maxFailureFraction=0.25").exitCode(), is(0));
    Run outOfRange = segment("--maxFailureFraction=1.5");
    assertThat(outOfRange.exitCode(), is(2));
    assertThat(outOfRange.codes(), contains(ProblemCode.OPTION_OUT_OF_RANGE));
  }

  private Run segment(String... more) {
    List<String> arguments =
        new ArrayList<>(List.of("segment", "--input=" + photos + "/*", "--output=" + output));
    arguments.addAll(List.of(more));
    if (Arrays.stream(more).noneMatch(argument -> argument.startsWith("--maxFailureFraction"))) {
      arguments.add("--maxFailureFraction=0.5");
    }
    return Run.maskbeam(arguments.toArray(new String[0]));
  }

  private List<Integer> counts(String... names) throws IOException {
    return RunCounts.of(output, names);
  }

  private List<List<String>> tables() throws SQLException {
    try (Tables tables = Tables.of(output)) {
      return List.of(
          tables.rows("SELECT * FROM images ORDER BY ALL"),
          tables.rows("SELECT * FROM class_areas ORDER BY ALL"),
          tables.rows("SELECT * FROM class_coverage ORDER BY ALL"));
    }
  }

  private Map<String, FileTime> maskTimes() throws IOException {
    Map<String, FileTime> times = new TreeMap<>();
    for (Path mask : MaskFiles.byImageId(output).values()) {
      times.put(mask.toString(), Files.getLastModifiedTime(mask));
    }
    return times;
  }

  private Path maskOf(String stem) throws IOException {
    return MaskFiles.byImageId(output).values().stream()
        .filter(mask -> mask.getFileName().toString().startsWith(stem + "-"))
        .findFirst()
        .orElseThrow();
  }

  private List<String> stems(String kind) throws IOException {
    List<String> stems = new ArrayList<>();
    for (String file : MaskFiles.below(output.resolve(kind))) {
      stems.add(file.replaceAll(".*/(.*)-[0-9a-f]{32}\\.(png|json|jpg)", "$1"));
    }
    stems.sort(null);
    return stems;
  }

  private void touch(String name, long ms) throws IOException {
    Path file = photos.resolve(name + ".png");
    Files.setLastModifiedTime(
        file, FileTime.fromMillis(Files.getLastModifiedTime(file).toMillis() + ms));
  }

  private static void deleteTree(Path tree) throws IOException {
    for (String file : MaskFiles.below(tree)) {
      Files.delete(tree.resolve(file));
    }
  }
}
