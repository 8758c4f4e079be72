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

/** What a segmentation model takes and gives, told by its tensors. */
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
   * Reads the contract off an interpreter's tensors.
   *
   * @throws ModelException if it is not an image segmentation model that Maskbeam can run
   */
  public static ModelContract of(InterpreterApi interpreter) throws ModelException {
    Tensor input = interpreter.getInputTensor(0);
    int[] shape = input.shape();
    if (interpreter.getInputTensorCount() != 1
        || shape.length != 4
        || shape[0] != 1
        || shape[3] != RGB
        || lacksSize(input)
        || !INPUT_TYPES.contains(input.dataType())) {
      throw new ModelException(
          ModelFailure.INPUT_UNSUPPORTED,
          "it takes "
              + describeInputs(interpreter)
              + ", but an image segmentation model takes one image: [1, height, width, 3] of"
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
        "it gives "
            + describeOutputs(interpreter)
            + ", but an image segmentation model gives scores [1, h, w, classes] (float32, uint8 or"
            + " int8, at most "
            + LabelMap.MAX_CLASSES
            + " classes), class ids [1, h, w] (int64, int32 or uint8), or one foreground channel"
            + " [1, h, w, 1]");
  }

  /** Width of the model's input. */
  public abstract int inputWidthPx();

  /** Height of the model's input. */
  public abstract int inputHeightPx();

  /** FLOAT32, UINT8 or INT8. */
  public abstract DataType inputType();

  /** What the output holds. */
  public abstract OutputKind outputKind();

  /** Which of the model's outputs is used. */
  public abstract int outputIndex();

  /** Points a row of the output. */
  public abstract int outputWidth();

  /** Rows of points of the output. */
  public abstract int outputHeight();

  /**
   * Classes that the output can name; {@link LabelMap#MAX_CLASSES} for class ids, whose number a
   * tensor does not tell.
   */
  public abstract int classes();

  /** Type of the output. */
  public abstract DataType outputType();

  private static OutputKind kindOf(Tensor output) {
    int[] shape = output.shape();
    DataType type = output.dataType();
    if (lacksSize(output) || shape.length < 3 || shape[0] != 1) {
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

  private static boolean lacksSize(Tensor tensor) {
    // The batch may be unknown, as converters leave it: it is 1 as long as nobody resizes it.
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
