// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.model;

import com.google.auto.value.AutoValue;
import io.github.maskbeam.schemas.LabelMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.tensorflow.lite.DataType;
import org.tensorflow.lite.InterpreterApi;
import org.tensorflow.lite.Tensor;

/**
 * The input and output of a segmentation model, detected from its tensors. The output is a grid of
 * points, which covers the input at any resolution. Immutable.
 */
@AutoValue
public abstract class ModelContract {
  private static final Set<DataType> INPUT_TYPES =
      EnumSet.of(DataType.FLOAT32, DataType.UINT8, DataType.INT8);
  private static final Set<DataType> SCORE_TYPES =
      EnumSet.of(DataType.FLOAT32, DataType.UINT8, DataType.INT8);
  private static final Set<DataType> CLASS_ID_TYPES =
      EnumSet.of(DataType.INT64, DataType.INT32, DataType.UINT8);
  private static final int RGB = 3;

  /**
   * Detects the contract from the tensors of an interpreter.
   *
   * @throws ModelException if the input is not an image or no output is a mask
   */
  public static ModelContract of(InterpreterApi interpreter) throws ModelException {
    Tensor input = interpreter.getInputTensor(0);
    int[] shape = input.shape();
    if (interpreter.getInputTensorCount() != 1
        || shape.length != 4
        || shape[0] != 1
        || shape[3] != RGB
        || hasUnknownSize(input)
        || !INPUT_TYPES.contains(input.dataType())) {
      throw new ModelException(
          ModelFailure.INPUT_UNSUPPORTED,
          "unsupported input "
              + describeInputs(interpreter)
              + "; a segmentation model must have one input: an image [1, height, width, 3] of"
              + " float32, uint8 or int8, with fixed sizes");
    }
    for (int i = 0; i < interpreter.getOutputTensorCount(); i++) {
      Tensor output = interpreter.getOutputTensor(i);
      OutputKind kind = kindOf(output);
      if (kind != null) {
        return new AutoValue_ModelContract(
            shape[2],
            shape[1],
            input.dataType(),
            kind,
            i,
            output.shape()[2],
            output.shape()[1],
            classCount(output, kind),
            output.dataType());
      }
    }
    throw new ModelException(
        ModelFailure.OUTPUT_UNSUPPORTED,
        "unsupported output "
            + describeOutputs(interpreter)
            + "; a segmentation model must have scores [1, h, w, classes] (float32, uint8 or int8,"
            + " at most "
            + LabelMap.MAX_CLASSES
            + " classes), class ids [1, h, w] (int64, int32 or uint8), or one foreground channel"
            + " [1, h, w, 1]");
  }

  /** Width of the input, in pixels. */
  public abstract int inputWidthPx();

  /** Height of the input, in pixels. */
  public abstract int inputHeightPx();

  /** Element type of the input: FLOAT32, UINT8 or INT8. */
  public abstract DataType inputType();

  /** The kind of values in the output. */
  public abstract OutputKind outputKind();

  /** Index of the output that is the mask. */
  public abstract int outputIndex();

  /** Width of the output, in points. */
  public abstract int outputWidth();

  /** Height of the output, in points. */
  public abstract int outputHeight();

  /**
   * Number of classes. For class ids, whose tensor does not have this number, the maximum {@link
   * LabelMap#MAX_CLASSES}.
   */
  public abstract int classes();

  /** Element type of the output. */
  public abstract DataType outputType();

  private static OutputKind kindOf(Tensor output) {
    int[] shape = output.shape();
    DataType type = output.dataType();
    if (hasUnknownSize(output) || shape.length < 3 || shape[0] != 1) {
      return null;
    }
    if (shape.length == 3 && CLASS_ID_TYPES.contains(type)) {
      return OutputKind.CLASS_IDS;
    }
    if (shape.length == 4 && SCORE_TYPES.contains(type) && shape[3] <= LabelMap.MAX_CLASSES) {
      return shape[3] == 1 ? OutputKind.FOREGROUND : OutputKind.SCORES;
    }
    return null;
  }

  private static int classCount(Tensor output, OutputKind kind) {
    switch (kind) {
      case SCORES:
        return output.shape()[3];
      case CLASS_IDS:
        return LabelMap.MAX_CLASSES;
      case FOREGROUND:
        return 2;
    }
    throw new AssertionError(kind);
  }

  private static boolean hasUnknownSize(Tensor tensor) {
    // The batch size may be dynamic, as converters leave it. It is 1 unless the input is resized.
    return Arrays.stream(tensor.shapeSignature()).skip(1).anyMatch(size -> size < 0)
        || Arrays.stream(tensor.shape()).anyMatch(size -> size < 1);
  }

  private static String describeInputs(InterpreterApi interpreter) {
    List<String> tensors = new ArrayList<>();
    for (int i = 0; i < interpreter.getInputTensorCount(); i++) {
      tensors.add(describe(interpreter.getInputTensor(i)));
    }
    return String.join(" and ", tensors);
  }

  private static String describeOutputs(InterpreterApi interpreter) {
    List<String> tensors = new ArrayList<>();
    for (int i = 0; i < interpreter.getOutputTensorCount(); i++) {
      tensors.add(describe(interpreter.getOutputTensor(i)));
    }
    return String.join(" and ", tensors);
  }

  private static String describe(Tensor tensor) {
    return tensor.dataType() + " " + Arrays.toString(tensor.shapeSignature());
  }
}
