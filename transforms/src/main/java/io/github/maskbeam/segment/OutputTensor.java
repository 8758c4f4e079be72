// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.segment;

import io.github.maskbeam.mask.ConfidenceMeter;
import io.github.maskbeam.mask.ScoreGrid;
import io.github.maskbeam.model.ForegroundValues;
import io.github.maskbeam.model.ModelContract;
import io.github.maskbeam.model.OutputKind;
import io.github.maskbeam.model.TensorLayout;
import io.github.maskbeam.schemas.LabelMap;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.tensorflow.lite.DataType;
import org.tensorflow.lite.Tensor;

/**
 * Reads the output of a model. Arrays and the memory of the tensor are reused for each image. Not
 * thread-safe.
 */
final class OutputTensor {
  /** Replaces ids that are not classes. */
  private static final int VOID = -1;

  private final ModelContract contract;
  private final Tensor tensor;
  private final boolean areUsedAsStored;

  /** The real score by stored byte (unsigned); empty if scores are not quantized. */
  private final float[] realOfByte;

  /** The stored output; empty if scores are not quantized. */
  private final byte[] stored;

  /** The scores; empty if those of the tensor are used as they are. */
  private final float[] scores;

  private final int maxId;
  private final int[] classIds;

  /** The scores as stored; empty unless the layout is NCHW. */
  private final float[] planes;

  /**
   * Creates the reader.
   *
   * @param labels of which there may be more than classes that the contract knows of, if the output
   *     has class ids
   * @param tensor the output tensor of the contract, in the interpreter that will run
   */
  OutputTensor(ModelContract contract, LabelMap labels, Tensor tensor) {
    this.contract = contract;
    this.tensor = tensor;
    int points = contract.outputWidth() * contract.outputHeight();
    boolean hasClassIds = contract.outputKind() == OutputKind.CLASS_IDS;
    boolean isQuantized = !hasClassIds && contract.outputType() != DataType.FLOAT32;
    stored = new byte[isQuantized ? tensor.numBytes() : 0];
    realOfByte = isQuantized ? realOfByte(tensor) : new float[0];
    maxId = Math.max(contract.classes(), labels.size()) - 1;
    classIds = new int[hasClassIds ? points : 0];
    boolean hasScores = contract.outputKind() == OutputKind.SCORES;
    boolean hasPlanes = hasScores && contract.outputLayout() == TensorLayout.NCHW;
    areUsedAsStored = hasScores && !isQuantized && !hasPlanes;
    scores = new float[hasClassIds || areUsedAsStored ? 0 : points * contract.classes()];
    planes = new float[hasPlanes ? scores.length : 0];
  }

  /**
   * The scores of the last run. For a foreground channel p, the scores are 1 - p for background and
   * p for foreground, so foreground has the highest score if p is greater than 0.5; a logit is
   * compared with 0, whose probability is 0.5. The next run overwrites the scores.
   *
   * @throws IllegalStateException if the output has class ids
   */
  ScoreGrid scores() {
    ByteBuffer data = tensor.asReadOnlyBuffer().order(ByteOrder.nativeOrder());
    if (areUsedAsStored) {
      return grid(data.asFloatBuffer());
    }
    switch (contract.outputKind()) {
      case SCORES:
        if (contract.outputLayout() == TensorLayout.NCHW) {
          copyReals(data, planes.length, planes);
          interleave();
        } else {
          copyReals(data, scores.length, scores);
        }
        break;
      case FOREGROUND:
        int points = scores.length / 2;
        boolean isLogit = contract.foregroundValues() == ForegroundValues.LOGITS;
        copyReals(data, points, scores);
        // Backwards, because the pairs overwrite the values in the same array.
        for (int i = points - 1; i >= 0; i--) {
          float foreground = scores[i];
          scores[2 * i] = isLogit ? 0 : 1 - foreground;
          scores[2 * i + 1] = foreground;
        }
        break;
      case CLASS_IDS:
        throw new IllegalStateException("The output has class ids instead of scores");
    }
    return grid(FloatBuffer.wrap(scores));
  }

  /**
   * The probabilities of scores that {@link #scores} returned, which are not changed.
   *
   * @param target receives the probabilities, as many as the scores
   * @return a grid with the probabilities, not always of {@code target}
   */
  ScoreGrid probabilities(ScoreGrid grid, float[] target) {
    if (contract.outputKind() == OutputKind.FOREGROUND
        && contract.foregroundValues() != ForegroundValues.LOGITS) {
      grid.copy(0, target);
      return grid;
    }
    return ConfidenceMeter.toProbabilities(grid, target);
  }

  private ScoreGrid grid(FloatBuffer values) {
    return ScoreGrid.of(
        contract.outputWidth(), contract.outputHeight(), contract.classes(), values);
  }

  /** The class ids of the last run, row by row, or -1 for void; empty if the output has scores. */
  int[] classIds() {
    ByteBuffer data = tensor.asReadOnlyBuffer().order(ByteOrder.nativeOrder());
    for (int i = 0; i < classIds.length; i++) {
      long id = id(data, i);
      classIds[i] = id >= 0 && id <= maxId ? (int) id : VOID;
    }
    return classIds;
  }

  /** From a plane per class to the scores of all classes per point. */
  private void interleave() {
    int classes = contract.classes();
    int points = planes.length / classes;
    for (int k = 0; k < classes; k++) {
      for (int i = 0; i < points; i++) {
        scores[i * classes + k] = planes[k * points + i];
      }
    }
  }

  private void copyReals(ByteBuffer data, int count, float[] target) {
    if (contract.outputType() == DataType.FLOAT32) {
      data.asFloatBuffer().get(target, 0, count);
    } else {
      data.get(stored);
      for (int i = 0; i < count; i++) {
        target[i] = realOfByte[stored[i] & 0xff];
      }
    }
  }

  private long id(ByteBuffer data, int i) {
    switch (contract.outputType()) {
      case INT64:
        return data.getLong(i * Long.BYTES);
      case INT32:
        return data.getInt(i * Integer.BYTES);
      case FLOAT32:
        return Math.round(data.getFloat(i * Float.BYTES));
      case INT8:
        return data.get(i);
      default:
        return data.get(i) & 0xff;
    }
  }

  private static float[] realOfByte(Tensor tensor) {
    Quantization quantization = Quantization.of(tensor);
    float[] reals = new float[1 << Byte.SIZE];
    for (int i = 0; i < reals.length; i++) {
      reals[i] = (float) quantization.real(tensor.dataType() == DataType.INT8 ? (byte) i : i);
    }
    return reals;
  }
}
