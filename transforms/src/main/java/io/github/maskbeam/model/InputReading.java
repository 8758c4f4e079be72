// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.model;

import com.google.auto.value.AutoValue;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.tensorflow.lite.DataType;
import org.tensorflow.lite.InterpreterApi;
import org.tensorflow.lite.Tensor;

/** How the input tensor of a model is read as an image. Immutable. */
@AutoValue
abstract class InputReading {
  private static final Set<DataType> TYPES =
      EnumSet.of(DataType.FLOAT32, DataType.UINT8, DataType.INT8);
  private static final int RGB = 3;
  private static final int RGB_AND_MASK = 4;

  abstract TensorLayout layout();

  abstract int channels();

  abstract int widthPx();

  abstract int heightPx();

  abstract List<String> warnings();

  /**
   * Detects the reading.
   *
   * @throws ModelException if the input is not an image of a fixed or chosen size
   */
  static InputReading of(InterpreterApi interpreter, ModelChoices choices) throws ModelException {
    Tensor input = interpreter.getInputTensor(0);
    int[] shape = input.shape();
    if (interpreter.getInputTensorCount() != 1
        || shape.length != 4
        || shape[0] != 1
        || !TYPES.contains(input.dataType())) {
      throw refusal(interpreter, "");
    }
    boolean last = isChannels(shape[3]);
    boolean first = isChannels(shape[1]);
    if (!last && !first) {
      throw refusal(interpreter, "");
    }
    if (DynamicInput.isDynamic(input) && choices.inputSize().isEmpty()) {
      throw refusal(
          interpreter, "its size is dynamic: set it with --modelInputSize=WIDTHxHEIGHT; ");
    }
    boolean isAmbiguous = last && first && (shape[3] == RGB) == (shape[1] == RGB);
    TensorLayout detected =
        last && (!first || shape[3] == RGB || shape[1] != RGB)
            ? TensorLayout.NHWC
            : TensorLayout.NCHW;
    TensorLayout layout =
        last && first && choices.layout().isPresent() ? choices.layout().get() : detected;
    InputReading reading =
        layout == TensorLayout.NHWC
            ? reading(layout, shape[3], shape[2], shape[1], isAmbiguous, choices)
            : reading(layout, shape[1], shape[3], shape[2], isAmbiguous, choices);
    requireSize(interpreter, reading, choices);
    return reading;
  }

  private static void requireSize(
      InterpreterApi interpreter, InputReading reading, ModelChoices choices)
      throws ModelException {
    InputSize actual = InputSize.of(reading.widthPx(), reading.heightPx());
    if (choices.inputSize().isPresent() && !choices.inputSize().get().equals(actual)) {
      throw refusal(
          interpreter,
          "its size is fixed, so --modelInputSize="
              + choices.inputSize().get()
              + " cannot be used; ");
    }
  }

  private static InputReading reading(
      TensorLayout layout,
      int channels,
      int widthPx,
      int heightPx,
      boolean isAmbiguous,
      ModelChoices choices) {
    List<String> warnings =
        isAmbiguous && choices.layout().isEmpty()
            ? List.of(
                "its input can be read as nhwc and as nchw; it is read as "
                    + layout.name().toLowerCase(Locale.ROOT)
                    + "; set --modelLayout")
            : List.of();
    return new AutoValue_InputReading(layout, channels, widthPx, heightPx, warnings);
  }

  static boolean isChannels(int size) {
    return size == RGB || size == RGB_AND_MASK;
  }

  private static ModelException refusal(InterpreterApi interpreter, String found) {
    return new ModelException(
        ModelFailure.INPUT_UNSUPPORTED,
        "unsupported input "
            + Tensors.inputs(interpreter)
            + "; "
            + found
            + "a segmentation model must have one input: an image [1, height, width, 3] or [1, 3,"
            + " height, width], or with 4 channels, of float32, uint8 or int8");
  }
}
