// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.options;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import io.github.maskbeam.evaluate.GroundTruthKeys;
import io.github.maskbeam.evaluate.MatchBy;
import io.github.maskbeam.output.OutputLayout;
import io.github.maskbeam.output.TableGroup;
import io.github.maskbeam.output.TableSet;
import io.github.maskbeam.pipeline.errors.Problem;
import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.testing.Landscapes;
import io.github.maskbeam.pipeline.testing.Problems;
import io.github.maskbeam.pipeline.testing.Run;
import io.github.maskbeam.pipeline.testing.TableWriter;
import io.github.maskbeam.schemas.ImageRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which of seven images 0 to 6 have a ground truth; 6 is there twice. */
class GroundTruthMatchTest {
  private static final int STEMS = 7;

  @TempDir private static Path directory;
  private static Path photos;

  @BeforeAll
  static void segment() throws IOException {
    photos = directory.resolve("photos");
    Files.createDirectories(photos.resolve("b"));
    for (int i = 0; i < STEMS; i++) {
      Landscapes.landscape(photos.resolve(i + ".png"), 8, 8, 4);
    }
    Landscapes.landscape(photos.resolve("b/6.png"), 8, 8, 4);
    Run run =
        Run.maskbeam(
            "segment", "--input=" + photos + "/**", "--output=" + directory.resolve("out"));
    assertThat(run.err(), run.exitCode(), is(0));
  }

  @Test
  void whatHasNoCounterpartIsCounted() throws Exception {
    GroundTruthMatch match = match("/t/0.png", "/t/x.png", "/t/1.PNG");
    assertThat(match.matched(), is(2L));
    assertThat(match.images().count(), is(6L));
    assertThat(match.images().examples(), contains("2", "3", "4"));
    assertThat(match.groundTruths().count(), is(1L));
    assertThat(match.groundTruths().examples(), contains("x"));
  }

  @Test
  void noMatchNamesAStemOfEachSide() {
    assertThat(
        Problems.of(() -> match("/t/0_labels.png", "/t/1_labels.png")),
        contains(
            Problem.of(
                ProblemCode.GROUND_TRUTH_NO_MATCH,
                "--groundTruth=t has no ground truth for any image. They are matched by file stem, but an image is called '0' and a ground truth '0_labels'.")));
  }

  @Test
  void oneStemOfTwoGroundTruths() {
    assertThat(
        Problems.of(() -> match("/t/u/0.png", "/t/a/0.png")),
        contains(
            Problem.of(
                ProblemCode.GROUND_TRUTH_STEM_REPEATED,
                "Two ground truths have the same stem '0', so they cannot be matched: /t/a/0.png and /t/u/0.png. Use --matchBy=path if subdirectories tell them apart, or a directory with only one of them.")));
  }

  @Test
  void oneStemOfTwoImages() {
    assertThat(
        Problems.of(() -> match("/t/6.png")),
        contains(
            Problem.of(
                ProblemCode.IMAGE_STEM_REPEATED,
                "Two images have the same stem '6', so they cannot be matched: "
                    + photos
                    + "/6.png and "
                    + photos
                    + "/b/6.png. Use --matchBy=path if subdirectories tell them apart, or a directory with only one of them.")));
  }

  @Test
  void manyRepeatedStemsAreCounted() {
    List<String> truths = new ArrayList<>();
    for (int i = 0; i < STEMS; i++) {
      truths.add("/t/a/" + i + ".png");
      truths.add("/t/b/" + i + ".png");
    }
    List<Problem> problems = Problems.of(() -> match(truths.toArray(new String[0])));
    assertThat(problems, hasSize(6));
    assertThat(
        problems.get(5),
        is(Problem.of(ProblemCode.FURTHER_STEMS_REPEATED, "3 more stems are repeated.")));
  }

  @Test
  void aTableWithoutRows() throws Exception {
    Path copy = directory.resolve("empty/tables/images");
    Files.createDirectories(copy);
    try (var files = Files.list(directory.resolve("out/tables/images"))) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Files.copy(file, copy.resolve(file.getFileName()));
      }
    }
    TableWriter.rewrite(copy, ImageRow.getClassSchema(), "FROM rows WHERE false");
    TableSet empty =
        TableSet.in(OutputLayout.at(directory.resolve("empty").toString()), TableGroup.RUN);
    assertThat(
        Problems.of(
            () ->
                GroundTruthMatch.of(
                    empty, List.of("/t/0.png"), keys(MatchBy.STEM), "--groundTruth=t")),
        contains(
            Problem.of(
                ProblemCode.RUN_EMPTY,
                "The table images has no rows, so there is nothing to evaluate.")));
  }

  @Test
  void byPathEqualStemsAreToldApart() throws Exception {
    GroundTruthMatch match = match(MatchBy.PATH, "/t/6.png", "/t/b/6.png", "/t/c/6.png");
    assertThat(match.matched(), is(2L));
    assertThat(match.images().count(), is(6L));
    assertThat(match.images().examples().get(0), is(photos + "/0"));
    assertThat(match.groundTruths().examples(), contains("c/6"));
  }

  @Test
  void byPathNoMatchNamesAPathOfEachSide() {
    assertThat(
        Problems.of(() -> match(MatchBy.PATH, "/t/x/0.png")),
        contains(
            Problem.of(
                ProblemCode.GROUND_TRUTH_NO_MATCH,
                "--groundTruth=t has no ground truth for any image. They are matched by path, but an image is called '"
                    + photos
                    + "/0' and a ground truth 'x/0'.")));
  }

  /** The ground truth of only one of two images: which one is not known. */
  @Test
  void byPathTwoImagesOfOneGroundTruth() {
    assertThat(
        Problems.of(() -> match(MatchBy.PATH, "/t/6.png")),
        contains(
            Problem.of(
                ProblemCode.IMAGE_STEM_REPEATED,
                "Two images have the same path '6', so they cannot be matched: "
                    + photos
                    + "/6.png and "
                    + photos
                    + "/b/6.png. Use a directory with only one of them.")));
  }

  private static GroundTruthMatch match(String... groundTruths) throws Exception {
    return match(MatchBy.STEM, groundTruths);
  }

  private static GroundTruthKeys keys(MatchBy matchBy) {
    return GroundTruthKeys.of(matchBy, "/t");
  }

  private static GroundTruthMatch match(MatchBy matchBy, String... groundTruths) throws Exception {
    return GroundTruthMatch.of(
        TableSet.in(OutputLayout.at(directory.resolve("out").toString()), TableGroup.RUN),
        List.of(groundTruths),
        keys(matchBy),
        "--groundTruth=t");
  }
}
