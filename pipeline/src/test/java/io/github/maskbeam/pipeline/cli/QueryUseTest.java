// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.cli;

import static io.github.maskbeam.pipeline.cli.Query.assertRejected;
import static io.github.maskbeam.pipeline.cli.Query.copyTables;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.github.maskbeam.pipeline.errors.Problem;
import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.testing.Landscapes;
import io.github.maskbeam.pipeline.testing.MaskFiles;
import io.github.maskbeam.pipeline.testing.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Questions that cannot be answered: exit 2, the problem's code and the value. */
class QueryUseTest {
  @TempDir private static Path directory;
  private static Path output;

  @BeforeAll
  static void segment() throws IOException {
    Path photos = Files.createDirectories(directory.resolve("photos"));
    output = directory.resolve("out");
    Landscapes.landscape(photos.resolve("half.png"), 64, 48, 24);
    Run run = Run.maskbeam("segment", "--input=" + photos + "/**", "--output=" + output);
    assertThat(run.err(), run.exitCode(), is(0));
  }

  @Test
  void badSqlEndsWithDuckDbsWordsAndTheColumns() {
    for (String sql : List.of("SELEC 1", "SELECT nope FROM images", "SELECT 'x'::INTEGER", ";")) {
      Run run = query(sql);
      assertRejected(
          run, ProblemCode.SQL_REFUSED, "Error: ", "  failures  ", "image_uri, failure_code");
      assertThat(run.err(), not(containsString("pending query")));
      assertThat(run.out(), is(""));
    }
    assertThat(query("SELEC 1").err(), containsString("LINE 1: SELEC 1"));
  }

  @Test
  void oneQuestionIsAskedAtATime() {
    Problem problem =
        Problem.of(
            ProblemCode.SEVERAL_QUESTIONS,
            "Only one question can be asked at a time: either SQL, or --file, or one of --coverage,"
                + " --top, --histogram, --cooccurrence, --failures, --image, --worst.");
    assertThat(query("--top=sky", "--failures").problems(), contains(problem));
    assertThat(query("SELECT 1", "--failures").problems(), contains(problem));
    assertThat(
        query("SELECT", "1").problems(),
        contains(
            Problem.of(
                ProblemCode.SQL_NOT_QUOTED,
                "'1' is an extra argument. Put the whole SQL in quotes, after the outputs.")));
    assertThat(
        query(" ").problems(),
        contains(
            Problem.of(
                ProblemCode.SQL_BLANK,
                "The SQL is empty. Write a query, or omit it to see the coverage.")));
  }

  @Test
  void badOptionsAreToldTogether() {
    Run limited = query("--histogram=sky", "--limit=0");
    assertThat(limited.exitCode(), is(2));
    assertThat(
        limited.problems(),
        contains(
            Problem.of(ProblemCode.OPTION_OUT_OF_RANGE, "--limit=0 is too small; use 1 or more."),
            Problem.of(
                ProblemCode.LIMIT_NOT_APPLICABLE,
                "--limit applies to --coverage, --top, --worst, --cooccurrence and --failures; in"
                    + " SQL use LIMIT.")));
    assertThat(
        query("--format=xml").problems(),
        contains(
            Problem.of(
                ProblemCode.OPTION_CHOICE_UNKNOWN,
                "--format=xml is unknown; use one of table, csv, json, markdown.")));
  }

  @Test
  void whatIsNotThereCannotBeAsked() {
    assertRejected(query("--top=ski"), ProblemCode.CLASS_UNKNOWN, "--top=ski", "sky?");
    assertRejected(
        query("--histogram=sky' OR 1"), ProblemCode.CLASS_UNKNOWN, "sky' OR 1", "vegetation");
    assertRejected(query("--top=sky", "--failures"), ProblemCode.SEVERAL_QUESTIONS, "--failures");
    assertRejected(query("SELECT", "1"), ProblemCode.SQL_NOT_QUOTED, "'1'");
    assertRejected(query(" "), ProblemCode.SQL_BLANK, "SQL");
    assertRejected(
        query("--format=xml"), ProblemCode.OPTION_CHOICE_UNKNOWN, "--format=xml", "markdown");
    assertRejected(query("--nope=1"), ProblemCode.OPTION_UNKNOWN, "--nope=1");
    assertRejected(query("--worst"), ProblemCode.EVALUATION_MISSING, "maskbeam evaluate");
  }

  @Test
  void sqlOfAFileIsLikeThatOfAnArgument() throws IOException {
    Path file = directory.resolve("q.sql");
    String manyLines = "SELECT count(*) AS n\n-- " + "long ".repeat(100) + "\nFROM images;\n";
    Files.writeString(file, "\ufeff" + manyLines);
    Run run = query("--file=" + file);
    assertThat(run.err(), run.out(), is("n\n1\n"));
    assertRejected(query("--file=" + file, "SELECT 1"), ProblemCode.SEVERAL_QUESTIONS, "--file");
    assertRejected(query("--file=" + file, "--worst"), ProblemCode.SEVERAL_QUESTIONS, "--file");
    Files.writeString(file, " \n");
    assertRejected(query("--file=" + file), ProblemCode.SQL_BLANK, "SQL");
    Files.write(file, new byte[] {'S', (byte) 0xff});
    assertRejected(query("--file=" + file), ProblemCode.SQL_FILE_UNREADABLE, "q.sql", "UTF-8");
    String missing = "--file=" + directory.resolve("none.sql");
    assertRejected(query(missing), ProblemCode.STORAGE_NOT_FOUND, "none.sql");
  }

  @Test
  void coverageHasALimit() {
    assertThat(query("--coverage", "--limit=1").out().lines().count(), is(2L));
    assertThat(query("--coverage").out().lines().count(), is(3L));
  }

  @Test
  void onlyFinishedOutputsCanBeAsked() throws IOException {
    Path unfinished = Files.createDirectories(directory.resolve("unfinished"));
    String out = unfinished.toString();
    assertRejected(Run.maskbeam("query", out), ProblemCode.RUN_NOT_FOUND, out);
    Files.writeString(unfinished.resolve("run.json"), "{\"state\": \"RUNNING\"}");
    copyTables(output, unfinished);
    assertRejected(Run.maskbeam("query", out), ProblemCode.RUN_NOT_FINISHED, out);
  }

  @Test
  void onlyTheCommittedFilesAreTheTables() throws IOException {
    Path copy = Files.createDirectories(directory.resolve("copy"));
    copyTables(output, copy);
    Files.copy(output.resolve("run.json"), copy.resolve("run.json"));
    Path images = copy.resolve("tables/images");
    String some = MaskFiles.below(images).get(0);
    Files.copy(images.resolve(some), images.resolve("part-00007-of-00008.parquet"));
    String count = "SELECT count(*) AS n FROM images";
    assertThat(Run.maskbeam("query", copy.toString(), count).out(), is("n\n1\n"));
    Files.writeString(images.resolve(some), "damaged");
    assertInconsistent(Run.maskbeam("query", copy.toString(), count), some);
    Files.delete(images.resolve(some));
    assertInconsistent(Run.maskbeam("query", copy.toString(), count), some);
    assertInconsistent(Run.maskbeam("query", copy.toString(), count, "--force"), some);
  }

  private static void assertInconsistent(Run run, String file) {
    assertThat(run.err(), run.exitCode(), is(4));
    assertThat(run.codes(), contains(ProblemCode.OUTPUT_INCONSISTENT));
    assertThat(run.err(), containsString(file));
    assertThat(run.out(), is(""));
  }

  @Test
  void fetchesNothingFromTheInternet() {
    assertRejected(
        query("SELECT * FROM 'https://127.0.0.1:1/x.parquet'"),
        ProblemCode.SQL_REFUSED,
        "requires the extension httpfs");
  }

  private static Run query(String... arguments) {
    return Query.of(output, arguments);
  }
}
