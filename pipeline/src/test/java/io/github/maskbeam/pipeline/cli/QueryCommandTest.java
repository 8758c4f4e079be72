// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.cli;

import static io.github.maskbeam.pipeline.cli.Query.assertRejected;
import static io.github.maskbeam.pipeline.cli.Query.copyTables;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import io.github.maskbeam.output.OutputLayout;
import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.testing.Commits;
import io.github.maskbeam.pipeline.testing.Landscapes;
import io.github.maskbeam.pipeline.testing.MaskFiles;
import io.github.maskbeam.pipeline.testing.Run;
import io.github.maskbeam.schemas.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be asked of a finished output. */
class QueryCommandTest {
  @TempDir private static Path directory;
  private static Path photos;
  private static Path output;

  @BeforeAll
  static void segment() throws IOException {
    photos = directory.resolve("photos");
    output = directory.resolve("out");
    Files.createDirectories(photos.resolve("more"));
    Landscapes.landscape(photos.resolve("half.png"), 640, 480, 240);
    Landscapes.landscape(photos.resolve("sky.png"), 100, 300, 165);
    Landscapes.landscape(photos.resolve("more/green.png"), 100, 300, 0);
    Landscapes.landscape(photos.resolve("more/half.png"), 320, 240, 120);
    Files.writeString(photos.resolve("notes.txt"), "not an image");
    Run run =
        Run.maskbeam(
            "segment", "--input=" + photos + "/**", "--output=" + output, "--maxFailureFraction=1");
    assertThat(run.err(), run.exitCode(), is(0));
  }

  @Test
  void withoutAQuestionShowsTheCoverageAndExamples() {
    Run run = query();
    assertThat(run.err(), run.exitCode(), is(0));
    List<String> lines = run.out().lines().collect(Collectors.toList());
    assertThat(lines.get(0), startsWith("class_name  images  area_percent"));
    assertThat(lines.get(1), startsWith("vegetation       4"));
    assertThat(lines.size(), is(3));
    assertThat(run.out(), is(query("--coverage").out()));
    List<String> examples =
        run.err().lines().filter(line -> line.startsWith("  ")).collect(Collectors.toList());
    assertThat(examples.size(), is(3));
    assertThat(examples.get(0), is("  maskbeam query " + output + " --cooccurrence"));
  }

  @Test
  void answersSqlOverAllViews() {
    Run run =
        query(
            "SELECT (SELECT count(*) FROM images) AS images, (SELECT count(*) FROM class_areas) AS"
                + " areas, (SELECT count(*) FROM class_coverage) AS classes,"
                + " (SELECT count(*) FROM failures) AS failures");
    assertThat(run.err(), run.exitCode(), is(0));
    assertThat(
        run.out(), is("images  areas  classes  failures\n     5      7        9         1\n"));
  }

  @Test
  void theLastOfSeveralStatementsIsPrinted() {
    Run run = query("CREATE TABLE numbers AS SELECT 7 AS n; SELECT n FROM numbers;");
    assertThat(run.out(), is("n\n7\n"));
  }

  @Test
  void topNamesTheImagesWithMostOfAClass() {
    Run run = query("--top=Sky", "--limit=2", "--format=csv");
    List<String> lines = run.out().lines().collect(Collectors.toList());
    assertThat(lines.size(), is(3));
    assertThat(lines.get(0), startsWith("image_uri,area_percent,area_px"));
    assertThat(lines.get(1), startsWith(photos.resolve("sky.png") + ",5"));
  }

  @Test
  void histogramCountsEverySegmentedImageOnce() {
    assertThat(
        query("--histogram=sky").out().lines().collect(Collectors.toList()),
        contains(
            "area_percent  images  bar",
            "absent             1  ##############",
            "0 to 10            0",
            "10 to 20           0",
            "20 to 30           0",
            "30 to 40           0",
            "40 to 50           0",
            "50 to 60           3  ########################################",
            "60 to 70           0",
            "70 to 80           0",
            "80 to 90           0",
            "90 to 100          0"));
    assertThat(
        query("--histogram=sky", "--format=csv").out(), startsWith("area_percent,images\r\n"));
  }

  @Test
  void cooccurrenceCountsPairs() {
    assertThat(
        query("--cooccurrence", "--format=csv").out(),
        is(
            "class_name,with_class,images,percent_of_class,percent_of_with_class\r\n"
                + "vegetation,sky,3,75.00,100.00\r\n"));
  }

  @Test
  void failuresSayWhy() {
    Run run = query("--failures");
    assertThat(run.out(), allOf(containsString("UNSUPPORTED_FORMAT"), containsString("notes.txt")));
    assertThat(run.out().lines().count(), is(2L));
  }

  @Test
  void anImageIsFoundByIdUriOrTheEndOfIt() {
    String uri = photos.resolve("more/half.png").toString();
    String byUri = query("--image=" + uri).out();
    assertThat(byUri, containsString("width_px        320"));
    assertThat(byUri, containsString("\nclass_name  area_percent"));
    assertThat(query("--image=" + Sha256.imageId(uri)).out(), is(byUri));
    assertThat(query("--image=more/half.png").out(), is(byUri));
    assertThat(query("--image=notes.txt", "--format=csv").out().lines().count(), is(2L));
    assertRejected(query("--image=half.png"), ProblemCode.IMAGE_AMBIGUOUS, " 2 ", uri);
    assertRejected(query("--image=alf.png"), ProblemCode.IMAGE_UNKNOWN, "alf.png", "half.png");
  }

  @Test
  void anOutputWhereAllFailedHasEmptyAnswers() {
    Path failed = directory.resolve("failed");
    Run.maskbeam("segment", "--input=" + photos + "/notes.txt", "--output=" + failed);
    Run coverage = Run.maskbeam("query", failed.toString(), "--coverage");
    assertThat(coverage.err(), coverage.exitCode(), is(0));
    assertThat(coverage.out().lines().count(), is(1L));
    assertThat(coverage.codes(), is(empty()));
    assertThat(
        Run.maskbeam("query", failed.toString(), "--top=sky", "--format=json").out(), is("[]\n"));
    assertThat(
        Run.maskbeam("query", failed.toString(), "--histogram=sky").out(),
        containsString("absent             0"));
    assertThat(Run.maskbeam("query", failed.toString(), "--cooccurrence").exitCode(), is(0));
    assertThat(
        Run.maskbeam("query", failed.toString(), "--failures").out(), containsString("notes.txt"));
  }

  @Test
  void evaluationsHaveViewsToo() throws Exception {
    Path evaluated = directory.resolve("evaluated");
    copyTables(output, evaluated);
    Files.copy(output.resolve("run.json"), evaluated.resolve("run.json"));
    Files.createDirectories(evaluated.resolve("evaluation/images"));
    String copy =
        "COPY (SELECT image_uri, i.rn / 10.0 AS miou, 0.5 AS pixel_accuracy FROM"
            + " (SELECT *, row_number() OVER (ORDER BY image_uri DESC) AS rn FROM images) i) TO '"
            + evaluated.resolve("evaluation/images/part-0.parquet")
            + "' (FORMAT parquet)";
    Run written = query(copy);
    assertThat(written.exitCode(), is(0));
    assertThat(written.err(), containsString(" 5 "));
    for (String table : List.of("classes", "confusion")) {
      Path copied = Files.createDirectories(evaluated.resolve("evaluation").resolve(table));
      Files.copy(
          evaluated.resolve("evaluation/images/part-0.parquet"), copied.resolve("part-0.parquet"));
    }
    Commits.commitEvaluation(OutputLayout.at(evaluated.toString()));
    List<String> worst =
        Run.maskbeam("query", evaluated.toString(), "--worst", "--limit=1", "--format=csv")
            .out()
            .lines()
            .collect(Collectors.toList());
    assertThat(
        worst,
        contains(
            "image_uri,miou_percent,pixel_accuracy_percent",
            photos.resolve("sky.png") + ",10.00,50.00"));
    assertThat(
        Run.maskbeam("query", evaluated.toString(), "SELECT nope").err(),
        containsString("  evaluation_images  image_uri, miou, pixel_accuracy"));
  }

  @Test
  void nothingIsLeftInTheOutput() throws IOException {
    List<String> before = MaskFiles.below(output);
    query("SELECT * FROM images ORDER BY processed_at");
    assertThat(MaskFiles.below(output), is(before));
  }

  @Test
  void helpListsTheQuestions() {
    Run help = Run.maskbeam("query", "--help");
    assertThat(help.exitCode(), is(0));
    assertThat(
        help.out().lines().map(String::strip).collect(Collectors.toList()),
        hasItem(startsWith("--top=CLASS")));
  }

  private static Run query(String... arguments) {
    return Query.of(output, arguments);
  }
}
