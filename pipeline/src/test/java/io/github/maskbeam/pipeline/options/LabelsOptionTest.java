// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.options;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesRegex;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;

import io.github.maskbeam.pipeline.errors.Problem;
import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.testing.Problems;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelsOptionTest {
  @TempDir private Path directory;

  @BeforeAll
  static void readyFileSystems() {
    FileSystems.setDefaultPipelineOptions(PipelineOptionsFactory.create());
  }

  @Test
  void aFileThatIsMissing() {
    assertRefused(ProblemCode.STORAGE_NOT_FOUND, "no-labels.txt");
  }

  @Test
  void aFileThatCannotBeRead() throws IOException {
    Files.createDirectory(directory.resolve("labels"));
    assertRefused(ProblemCode.LABELS_UNREADABLE, "labels");
  }

  @Test
  void aFileThatIsNoLabelMap() throws IOException {
    Files.writeString(directory.resolve("empty.txt"), "");
    assertRefused(ProblemCode.LABELS_INVALID, "empty.txt");
    Files.writeString(directory.resolve("gap.txt"), "sky\n\nwater\n");
    assertRefused(ProblemCode.LABELS_INVALID, "gap.txt");
  }

  @Test
  void aFileWithAByteOrderMark() throws Exception {
    Files.writeString(directory.resolve("mark.txt"), "\ufeffsky\nMeer \u00fc\n");
    assertThat(
        LabelsOption.read("mark.txt", directory.toString()).names(),
        contains("sky", "Meer \u00fc"));
  }

  @Test
  void aFileInAnotherEncoding() throws IOException {
    Files.write(directory.resolve("latin1.txt"), "sky\nM\u00fcll\n".getBytes(ISO_8859_1));
    assertInvalid("latin1.txt", "line 2 has bytes that are not UTF-8");
    Files.write(directory.resolve("start.txt"), "a\n\u00fcber".getBytes(ISO_8859_1));
    assertInvalid("start.txt", "line 2 has bytes that are not UTF-8");
    Files.write(directory.resolve("cut.txt"), new byte[] {'a', (byte) 0xc3});
    assertInvalid("cut.txt", "line 1 has bytes that are not UTF-8");
    Files.write(directory.resolve("utf16.txt"), "sky".getBytes(UTF_16));
    assertInvalid("utf16.txt", "UTF-16");
    Files.write(directory.resolve("little.txt"), "\ufeffsky".getBytes(UTF_16LE));
    assertInvalid("little.txt", "UTF-16");
  }

  @Test
  void aFileWithControlCharacters() throws IOException {
    for (String c : List.of("\0", "\t", "\u001b", "\u007f", "\u009b")) {
      Files.writeString(directory.resolve("control.txt"), "sky\nwa" + c + "ter\n");
      assertInvalid("control.txt", String.format("Line 2 .* U\\+%04X", (int) c.charAt(0)));
    }
  }

  @Test
  void aFileThatIsTooLarge() throws IOException {
    Files.writeString(directory.resolve("long.txt"), "sky\n" + "x".repeat(256));
    accepts("long.txt");
    Files.writeString(directory.resolve("long.txt"), "sky\n" + "x".repeat(257));
    assertInvalid("long.txt", "line 2 has 257 characters");
    Path sparse = directory.resolve("sparse.txt");
    // Larger than any array: it cannot be read whole.
    try (RandomAccessFile file = new RandomAccessFile(sparse.toFile(), "rw")) {
      file.setLength(5L << 30);
    }
    assertInvalid("sparse.txt", "larger than 1,048,576 bytes");
  }

  private void accepts(String labels) {
    assertDoesNotThrow(() -> LabelsOption.read(labels, directory.toString()));
  }

  private void assertInvalid(String labels, String reason) {
    assertRefused(ProblemCode.LABELS_INVALID, labels);
    String message =
        Problems.of(() -> LabelsOption.read(labels, directory.toString())).get(0).message();
    assertThat(message, matchesRegex(".*" + reason + ".*"));
  }

  private void assertRefused(ProblemCode code, String labels) {
    Problem problem = Problems.of(() -> LabelsOption.read(labels, directory.toString())).get(0);
    assertThat(problem.toString(), problem.code(), is(code));
    assertThat(
        problem.message(),
        allOf(
            startsWith("--labels=" + labels + " cannot be used: "),
            endsWith(". Use a text file with one class name per line.")));
  }
}
