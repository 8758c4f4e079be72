// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.tflite.probe;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.maskbeam.testing.ModelBuilder;
import io.github.maskbeam.testing.TestModels;
import io.github.maskbeam.tflite.InvalidModelException.Reason;
import io.github.maskbeam.tflite.probe.ProbeResult.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.TensorType;

/** Models that would end or block this JVM end a child JVM instead. */
class ModelProbeTest {
  private static final ProbeLimits LIMITS = ProbeLimits.of(Duration.ofMinutes(5), 1L << 30);
  private static final ByteBuffer GOOD = TestModels.addOne(1, 2);

  @Test
  void acceptsModelsThatRun() {
    ProbeResult result = ModelProbe.probe(GOOD);
    assertThat(result.message(), result.outcome(), is(Outcome.RUNS));
    assertThat(result.isXnnpackRejected(), is(false));
    assertThat(ModelProbe.probe(TestModels.notForXnnpack(2, 2)).isXnnpackRejected(), is(true));
  }

  @Test
  void acceptsModelsWhosePlaceholderShapeNeedNotRun() {
    assertThat(ModelProbe.probe(TestModels.addOneToAnyBatch(1, 2)).outcome(), is(Outcome.RUNS));
  }

  @Test
  void reportsAModelThatEndsTheProcess() throws IOException {
    try (ProbeProcess process = ProbeProcess.start(LIMITS)) {
      assertThat(process.probe(GOOD).outcome(), is(Outcome.RUNS));
      ProbeResult result = process.probe(TestModels.endsTheProcess());
      assertThat(result.message(), result.outcome(), is(Outcome.CRASHED));
      assertThat(result.message(), containsString("ends the process when it opens or runs this"));
      assertThrows(IOException.class, () -> process.probe(GOOD));
    }
  }

  @Test
  void reportsTheErrorsOfTheLibraryInTheMessage() throws IOException {
    try (ProbeProcess process = ProbeProcess.start(LIMITS)) {
      ProbeResult noInputs = process.probe(TestModels.builtinOperator(BuiltinOperator.CONV_2D, 1));
      assertThat(noInputs.reason(), is(Reason.NOT_RUNNABLE));
      assertThat(
          noInputs.message(),
          allOf(
              containsString("tensorflow/lite/kernels/conv.cc"),
              containsString("Node number 0 (CONV_2D) failed to prepare"),
              not(containsString("/home")),
              not(containsString("standard error"))));
      ProbeResult noTensor = process.probe(unknownTensor(201));
      assertThat(noTensor.message(), containsString("Invalid tensor index 201 in node inputs"));
      ProbeResult noGraph = process.probe(new ModelBuilder().buildWithoutGraph());
      assertThat(noGraph.message(), containsString("No subgraph in the model"));
      ProbeResult custom = process.probe(TestModels.customOperator("MadeUp"));
      assertThat(custom.reason(), is(Reason.OPERATOR_UNSUPPORTED));
      assertThat(custom.message(), containsString("custom operator MadeUp"));
      ProbeResult empty = process.probe(ByteBuffer.allocate(0));
      assertThat(empty.reason(), is(Reason.NOT_TFLITE));
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void endsAProcessThatNeedsTooMuchMemory() {
    // Two tensors of 1.6 GB each, of which the first is written.
    ProbeResult result =
        ModelProbe.probe(TestModels.addOne(1, 20_000, 20_000), Optional.empty(), LIMITS);
    assertThat(result.message(), result.outcome(), is(Outcome.OUT_OF_MEMORY));
    assertThat(result.message(), containsString("more than 1,024 MiB"));
  }

  @Test
  void endsAProcessThatTakesTooLong() {
    ProbeResult result =
        ModelProbe.probe(GOOD, Optional.empty(), ProbeLimits.of(Duration.ZERO, 1L << 30));
    assertThat(result.outcome(), is(Outcome.TIMED_OUT));
  }

  @Test
  void anInterruptIsNotTakenForATrial() {
    Thread.currentThread().interrupt();
    assertThrows(UncheckedIOException.class, () -> ModelProbe.probe(GOOD));
    assertThat(Thread.interrupted(), is(true));
  }

  @Test
  void findsItsClassesAndLibrariesWithoutTheClassPathOfThisJvm() throws IOException {
    try (ProbeProcess process = ProbeProcess.start(LIMITS, ChildClassPath.ofLoadedClasses())) {
      assertThat(process.probe(GOOD).outcome(), is(Outcome.RUNS));
    }
  }

  @Test
  void aProcessThatDoesNotStartIsNoFaultOfTheModel() throws IOException {
    try (ProbeProcess process = ProbeProcess.start(LIMITS, "no-such-directory")) {
      IOException e = assertThrows(IOException.class, () -> process.probe(GOOD));
      assertThat(e.getMessage(), containsString("ProbeMain"));
    }
  }

  private static ByteBuffer unknownTensor(int index) {
    ModelBuilder model = new ModelBuilder();
    int in = model.tensor("image", TensorType.FLOAT32, 1, 4);
    int out = model.tensor("scores", TensorType.FLOAT32, 1, 4);
    return model
        .operator(BuiltinOperator.LOGISTIC, 1, null, new int[] {index}, new int[] {out})
        .inputs(in)
        .outputs(out)
        .build();
  }
}
