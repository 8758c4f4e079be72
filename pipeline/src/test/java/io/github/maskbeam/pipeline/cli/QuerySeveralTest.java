// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.cli;

import static io.github.maskbeam.pipeline.cli.Query.assertRejected;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.testing.Landscapes;
import io.github.maskbeam.pipeline.testing.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several outputs that are queried together. */
class QuerySeveralTest {
  @TempDir private static Path directory;
  private static String north;
  private static String south;

  @BeforeAll
  static void segment() throws IOException {
    Path photos = Files.createDirectories(directory.resolve("photos"));
    Landscapes.landscape(photos.resolve("half.png"), 640, 480, 240);
    Landscapes.landscape(photos.resolve("sky.png"), 100, 300, 165);
    Landscapes.landscape(photos.resolve("green.png"), 100, 300, 0);
    Files.writeString(photos.resolve("notes.txt"), "not an image");
    Path csv =
        Files.writeString(
            directory.resolve("north.csv"),
            "url,site\n"
                + photos.resolve("half.png")
                + ",a\n"
                + photos.resolve("sky.png")
                + ",b\n");
    Path jsonLines =
        Files.writeString(
            directory.resolve("south.jsonl"),
            String.format(
                "{\"url\": \"%s\", \"site\": 7, \"day\": 1}%n{\"url\": \"%s\"}%n",
                photos.resolve("green.png"), photos.resolve("notes.txt")));
    north = segment("north", "--manifest=" + csv, "--keepColumns=site");
    south = segment("south", "--manifest=" + jsonLines, "--keepColumns=site,day");
  }

  @Test
  void rowsOfAllOutputsNameTheirs() {
    Run run =
        Run.maskbeam(
            "query",
            north,
            south,
            "SELECT output, parse_filename(image_uri) AS image, site, day FROM images ORDER BY ALL",
            "--format=csv");
    assertThat(run.err(), run.exitCode(), is(0));
    assertThat(
        run.out(),
        is(
            String.join(
                "\r\n",
                "output,image,site,day",
                north + ",half.png,a,",
                north + ",sky.png,b,",
                south + ",green.png,7,1",
                south + ",notes.txt,,",
                "")));
    assertThat(run.codes(), contains(ProblemCode.COLUMN_TYPES_DIFFER));
    assertThat(run.err(), containsString("site of images (BIGINT, VARCHAR)"));
  }

  /** The same images in one run have the same coverage. */
  @Test
  void coverageIsThatOfAllImages() {
    String all = segment("all", "--input=" + directory.resolve("photos/**"));
    String rounded =
        "SELECT class_id, class_name, image_count, area_px, round(area_fraction, 12) AS area,"
            + " round(mean_image_fraction, 12) AS mean, max_image_fraction, area_m2,"
            + " area_m2_image_count FROM class_coverage ORDER BY class_id";
    String expected = Run.maskbeam("query", all, rounded).out();
    assertThat(expected, containsString("vegetation"));
    assertThat(Run.maskbeam("query", north, south, rounded).out(), is(expected));
    for (String question : new String[] {"--coverage", "--histogram=sky", "--cooccurrence"}) {
      assertThat(
          Run.maskbeam("query", north, south, question).out(),
          is(Run.maskbeam("query", all, question).out()));
    }
    assertThat(
        Run.maskbeam(
                "query",
                north,
                south,
                "SELECT sum(image_count) AS n FROM class_coverage_by_output WHERE output = '"
                    + south
                    + "'")
            .out(),
        is("n\n1\n"));
  }

  @Test
  void answersNameTheOutput() {
    assertThat(
        Run.maskbeam("query", north, south, "--top=vegetation", "--limit=1", "--format=csv").out(),
        startsWith("output,image_uri,area_percent,area_px,x_min,y_min,x_max,y_max\r\n" + south));
    assertThat(
        Run.maskbeam("query", north, south, "--failures", "--format=csv").out(),
        startsWith("output,failure_code,failure_stage,image_uri,failure_message\r\n" + south));
    Run image = Run.maskbeam("query", north, south + "/", "--image=sky.png");
    assertThat(image.err(), image.exitCode(), is(0));
    assertThat(image.out(), startsWith("column"));
    assertThat(image.out(), containsString("output          " + north));
  }

  @Test
  void imagesInTwoOutputsAreCountedAndToldApart() {
    String again =
        segment("again", "--input=" + directory.resolve("photos/half.png"), "--fit=letterbox");
    Run pairs = Run.maskbeam("query", north, again, "--cooccurrence", "--format=csv");
    assertThat(
        pairs.codes(),
        contains(ProblemCode.OUTPUTS_OF_DIFFERENT_SETTINGS, ProblemCode.IMAGES_IN_SEVERAL_OUTPUTS));
    assertThat(pairs.err(), containsString(" 1 image is in more than one of these outputs"));
    assertThat(pairs.out(), containsString("\r\nvegetation,sky,3,100.00,100.00\r\n"));
    Run image = Run.maskbeam("query", north, again, "--image=half.png", "--format=csv");
    assertThat(image.err(), image.out().lines().count(), is(5L));
    assertThat(Run.maskbeam("query", north, "SELECT 1 AS n").codes(), is(empty()));
  }

  @Test
  void outputsThatCannotBeCombinedAreRefused() throws IOException {
    Path labels = Files.writeString(directory.resolve("labels.txt"), "a\nb\nc\nd\ne\nf\ng\nh\ni\n");
    String other =
        segment("other", "--input=" + directory.resolve("photos/half.png"), "--labels=" + labels);
    assertRejected(
        Run.maskbeam("query", north, other, "--coverage"),
        ProblemCode.OUTPUTS_NOT_COMBINED,
        "a in " + other,
        "(9 ids differ)");
    assertRejected(
        Run.maskbeam("query", north, south, north + "/"),
        ProblemCode.OUTPUTS_NOT_COMBINED,
        north + "/ are the same output");
    Path csv =
        Files.writeString(
            directory.resolve("output.csv"),
            "url,Output\n" + directory.resolve("photos/sky.png") + ",a\n");
    String clash = segment("clash", "--manifest=" + csv, "--keepColumns=all");
    assertRejected(
        Run.maskbeam("query", north, clash), ProblemCode.OUTPUTS_NOT_COMBINED, "'Output'");
    assertThat(Run.maskbeam("query", clash).exitCode(), is(0));
  }

  @Test
  void sqlIsTheLastArgument() throws IOException {
    assertRejected(
        Run.maskbeam("query", north, "SELECT 1", south),
        ProblemCode.SQL_NOT_QUOTED,
        "'" + south + "' is an extra argument");
    assertRejected(
        Run.maskbeam("query", north, "south"), ProblemCode.RUN_NOT_FOUND, "south contains no run");
    Path spaces = directory.resolve("an output (1)");
    Files.createDirectories(spaces);
    assertRejected(
        Run.maskbeam("query", north, spaces.toString()),
        ProblemCode.RUN_NOT_FOUND,
        "an output (1) contains no run");
    Run wrong = Run.maskbeam("query", north, south, "SELECT nope FROM images");
    assertThat(wrong.exitCode(), is(2));
    assertThat(wrong.codes(), hasItem(ProblemCode.SQL_REFUSED));
    assertThat(wrong.err(), containsString("class_coverage_by_output output, class_id"));
    assertThat(wrong.err(), not(containsString("output_1")));
  }

  private static String segment(String name, String... arguments) {
    String output = directory.resolve(name).toString();
    String[] all = new String[arguments.length + 3];
    System.arraycopy(arguments, 0, all, 3, arguments.length);
    all[0] = "segment";
    all[1] = "--output=" + output;
    all[2] = "--maxFailureFraction=1";
    Run run = Run.maskbeam(all);
    assertThat(run.err(), run.exitCode(), is(0));
    return output;
  }
}
