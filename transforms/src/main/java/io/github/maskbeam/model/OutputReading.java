// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.model;

import com.google.auto.value.AutoValue;
import io.github.maskbeam.model.GraphTail.Trait;
import io.github.maskbeam.schemas.LabelMap;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tensorflow.lite.DataType;
import org.tensorflow.lite.Tensor;

/** How the values of an output tensor are read as a mask. Immutable. */
@AutoValue
abstract class OutputReading {
  private static final Set<DataType> INTEGERS = EnumSet.of(DataType.INT64, DataType.INT32);
  private static final Set<DataType> TYPES =
      EnumSet.of(DataType.FLOAT32, DataType.UINT8, DataType.INT8, DataType.INT64, DataType.INT32);
  private static final int BYTE_VALUES = 256;

  abstract OutputKind kind();

  abstract OutputGrid grid();

  abstract int classes();

  abstract boolean areClassesKnown();

  abstract ForegroundValues foregroundValues();

  abstract List<String> warnings();

  /** The reading of a tensor; empty if it is not a mask. */
  static Optional<OutputReading> of(Tensor tensor, GraphTail tail, OutputGrid.Input input) {
    if (!TYPES.contains(tensor.dataType())) {
      return Optional.empty();
    }
    return OutputGrid.of(tensor, tail, input)
        .flatMap(grid -> grid.channels() == 1 ? one(tensor, tail, grid) : many(tensor, tail, grid));
  }

  /** A channel per class. */
  private static Optional<OutputReading> many(Tensor tensor, GraphTail tail, OutputGrid grid) {
    if (INTEGERS.contains(tensor.dataType())
        || tail.has(Trait.ARG_MAX)
        || grid.channels() > LabelMap.MAX_CLASSES) {
      return Optional.empty();
    }
    return Optional.of(
        new AutoValue_OutputReading(
            OutputKind.SCORES,
            grid,
            grid.channels(),
            true,
            ForegroundValues.PROBABILITIES,
            grid.warnings()));
  }

  /** One value per point: the id of its class, or how much it is foreground. */
  private static Optional<OutputReading> one(Tensor tensor, GraphTail tail, OutputGrid grid) {
    List<String> warnings = new ArrayList<>(grid.warnings());
    boolean isQuantized = tensor.quantizationParams().getScale() != 0;
    boolean isProbability = tail.has(Trait.LOGISTIC) || tail.has(Trait.SOFTMAX);
    boolean isId =
        tail.has(Trait.ARG_MAX)
            || INTEGERS.contains(tensor.dataType())
            || (tensor.dataType() == DataType.UINT8
                && tensor.numDimensions() < 4
                && !isQuantized
                && !isProbability);
    if (isId) {
      int classes = tail.argMaxClasses().orElse(LabelMap.MAX_CLASSES_IN_8_BITS);
      return classes > LabelMap.MAX_CLASSES
          ? Optional.empty()
          : Optional.of(
              new AutoValue_OutputReading(
                  OutputKind.CLASS_IDS,
                  grid,
                  classes,
                  tail.argMaxClasses().isPresent(),
                  ForegroundValues.PROBABILITIES,
                  warnings));
    }
    ForegroundValues values = ForegroundValues.PROBABILITIES;
    if (!isProbability) {
      if (tail.has(Trait.LINEAR) || (isQuantized && exceedsProbabilities(tensor))) {
        values = ForegroundValues.LOGITS;
      } else {
        warnings.add(
            "the graph does not show what the values of its one channel are; they are assumed to"
                + " be probabilities of foreground; choose another output with --modelOutput if"
                + " there is one");
      }
    }
    return Optional.of(
        new AutoValue_OutputReading(OutputKind.FOREGROUND, grid, 2, true, values, warnings));
  }

  /** Whether a quantized tensor has values that no probability has. */
  private static boolean exceedsProbabilities(Tensor tensor) {
    Tensor.QuantizationParams params = tensor.quantizationParams();
    int lowest = tensor.dataType() == DataType.INT8 ? Byte.MIN_VALUE : 0;
    double min = params.getScale() * (lowest - params.getZeroPoint());
    double max = params.getScale() * (lowest + BYTE_VALUES - 1 - params.getZeroPoint());
    // Calibration may leave a little more room than 0 to 1.
    return min < -0.5 || max > 1.5;
  }
}
