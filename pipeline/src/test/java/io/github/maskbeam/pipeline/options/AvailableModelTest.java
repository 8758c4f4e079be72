// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.options;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.maskbeam.model.ModelChoices;
import io.github.maskbeam.model.ModelException;
import io.github.maskbeam.model.ModelFailure;
import io.github.maskbeam.model.ModelLoader;
import io.github.maskbeam.model.SegmentationModel;
import io.github.maskbeam.output.OutputLayout;
import io.github.maskbeam.pipeline.errors.Problem;
import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.testing.Problems;
import io.github.maskbeam.pipeline.testing.Run;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The output of a run whose model is another file by now. */
class AvailableModelTest {
  private final List<Problem> warnings = new ArrayList<>();

  @TempDir private Path directory;
  private String original;
  private OutputLayout output;
  private String sha256;

  @BeforeEach
  void segmentAndMoveTheModel() throws IOException, ModelException {
    ByteBuffer content = ModelLoader.load(ModelLoader.DEMO).file();
    byte[] bytes = new byte[content.remaining()];
    content.get(bytes);
    Path model = directory.resolve("model.tflite");
    Files.write(model, bytes);
    Files.write(directory.resolve("not-an-image.jpg"), bytes);
    Run run =
        Run.maskbeam(
            "segment",
            "--input=" + directory.resolve("not-an-image.jpg"),
            "--output=" + directory.resolve("out"),
            "--model=" + model,
            "--maxFailureFraction=1");
    assertThat(run.err(), run.exitCode(), is(0));
    // This JVM remembers the model of that path, so the output must be that of another one.
    original = directory.resolve("gone.tflite").toString();
    Path runJson = directory.resolve("out/run.json");
    Files.writeString(runJson, Files.readString(runJson).replace(model.toString(), original));
    output = OutputLayout.at(directory.resolve("out").toString());
    sha256 = ModelLoader.load(ModelLoader.DEMO).sha256();
  }

  @Test
  void theCopyOfAModelThatIsGoneIsUsedAndTold() throws ModelException {
    SegmentationModel model = load(original);
    assertThat(model.sha256(), is(sha256));
    assertThat(Problems.codes(warnings), contains(ProblemCode.MODEL_COPY_USED));
  }

  @Test
  void anotherModelThatIsGoneIsNotReplaced() {
    ModelException e = assertThrows(ModelException.class, () -> load(original + "2"));
    assertThat(e.failure(), is(ModelFailure.NOT_FOUND));
    assertThat(warnings, is(empty()));
  }

  @Test
  void aDamagedCopyIsNotUsed() throws IOException {
    Files.write(Path.of(output.model(sha256)), new byte[] {1});
    ModelException e = assertThrows(ModelException.class, () -> load(original));
    assertThat(e.failure(), is(ModelFailure.NOT_FOUND));
  }

  @Test
  void anInvalidModelIsNotReplaced() throws IOException {
    Files.write(Path.of(original), new byte[] {1, 2, 3});
    ModelException e = assertThrows(ModelException.class, () -> load(original));
    assertThat(e.failure(), is(ModelFailure.NOT_TFLITE));
  }

  private SegmentationModel load(String model) throws ModelException {
    return AvailableModel.load(
        model, ModelChoices.none(), Optional.empty(), Optional.of(output), warnings::add);
  }
}
