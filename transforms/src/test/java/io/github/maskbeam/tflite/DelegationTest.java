// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.tflite;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;

import io.github.maskbeam.testing.TestModels;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.tensorflow.lite.InterpreterApi;
import org.tensorflow.lite.schema.TensorType;

/** Without XNNPACK an inference takes about seven times as long, without any error. */
class DelegationTest {

  private static final ByteBuffer MODEL =
      TestModels.pixelScores(4, 4, new float[][] {{1, 2, 3}}, new float[1]);

  @Test
  void appliesXnnpackByDefault() {
    Delegation delegation = delegationOf(MODEL, new InterpreterApi.Options());
    assertThat(delegation.delegateNames(), contains(Delegation.XNNPACK));
    assertThat(delegation.operatorCount(), equalTo(1));
    assertThat(delegation.delegatedOperatorCount(), equalTo(1));
    assertThat(delegation.partitionCount(), equalTo(1));
  }

  @Test
  void appliesXnnpackWithAnyNumberOfThreads() {
    for (int threads = -1; threads <= 2; threads++) {
      InterpreterApi.Options options = new InterpreterApi.Options().setNumThreads(threads);
      assertThat(delegationOf(MODEL, options).delegateNames(), contains(Delegation.XNNPACK));
    }
  }

  @Test
  void doesNotApplyXnnpackIfItIsDisabled() {
    Delegation delegation = delegationOf(MODEL, new InterpreterApi.Options().setUseXNNPACK(false));
    assertThat(delegation.delegateNames(), empty());
    assertThat(delegation.operatorCount(), equalTo(1));
    assertThat(delegation.delegatedOperatorCount(), equalTo(0));
    assertThat(delegation.partitionCount(), equalTo(0));
  }

  @Test
  void doesNotCountOperatorsThatXnnpackDoesNotSupport() {
    Delegation delegation =
        delegationOf(TestModels.classIds(TensorType.INT64, 2, 2, 3), new InterpreterApi.Options());
    assertThat(delegation.operatorCount(), equalTo(1));
    assertThat(delegation.delegatedOperatorCount(), equalTo(0));
  }

  @Test
  void runsPlainKernelsIfXnnpackCannotPrepareTheModel() {
    byte[][][][] in = {{{{2, 4, 6}}}};
    byte[][][][] out = new byte[1][2][2][3];
    InterpreterApi.Options defaults = new InterpreterApi.Options();
    try (TfliteInterpreter interpreter =
        TfliteInterpreter.open(TestModels.notForXnnpack(1, 1), defaults)) {
      Delegation delegation = interpreter.delegation();
      assertThat(delegation.isXnnpackRejected(), is(true));
      assertThat(delegation.delegateNames(), empty());
      assertThat(delegation.delegatedOperatorCount(), equalTo(0));
      interpreter.run(in, out);
    }
    byte[][] row = {{2, 4, 6}, {2, 4, 6}};
    assertThat(out[0], equalTo(new byte[][][] {row, row}));
    assertThat(delegationOf(MODEL, defaults).isXnnpackRejected(), is(false));
  }

  private static Delegation delegationOf(ByteBuffer model, InterpreterApi.Options options) {
    try (TfliteInterpreter interpreter = TfliteInterpreter.open(model, options)) {
      return interpreter.delegation();
    }
  }
}
