// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.cli;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.emptyArray;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.startsWith;

import io.github.maskbeam.pipeline.errors.Problem;
import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.testing.Jpegs;
import io.github.maskbeam.pipeline.testing.MaskFiles;
import io.github.maskbeam.pipeline.testing.PictureDifference;
import io.github.maskbeam.pipeline.testing.Run;
import io.github.maskbeam.pipeline.testing.RunCounts;
import io.github.maskbeam.pipeline.testing.Tables;
import io.github.maskbeam.testing.CommittedFile;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DemoCommandTest {
  private static final float JPEG_QUALITY = 0.85f;

  /** Other processors may give a few pixels of a mask another class; a missing word gives 30. */
  private static final double LARGEST_DIFFERENCE_LEVELS = 12;

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
    requirePictureOfReadme(directory.resolve("overview.png"));
    try (Tables tables = Tables.of(directory)) {
      // Every class is somewhere in the scenes, and found there.
      assertThat(
          tables.value("SELECT count(*) FROM class_coverage WHERE image_count > 0"), is("9"));
    }
  }

  /** The picture is made here, of the run's own overview. */
  private static void requirePictureOfReadme(Path overviewFile) throws IOException {
    byte[] overview = Files.readAllBytes(overviewFile);
    CommittedFile picture = CommittedFile.at("../.github/demo.jpg");
    byte[] jpeg = Jpegs.encode(ImageIO.read(new ByteArrayInputStream(overview)), JPEG_QUALITY);
    if (!picture.isWritten(jpeg)) {
      assertThat(
          picture.remedy(),
          PictureDifference.ofFiles(picture.content(), jpeg),
          is(lessThan(LARGEST_DIFFERENCE_LEVELS)));
    }
  }

  @Test
  void theOutputMayHaveCommasInItsPath() throws Exception {
    Path output = directory.resolve("a, b]}/,");
    Run run = Run.maskbeam("demo", "--output=" + output);
    assertThat(run.err(), run.exitCode(), is(0));
    assertThat(MaskFiles.byImageId(output).size(), is(8));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a[1]", "a*", "a?", "a{b,c}"})
  void anOutputThatLooksLikeAPatternIsRefusedBeforeAnythingIsWritten(String name) {
    Run run = Run.maskbeam("demo", "--output=" + directory.resolve(name));
    assertThat(run.exitCode(), is(2));
    assertThat(run.codes(), contains(ProblemCode.OUTPUT_IS_PATTERN));
    assertThat(directory.toFile().list(), is(emptyArray()));
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
