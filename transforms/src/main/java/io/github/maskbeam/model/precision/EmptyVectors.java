// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.model.precision;

import org.tensorflow.lite.schema.OperatorT;
import org.tensorflow.lite.schema.QuantizationParametersT;
import org.tensorflow.lite.schema.SubGraphT;
import org.tensorflow.lite.schema.TensorT;

/**
 * Vectors that a model does not have. The schema's objects make them empty vectors, which
 * TensorFlow Lite reads as a statement: a tensor with an empty vector of scales is not a float
 * tensor.
 */
final class EmptyVectors {
  private EmptyVectors() {}

  static void remove(SubGraphT graph) {
    for (TensorT tensor : graph.getTensors()) {
      remove(tensor);
    }
    for (OperatorT operator : graph.getOperators()) {
      if (isEmpty(operator.getCustomOptions())) {
        operator.setCustomOptions(null);
      }
      if (isEmpty(operator.getIntermediates())) {
        operator.setIntermediates(null);
      }
      boolean[] mutated = operator.getMutatingVariableInputs();
      if (mutated != null && mutated.length == 0) {
        operator.setMutatingVariableInputs(null);
      }
    }
  }

  static void remove(TensorT tensor) {
    if (isEmpty(tensor.getShapeSignature())) {
      tensor.setShapeSignature(null);
    }
    if (tensor.getVariantTensors() != null && tensor.getVariantTensors().length == 0) {
      tensor.setVariantTensors(null);
    }
    if (tensor.getQuantization() != null) {
      remove(tensor.getQuantization());
    }
  }

  private static void remove(QuantizationParametersT quantization) {
    if (isEmpty(quantization.getMin())) {
      quantization.setMin(null);
    }
    if (isEmpty(quantization.getMax())) {
      quantization.setMax(null);
    }
    if (isEmpty(quantization.getScale())) {
      quantization.setScale(null);
    }
    if (quantization.getZeroPoint() != null && quantization.getZeroPoint().length == 0) {
      quantization.setZeroPoint(null);
    }
  }

  private static boolean isEmpty(int[] vector) {
    return vector != null && vector.length == 0;
  }

  private static boolean isEmpty(float[] vector) {
    return vector != null && vector.length == 0;
  }
}
