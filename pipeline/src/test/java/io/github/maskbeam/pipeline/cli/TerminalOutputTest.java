// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.cli;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import io.github.maskbeam.pipeline.progress.ImageCounts;
import io.github.maskbeam.pipeline.progress.Progress;
import io.github.maskbeam.pipeline.testing.Landscapes;
import io.github.maskbeam.pipeline.testing.MaskFiles;
import io.github.maskbeam.pipeline.testing.Run;
import io.github.maskbeam.schemas.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Labels, file names and arguments that would control a terminal, through every command. */
class TerminalOutputTest {
  private static final String STEERING = "\u001bc\r\u0007\u009b\u202e\u2028\nx";
  private static final String ESCAPED = "\\u001bc\\r\\u0007\\u009b\\u202e\\u2028\\nx";

  /** The pattern of ground truths, {@code **}, matches no name with a line break. */
  private static final String IN_LINE = STEERING.replaceAll("\\R", "");

  /** A label cannot contain line breaks and control characters, but it can reorder text. */
  private static final String LABEL = "sky\u202e";

  @TempDir private static Path directory;
  private static Path photos;
  private static Path output;
  private static Path truth;

  @BeforeAll
  static void segment() throws IOException {
    photos = Files.createDirectory(directory.resolve("photos" + STEERING));
    truth = Files.createDirectory(directory.resolve("truth" + IN_LINE));
    output = directory.resolve("out" + STEERING);
    for (String name : List.of("a" + STEERING, "b" + IN_LINE, "c" + IN_LINE)) {
      Landscapes.landscape(photos.resolve(name + ".png"), 40, 20, 10);
    }
    Files.writeString(photos.resolve("d" + STEERING + ".png"), "no image");
    Path labels = directory.resolve("labels.txt");
    Files.writeString(
        labels, "background\nvehicle\nvegetation\nground\nwater\nroad\n" + LABEL + "\nbuilding\nm");
    Run run =
        Run.maskbeam(
            "segment", "--input=" + photos + "/*", "--output=" + output, "--labels=" + labels);
    assertShown(run, 3);
    assertThat(run.out(), containsString("  sky\\u202e "));
    assertThat(run.out(), containsString("/out" + ESCAPED + "/run.json\n"));
    assertThat(run.err(), containsString("TOO_MANY_FAILURES"));
  }

  @Test
  void evaluationsAreEscaped() throws IOException {
    String imageId = Sha256.imageId(photos.resolve("b" + IN_LINE + ".png").toString());
    Files.copy(MaskFiles.byImageId(output).get(imageId), truth.resolve("b" + IN_LINE + ".png"));
    Files.writeString(truth.resolve("c" + IN_LINE + ".png"), "no image");
    Files.writeString(truth.resolve("x" + IN_LINE + ".png"), "without image");
    Run run = Run.maskbeam("evaluate", output.toString(), "--groundTruth=" + truth);
    assertShown(run, 3);
    assertThat(run.out(), containsString("GROUND_TRUTH_UNREADABLE, as "));
    assertThat(run.out(), containsString("without image, such as x\\u001bc\\u0007"));
    assertThat(run.out(), containsString("  sky\\u202e "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"table", "csv"})
  void queriesOfPeopleAreEscapedOnly(String format) {
    Run run =
        Run.maskbeam(
            "query",
            output.toString(),
            "--format=" + format,
            "SELECT parse_filename(image_uri, false, 'forward_slash') AS \""
                + STEERING
                + "\""
                + " FROM images ORDER BY 1 LIMIT 1");
    assertThat(run.err(), run.exitCode(), is(0));
    assertThat(
        run.out(),
        is(
            format.equals("table")
                ? ESCAPED + "\na" + ESCAPED + ".png\n"
                : "\"" + STEERING + "\"\r\n\"a" + STEERING + ".png\"\r\n"));
  }

  @Test
  void markdownKeepsLineBreaksAsItsOwn() {
    Run run =
        Run.maskbeam("query", output.toString(), "--format=markdown", "SELECT '" + STEERING + "'");
    assertShown(run, 0);
    assertThat(
        run.out(), containsString("| \\\\u001bc<br>\\\\u0007\\\\u009b\\\\u202e\\\\u2028<br>x |\n"));
  }

  @Test
  void plansAndMessagesOfDuckDbAreEscaped() {
    assertShown(
        Run.maskbeam(
            "query", output.toString(), "EXPLAIN SELECT '\u001b[2J' || image_uri FROM images"),
        0);
    Run run = Run.maskbeam("query", output.toString(), "SELECT \u001b[2J\u202e");
    assertShown(run, 2);
    assertThat(run.err(), containsString("\\u001b[2J"));
    assertShown(Run.maskbeam("query", output.toString(), "SELECT CAST('\u001b[2J' AS INT)"), 2);
    assertShown(Run.maskbeam("query", output.toString()), 0);
  }

  @Test
  void contradictionsAreEscaped() throws IOException {
    Path damaged = directory.resolve("damaged" + STEERING);
    Run.maskbeam("segment", "--input=" + photos + "/[ab]*", "--output=" + damaged);
    Files.delete(MaskFiles.byImageId(damaged).values().iterator().next());
    Run run = Run.maskbeam("verify", damaged.toString());
    assertShown(run, 4);
    assertThat(run.err(), containsString("/damaged" + ESCAPED + "/masks/"));
  }

  @Test
  void reportsAndTheirPathsAreEscaped() {
    Run run =
        Run.maskbeam(
            "report", output.toString(), "--report=" + directory.resolve("page" + STEERING));
    assertShown(run, 0);
    assertThat(run.out(), containsString("page" + ESCAPED));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "segment --input=%1$s --output=%1$s",
        "segment --input=%2$s --output=%2$s/x --model=%1$s",
        "segment --input=%2$s --output=%2$s/x --labels=%1$s",
        "segment --input=%2$s --output=%2$s/x --normalization=%1$s",
        "segment --input=%2$s --output=%2$s/x --fit=%1$s",
        "segment --manifest=%1$s --output=%2$s/x",
        "segment --%1$s=1",
        "evaluate %1$s --groundTruth=%2$s",
        "query %1$s",
        "query %2$s --limit=%1$s",
        "query %2$s --format=%1$s",
        "report %2$s --gallery=%1$s",
        "verify %1$s",
        "doctor --model=%1$s",
        "%1$s"
      })
  void refusedValuesAreEscaped(String command) {
    String[] arguments = command.split(" ");
    for (int i = 0; i < arguments.length; i++) {
      arguments[i] = String.format(arguments[i], STEERING, directory);
    }
    Run run = Run.maskbeam(arguments);
    assertShown(run, 2);
    assertThat(run.out() + run.err(), containsString("\\u001bc"));
  }

  @Test
  void stackTracesAreEscaped() {
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    Console console = console(written, Progress.Display.PLAIN);
    new IllegalStateException(STEERING).printStackTrace(console.err());
    String trace = written.toString(StandardCharsets.UTF_8);
    assertThat(trace, containsString("\\u001bc"));
    assertInvisibleNowhere(trace);
  }

  @Test
  void theLineOfProgressIsRewritten() {
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    Console console = console(written, Progress.Display.TERMINAL);
    Progress progress = Progress.start(console.err(), console.display());
    progress.update(ImageCounts.of(0, 0));
    progress.update(() -> "\r" + STEERING);
    String text = written.toString(StandardCharsets.UTF_8);
    assertThat(text, containsString("\rListing images"));
    assertThat(text, containsString("\r\\r\\u001bc"));
  }

  private static Console console(ByteArrayOutputStream written, Progress.Display display) {
    PrintStream stream = new PrintStream(written, true, StandardCharsets.UTF_8);
    return new Console(stream, stream, display);
  }

  private static void assertShown(Run run, int exitCode) {
    assertThat(run.err(), run.exitCode(), is(exitCode));
    assertInvisibleNowhere(run.out());
    assertInvisibleNowhere(run.err());
    // The line break of a value must not begin a line of its own.
    assertThat(
        run.out(), (run.out() + run.err()).lines().noneMatch(l -> l.startsWith("x")), is(true));
  }

  private static void assertInvisibleNowhere(String text) {
    boolean isClean =
        text.chars()
            .filter(c -> c != '\n' && c != '\t')
            .noneMatch(c -> Character.isISOControl(c) || (c >= 0x2028 && c <= 0x202e));
    assertThat(text, isClean, is(true));
  }
}
