// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.cli;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.github.maskbeam.pipeline.testing.Landscapes;
import io.github.maskbeam.pipeline.testing.MaskFiles;
import io.github.maskbeam.pipeline.testing.Run;
import io.github.maskbeam.testing.SharedFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What cannot be done as asked ends at once: exit 2, a sentence with value and remedy, no trace.
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
    refused(
        "matches no file", "photos/**/*.jpg", "--input=" + directory + "/photos/**/*.jpg", output);
  }

  /** Looked for below the root directory, it would take minutes to be missed. */
  @Test
  @Timeout(30)
  void aMissingFileIsNotLookedForElsewhere() throws IOException {
    refused("matches no file", "/no-such-image.jpg", "--input=/no-such-image.jpg", output);
  }

  @Test
  void oneOfSeveralInputsMatchesNothing() throws IOException {
    refused("matches no file", "b.png", input + "," + directory.resolve("b.png"), output);
  }

  @Test
  void inputIsADirectory() throws IOException {
    refused("is a directory", directory + "/**", "--input=" + directory, output);
  }

  @Test
  void noInputAtAll() throws IOException {
    refused("No images are named", "--manifest=", output);
  }

  @Test
  void manifestIsMissing() throws IOException {
    refused("cannot be read", "uris.txt", "--manifest=" + directory.resolve("uris.txt"), output);
  }

  @Test
  void manifestIsADirectory() throws IOException {
    refused("cannot be read", directory.toString(), "--manifest=" + directory, output);
  }

  @Test
  void manifestNamesNothing() throws IOException {
    Path manifest = Files.writeString(directory.resolve("uris.txt"), "# only\r\n\r\n# comments");
    refused("names no image", "uris.txt", "--manifest=" + manifest, output);
  }

  @Test
  void manifestIsNotText() throws IOException {
    Path latin = Files.write(directory.resolve("latin1.txt"), new byte[] {'a', (byte) 0xe9, '\n'});
    refused("not a text file", "latin1.txt", "--manifest=" + latin, output);
    Path binary = Files.write(directory.resolve("binary"), new byte[] {'a', 0, 1, 2});
    refused("not a text file", "binary", "--manifest=" + binary, output);
  }

  @Test
  void noOutput() throws IOException {
    refused("No output is named", "--output=out", input);
  }

  @Test
  void outputLooksLikeAPattern() throws IOException {
    refused("Name another directory", "out [1]", input, output + " [1]");
    refused("Name another directory", "{out}", input, "--output={out}");
  }

  @Test
  void outputIsBelowAFile() throws IOException {
    String below = "--output=" + directory.resolve("a.png/out");
    refused("cannot be written", "a.png/out", input, below);
  }

  @Test
  void modelIsMissing() throws IOException {
    refused("no such file", "x.tflite", input, output, "--model=" + directory.resolve("x.tflite"));
  }

  @Test
  void modelIsNotTflite() throws IOException {
    Path model = Files.writeString(directory.resolve("m.tflite"), "PK, or something else");
    refused("m.tflite", "Not a TensorFlow Lite model", input, output, "--model=" + model);
  }

  @Test
  void modelNeedsACustomOperator() throws IOException {
    Path model = SharedFiles.shared("models/segm_full_v679.tflite");
    refused(
        "segm_full_v679.tflite", "Convolution2DTransposeBias", input, output, "--model=" + model);
  }

  @Test
  void unknownOption() throws IOException {
    refused("--inputt is not known", "Did you mean", "--inputt=x", output);
  }

  @Test
  void optionWithASpace() throws IOException {
    refused("is not an option", "'photos'", "--input", "photos", output);
  }

  @Test
  void valueOfTheWrongKind() throws IOException {
    refused("maxPixels", "many", input, output, "--maxPixels=many");
  }

  @Test
  void unknownFit() throws IOException {
    refused("--fit=crop", "stretch or letterbox", input, output, "--fit=crop");
  }

  @Test
  void badNormalization() throws IOException {
    refused("--normalization=1,2,3", "mean,std", input, output, "--normalization=1,2,3");
    refused("--normalization=127.5,0", "above 0", input, output, "--normalization=127.5,0");
    refused("--normalization=a,b", "\"a\"", input, output, "--normalization=a,b");
  }

  @Test
  void tooFewLabels() throws IOException {
    Path labels = Files.writeString(directory.resolve("labels.txt"), "sky\nground\n");
    refused("9 classes", "names 2", input, output, "--labels=" + labels);
  }

  @Test
  void limitsBelowOne() throws IOException {
    refused("--maxDecodeSeconds=0", "1 or more", input, output, "--maxDecodeSeconds=0");
    refused("--maxImageMemoryMb=-1", "1 or more", input, output, "--maxImageMemoryMb=-1");
  }

  @Test
  void tellsAllProblemsAtOnce() throws IOException {
    Run run = Run.maskbeam("segment", "--input=/nowhere/*", "--fit=crop", "--maxBytes=0", output);
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

  private void refused(String problem, String detail, String... arguments) throws IOException {
    List<String> before = MaskFiles.below(directory);
    String[] all = new String[arguments.length + 1];
    all[0] = "segment";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    Run run = Run.maskbeam(all);
    assertThat(run.err(), allOf(containsString(problem), containsString(detail)));
    assertThat(run.exitCode(), is(2));
    assertThat(run.err().lines().count(), is(1L));
    assertThat(run.err(), not(containsString("Exception")));
    assertThat(run.out(), is(""));
    assertThat(MaskFiles.below(directory), is(before));
  }
}
