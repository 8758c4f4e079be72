// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.options;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import io.github.maskbeam.pipeline.errors.Problem;
import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.testing.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
