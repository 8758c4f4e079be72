// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.model;

import static io.github.maskbeam.testing.SharedFiles.shared;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.arrayContaining;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.emptyArray;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.maskbeam.model.SegmentationModel.Kernels;
import io.github.maskbeam.schemas.Sha256;
import io.github.maskbeam.testing.TestModels;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProbedModelsTest {
  private static final ByteBuffer CUSTOM = TestModels.customOperator("MadeUp");

  @TempDir private Path directory;

  @Test
  void remembersWhatRunsAModel() throws ModelException {
    ByteBuffer model = TestModels.notForXnnpack(2, 2);
    String sha256 = Sha256.hex(model);
    ProbedModels models = ProbedModels.in(directory);
    assertThat(models.requireRuns(model, sha256), is(Kernels.PLAIN));
    assertThat(directory.toFile().list(), is(arrayContaining(sha256 + ".probe")));
    // Another model under this SHA-256: it would be refused if it were tried.
    assertThat(models.requireRuns(CUSTOM, sha256), is(Kernels.PLAIN));
  }

  @Test
  void triesAModelAgainIfTheRecordIsOfAnotherVersion() throws IOException {
    String sha256 = Sha256.hex(CUSTOM);
    Files.writeString(directory.resolve(sha256 + ".probe"), "1 0.0.1 Linux amd64 XNNPACK");
    ModelException e =
        assertThrows(
            ModelException.class, () -> ProbedModels.in(directory).requireRuns(CUSTOM, sha256));
    assertThat(e.failure(), is(ModelFailure.OPERATOR_UNSUPPORTED));
    assertThat(e.getMessage(), containsString("MadeUp"));
  }

  @Test
  void remembersNoFailure() {
    assertThrows(
        ModelException.class,
        () -> ProbedModels.in(directory).requireRuns(CUSTOM, Sha256.hex(CUSTOM)));
    assertThat(directory.toFile().list(), is(emptyArray()));
  }

  @Test
  void doesNotTryKnownModels() throws Exception {
    ByteBuffer model =
        ByteBuffer.wrap(Files.readAllBytes(shared("models/deeplabv3_257_mv_gpu.tflite")));
    ProbedModels.in(directory).requireRuns(model, Sha256.hex(model));
    assertThat(directory.toFile().list(), is(emptyArray()));
  }

  @Test
  void needsNoWritableDirectory() throws Exception {
    Path file = Files.createFile(directory.resolve("file"));
    ByteBuffer model = TestModels.addOne(1, 2);
    assertThat(ProbedModels.in(file).requireRuns(model, Sha256.hex(model)), is(Kernels.XNNPACK));
  }
}
