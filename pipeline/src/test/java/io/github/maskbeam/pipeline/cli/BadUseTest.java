// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.cli;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.testing.Landscapes;
import io.github.maskbeam.pipeline.testing.MaskFiles;
import io.github.maskbeam.pipeline.testing.Run;
import io.github.maskbeam.testing.TestModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What cannot be done as asked ends at once: exit 2, a line with the problem's code and the value,
 * no trace.
 */
class BadUseTest {
  @TempDir private Path directory;
  private String input;
  private String output;

  @BeforeEach
  void drawAPicture() throws IOException {
    input = "--input=" + Landscapes.landscape(directory.resolve("a.png"), 8, 8, 4);
    output = "--output=" + directory.resolve("out");
  }

  @Test
  void noInputMatches() throws IOException {
    String pattern = directory + "/photos/**/*.jpg";
    refused(ProblemCode.INPUT_NO_MATCH, pattern, "--input=" + pattern, output);
  }

  /** Looked for below the root directory, it would take minutes to be missed. */
  @Test
  @Timeout(30)
  void aMissingFileIsNotLookedForElsewhere() throws IOException {
    refused(ProblemCode.INPUT_NO_MATCH, "/no-such-image.jpg", "--input=/no-such-image.jpg", output);
  }

  @Test
  void oneOfSeveralInputsMatchesNothing() throws IOException {
    refused(ProblemCode.INPUT_NO_MATCH, "b.png", input + "," + directory.resolve("b.png"), output);
  }

  @Test
  void inputIsADirectoryWithoutImages() throws IOException {
    Path empty = Files.createDirectory(directory.resolve("empty"));
    refused(ProblemCode.INPUT_NO_MATCH, empty + "/**", "--input=" + empty, output);
  }

  @Test
  void noInputAtAll() throws IOException {
    refused(ProblemCode.INPUT_MISSING, "--manifest=", output);
  }

  @Test
  void manifestIsMissing() throws IOException {
    Path manifest = directory.resolve("uris.txt");
    refused(ProblemCode.STORAGE_NOT_FOUND, "uris.txt", "--manifest=" + manifest, output);
  }

  @Test
  void manifestIsADirectory() throws IOException {
    refused(
        ProblemCode.MANIFEST_UNREADABLE, directory.toString(), "--manifest=" + directory, output);
  }

  @Test
  void manifestNamesNothing() throws IOException {
    Path manifest = Files.writeString(directory.resolve("uris.txt"), "# only\r\n\r\n# comments");
    refused(ProblemCode.MANIFEST_EMPTY, "uris.txt", "--manifest=" + manifest, output);
  }

  @Test
  void manifestIsNotText() throws IOException {
    Path latin = Files.write(directory.resolve("latin1.txt"), new byte[] {'a', (byte) 0xe9, '\n'});
    refused(ProblemCode.MANIFEST_NOT_TEXT, "latin1.txt", "--manifest=" + latin, output);
    Path binary = Files.write(directory.resolve("binary"), new byte[] {'a', 0, 1, 2});
    refused(ProblemCode.MANIFEST_NOT_TEXT, "binary", "--manifest=" + binary, output);
  }

  @Test
  void noOutput() throws IOException {
    refused(ProblemCode.OUTPUT_MISSING, "--output=out", input);
  }

  @Test
  void outputLooksLikeAPattern() throws IOException {
    refused(ProblemCode.OUTPUT_IS_PATTERN, "out [1]", input, output + " [1]");
    refused(ProblemCode.OUTPUT_IS_PATTERN, "{out}", input, "--output={out}");
  }

  @Test
  void outputIsBelowAFile() throws IOException {
    String below = "--output=" + directory.resolve("a.png/out");
    refused(ProblemCode.OUTPUT_NOT_WRITABLE, "a.png/out", input, below);
  }

  @Test
  void modelIsMissing() throws IOException {
    Path model = directory.resolve("x.tflite");
    refused(ProblemCode.MODEL_NOT_FOUND, "x.tflite", input, output, "--model=" + model);
  }

  @Test
  void modelIsNotTflite() throws IOException {
    Path model = Files.writeString(directory.resolve("m.tflite"), "PK, or something else");
    refused(ProblemCode.MODEL_NOT_TFLITE, "m.tflite", input, output, "--model=" + model);
  }

  @Test
  void modelNeedsACustomOperator() throws IOException {
    Path model =
        TestModels.write(TestModels.customOperator("MadeUp"), directory.resolve("m.tflite"));
    Run run =
        refused(
            ProblemCode.MODEL_OPERATOR_UNSUPPORTED, "m.tflite", input, output, "--model=" + model);
    assertThat(run.err(), containsString("custom operator MadeUp"));
  }

  @Test
  void modelEndsTheProcessThatOpensIt() throws IOException {
    Path model = TestModels.write(TestModels.endsTheProcess(), directory.resolve("m.tflite"));
    refused(ProblemCode.MODEL_CRASHED, "m.tflite", input, output, "--model=" + model);
  }

  @Test
  void unknownOption() throws IOException {
    refused(ProblemCode.OPTION_UNKNOWN, "--inputt", "--inputt=x", output);
  }

  @Test
  void optionWithASpace() throws IOException {
    refused(ProblemCode.ARGUMENT_NOT_AN_OPTION, "'photos'", "--input", "photos", output);
  }

  @Test
  void valueOfTheWrongKind() throws IOException {
    Run run = refused(ProblemCode.OPTION_VALUE_INVALID, "many", input, output, "--maxPixels=many");
    assertThat(run.err(), containsString("maxPixels"));
  }

  @Test
  void unknownFit() throws IOException {
    refused(ProblemCode.OPTION_CHOICE_UNKNOWN, "--fit=crop", input, output, "--fit=crop");
  }

  @Test
  void badNormalization() throws IOException {
    refused(
        ProblemCode.NORMALIZATION_INCOMPLETE,
        "--normalization=1,2,3",
        input,
        output,
        "--normalization=1,2,3");
    refused(
        ProblemCode.OPTION_OUT_OF_RANGE,
        "--normalization=127.5,0",
        input,
        output,
        "--normalization=127.5,0");
    refused(
        ProblemCode.OPTION_VALUE_INVALID,
        "--normalization=a,b",
        input,
        output,
        "--normalization=a,b");
  }

  @Test
  void tooFewLabels() throws IOException {
    Path labels = Files.writeString(directory.resolve("labels.txt"), "sky\nground\n");
    refused(ProblemCode.MODEL_LABELS_DIFFER, " demo", input, output, "--labels=" + labels);
  }

  @Test
  void limitsBelowOne() throws IOException {
    for (String limit : List.of("--maxDecodeSeconds=0", "--maxImageMemoryMb=-1")) {
      refused(ProblemCode.OPTION_OUT_OF_RANGE, limit, input, output, limit);
    }
  }

  @Test
  void tellsAllProblemsAtOnce() throws IOException {
    Run run = Run.maskbeam("segment", "--input=/nowhere/*", "--fit=crop", "--maxBytes=0", output);
    assertThat(
        run.codes(),
        contains(
            ProblemCode.INPUT_NO_MATCH,
            ProblemCode.OPTION_CHOICE_UNKNOWN,
            ProblemCode.OPTION_OUT_OF_RANGE));
    assertThat(
        run.err(),
        allOf(
            containsString("/nowhere/*"), containsString("crop"), containsString("--maxBytes=0")));
    assertThat(run.err().lines().count(), is(3L));
  }

  @Test
  void unknownCommand() {
    Run run = Run.maskbeam("segmemt");
    assertThat(run.exitCode(), is(2));
    assertThat(run.err(), containsString("segment"));
  }

  private Run refused(ProblemCode code, String value, String... arguments) throws IOException {
    List<String> before = MaskFiles.below(directory);
    String[] all = new String[arguments.length + 1];
    all[0] = "segment";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    Run run = Run.maskbeam(all);
    assertThat(run.err(), run.codes(), contains(code));
    assertThat(run.err(), containsString(value));
    assertThat(run.exitCode(), is(2));
    assertThat(run.err().lines().count(), is(1L));
    assertThat(run.err(), not(containsString("Exception")));
    assertThat(run.out(), is(""));
    assertThat(MaskFiles.below(directory), is(before));
    return run;
  }
}
