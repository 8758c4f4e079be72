// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.query;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;

import io.github.maskbeam.pipeline.errors.Problem;
import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.testing.Problems;
import io.github.maskbeam.pipeline.testing.TinyOutput;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a question names and the output does not have, word by word. */
class QuestionProblemsTest {
  @TempDir private static Path directory;
  private static OutputDatabase database;

  @BeforeAll
  static void open() throws Exception {
    database = OutputDatabase.open(TinyOutput.in(directory), System.err);
  }

  @AfterAll
  static void close() throws Exception {
    database.close();
  }

  @Test
  void aClassThatIsLikeAnother() {
    assertThat(
        Problems.of(() -> new ClassNames(database).idOf("top", "ski")),
        contains(
            Problem.of(
                ProblemCode.CLASS_UNKNOWN,
                "--top=ski: there is no such class. Did you mean sky? The classes are background,"
                    + " sky, water.")));
  }

  @Test
  void aClassThatIsLikeNoOther() {
    assertThat(
        Problems.of(() -> new ClassNames(database).idOf("histogram", "x' OR 1")),
        contains(
            Problem.of(
                ProblemCode.CLASS_UNKNOWN,
                "--histogram=x' OR 1: there is no such class. The classes are background, sky,"
                    + " water.")));
  }

  @Test
  void anImageThatIsLikeAnother() {
    assertThat(
        Problems.of(() -> ImageLookup.idOf(database, "ield.jpg")),
        contains(
            Problem.of(
                ProblemCode.IMAGE_UNKNOWN,
                "--image=ield.jpg: there is no such image. Did you mean /photos/a/field.jpg? It"
                    + " takes an image's id, its URI, or the end of its URI from a slash on.")));
  }

  @Test
  void anImageThatIsLikeNoOther() {
    assertThat(
        Problems.of(() -> ImageLookup.idOf(database, "12345")),
        contains(
            Problem.of(
                ProblemCode.IMAGE_UNKNOWN,
                "--image=12345: there is no such image. It takes an image's id, its URI, or the end"
                    + " of its URI from a slash on.")));
  }

  @Test
  void severalImagesOfOneName() {
    assertThat(
        Problems.of(() -> ImageLookup.idOf(database, "field.jpg")),
        contains(
            Problem.of(
                ProblemCode.IMAGE_AMBIGUOUS,
                "--image=field.jpg: there are 2 such images, among them /photos/a/field.jpg,"
                    + " /photos/b/field.jpg. Name more of its URI.")));
  }

  @Test
  void anEvaluationThatWasNotMade() {
    assertThat(
        Problems.of(() -> Questions.worst(OptionalInt.empty()).sql(database, Format.CSV)),
        contains(
            Problem.of(
                ProblemCode.EVALUATION_MISSING,
                "--worst needs an evaluation, and this output has none: run 'maskbeam evaluate' on"
                    + " it first.")));
  }
}
