// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.segment;

import io.github.maskbeam.mask.ScoreGrid;
import io.github.maskbeam.model.ModelContract;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.tensorflow.lite.DataType;
import org.tensorflow.lite.Tensor;

/**
 * Reads a model's output into Java arrays that it keeps between images: one instance for one
 * thread.
 */
final class OutputTensor {
  /** Void, never a class: what an id outside 0 to 254 becomes. */
  private static final byte VOID = (byte) 255;

  private final ModelContract contract;
  private final float[] scores;
  private final byte[] classIds;

  OutputTensor(ModelContract contract) {
    this.contract = contract;
    int points = contract.outputWidth() * contract.outputHeight();
    switch (contract.outputKind()) {
      case CLASS_IDS:
        classIds = new byte[points];
        scores = new float[0];
        return;
      case SCORES:
      case FOREGROUND:
        classIds = new byte[0];
        scores = new float[points * contract.classes()];
        return;
    }
    throw new AssertionError(contract.outputKind());
  }

  /** The scores of a model that gives scores, or a foreground channel against one half. */
  ScoreGrid scores(Tensor output) {
    ByteBuffer data = output.asReadOnlyBuffer().order(ByteOrder.nativeOrder());
    switch (contract.outputKind()) {
      case SCORES:
        if (output.dataType() == DataType.FLOAT32) {
          data.asFloatBuffer().get(scores);
        } else {
          for (int i = 0; i < scores.length; i++) {
            scores[i] = real(data, output, i);
          }
        }
        break;
      case FOREGROUND:
        for (int i = 0; i < scores.length; i += 2) {
          float foreground = real(data, output, i / 2);
          scores[i] = 1 - foreground;
          scores[i + 1] = foreground;
        }
        break;
      case CLASS_IDS:
        throw new IllegalStateException("A model that gives class ids gives no scores");
    }
    return ScoreGrid.of(
        contract.outputWidth(), contract.outputHeight(), contract.classes(), scores);
  }

  /** The class ids of a model that gives them, row by row. */
  byte[] classIds(Tensor output) {
    ByteBuffer data = output.asReadOnlyBuffer().order(ByteOrder.nativeOrder());
    for (int i = 0; i < classIds.length; i++) {
      long id = id(data, output.dataType(), i);
      classIds[i] = id >= 0 && id < contract.classes() ? (byte) id : VOID;
    }
    return classIds;
  }

  private static float real(ByteBuffer data, Tensor output, int i) {
    if (output.dataType() == DataType.FLOAT32) {
      return data.getFloat(i * Float.BYTES);
    }
    int quantised = output.dataType() == DataType.UINT8 ? data.get(i) & 0xff : data.get(i);
    Tensor.QuantizationParams quantization = output.quantizationParams();
    return (quantised - quantization.getZeroPoint()) * quantization.getScale();
  }

  private static long id(ByteBuffer data, DataType type, int i) {
    switch (type) {
      case INT64:
        return data.getLong(i * Long.BYTES);
      case INT32:
        return data.getInt(i * Integer.BYTES);
      default:
        return data.get(i) & 0xff;
    }
  }
}
