// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.cli;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import io.github.maskbeam.pipeline.errors.Problem;
import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.testing.MaskFiles;
import io.github.maskbeam.pipeline.testing.Run;
import io.github.maskbeam.pipeline.testing.RunCounts;
import io.github.maskbeam.pipeline.testing.Tables;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoCommandTest {
  @TempDir private Path directory;

  @Test
  void drawsSegmentsAndShows() throws Exception {
    Run run = Run.maskbeam("demo", "--output=" + directory);
    assertThat(run.err(), run.exitCode(), is(0));
    assertThat(RunCounts.images(directory), contains(8, 8, 0));
    assertThat(run.out(), containsString("vegetation"));
    assertThat(run.out(), containsString("--model=deeplabv3"));
    assertThat(MaskFiles.byImageId(directory).size(), is(8));
    BufferedImage overview = ImageIO.read(directory.resolve("overview.png").toFile());
    assertThat(overview.getWidth(), greaterThan(1000));
    try (Tables tables = Tables.of(directory)) {
      // Every class is somewhere in the scenes, and found there.
      assertThat(
          tables.value("SELECT count(*) FROM class_coverage WHERE image_count > 0"), is("8"));
    }
  }

  @Test
  void anOutputThatCannotBeWrittenIsBadUse() {
    Run run = Run.maskbeam("demo", "--output=/dev/null/demo");
    assertThat(run.exitCode(), is(2));
    Problem problem = run.problems().get(0);
    assertThat(problem.code(), is(ProblemCode.OUTPUT_NOT_WRITABLE));
    assertThat(
        problem.message(),
        allOf(
            startsWith("--output=/dev/null/demo cannot be written: "),
            endsWith(". Name another directory.")));
  }
}
