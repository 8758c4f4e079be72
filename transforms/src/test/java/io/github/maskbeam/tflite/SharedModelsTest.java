// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.tflite;

import static io.github.maskbeam.testing.SharedFiles.shared;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.File;
import org.junit.jupiter.api.Test;
import org.tensorflow.lite.DataType;
import org.tensorflow.lite.InterpreterApi;
import org.tensorflow.lite.Tensor;

/** The tensors of real models, and the operators that XNNPACK runs. */
class SharedModelsTest {

  private static final InterpreterApi.Options ONE_THREAD =
      new InterpreterApi.Options().setNumThreads(1);

  @Test
  void delegatesAllOperatorsOfDeeplab257() {
    for (String name : new String[] {"deeplabv3_257_mv_gpu", "deeplabv3_with_metadata"}) {
      try (TfliteInterpreter model = TfliteInterpreter.open(file(name), ONE_THREAD)) {
        assertTensor(model.getInputTensor(0), DataType.FLOAT32, 1, 257, 257, 3);
        assertTensor(model.getOutputTensor(0), DataType.FLOAT32, 1, 257, 257, 21);
        Delegation delegation = model.delegation();
        assertThat(delegation.delegateNames(), contains(Delegation.XNNPACK));
        assertThat(delegation.delegatedOperatorCount(), equalTo(delegation.operatorCount()));
        assertThat(delegation.partitionCount(), equalTo(1));
      }
    }
  }

  @Test
  void delegatesAllButTwoOperatorsOfQuantizedDeeplab() {
    try (TfliteInterpreter model =
        TfliteInterpreter.open(file("deeplabv3_mnv2_dm05_pascal_quant"), ONE_THREAD)) {
      assertTensor(model.getInputTensor(0), DataType.UINT8, 1, 513, 513, 3);
      assertThat(model.getInputTensor(0).quantizationParams().getScale(), equalTo(1 / 128f));
      assertThat(model.getInputTensor(0).quantizationParams().getZeroPoint(), equalTo(128));
      assertTensor(model.getOutputTensor(0), DataType.INT64, 1, 513, 513);
      Delegation delegation = model.delegation();
      assertThat(delegation.delegateNames(), contains(Delegation.XNNPACK));
      assertThat(delegation.operatorCount() - delegation.delegatedOperatorCount(), equalTo(2));
    }
  }

  @Test
  void xnnpackRunsCustomOperatorsOfMediaPipe() {
    for (String name : new String[] {"selfie_segmentation", "segm_full_v679"}) {
      try (TfliteInterpreter model = TfliteInterpreter.open(file(name), ONE_THREAD)) {
        Delegation delegation = model.delegation();
        assertThat(name, delegation.delegatedOperatorCount(), equalTo(delegation.operatorCount()));
      }
    }
  }

  @Test
  void namesCustomOperatorsWithoutXnnpack() {
    File model = file("segm_full_v679");
    InterpreterApi.Options plain = new InterpreterApi.Options().setUseXNNPACK(false);
    InvalidModelException e =
        assertThrows(InvalidModelException.class, () -> InterpreterApi.create(model, plain));
    assertThat(e.getMessage(), containsString("segm_full_v679.tflite"));
    assertThat(e.reason(), is(InvalidModelException.Reason.OPERATOR_UNSUPPORTED));
    assertThat(e.getMessage(), containsString("Convolution2DTransposeBias"));
  }

  @Test
  void plainKernelsRunAModelThatXnnpackCannotPrepare() {
    try (TfliteInterpreter model =
        TfliteInterpreter.open(file("deeplab_aiseg_quant513"), ONE_THREAD)) {
      assertThat(model.delegation().isXnnpackRejected(), is(true));
      assertTensor(model.getOutputTensor(0), DataType.INT64, 1, 513, 513);
      model.inputBuffer(0);
      model.run(null, null);
    }
  }

  private static void assertTensor(Tensor tensor, DataType type, int... shape) {
    assertThat(tensor.dataType(), equalTo(type));
    assertThat(tensor.shape(), equalTo(shape));
  }

  private static File file(String name) {
    return shared("models/" + name + ".tflite").toFile();
  }
}
