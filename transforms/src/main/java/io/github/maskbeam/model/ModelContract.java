// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.model;

import com.google.auto.value.AutoValue;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import org.tensorflow.lite.DataType;
import org.tensorflow.lite.InterpreterApi;
import org.tensorflow.lite.Tensor;

/**
 * The input and output of a segmentation model, detected from its tensors, its graph and its
 * metadata. The output is a grid of points, which covers the input at any resolution. Immutable.
 */
@AutoValue
public abstract class ModelContract {
  /**
   * Detects the contract.
   *
   * @param content the model of the interpreter
   * @param choices what is not detected, because the user said it
   * @param described the output that the metadata describe as a mask
   * @throws ModelException if the input is not an image or no output is a mask
   */
  static ModelContract of(
      InterpreterApi interpreter, ByteBuffer content, ModelChoices choices, OptionalInt described)
      throws ModelException {
    InputReading input = InputReading.of(interpreter, choices);
    OutputSelection.Selected output =
        OutputSelection.of(
            interpreter,
            OutputGrid.Input.of(
                input.widthPx(), input.heightPx(), input.layout(), choices.layout()),
            index -> GraphTail.of(content, index),
            choices.output(),
            described);
    requireLayout(choices, input.layout(), output.reading().grid().layout());
    List<String> warnings = new ArrayList<>(input.warnings());
    warnings.addAll(output.warnings());
    Tensor tensor = interpreter.getOutputTensor(output.index());
    OutputReading reading = output.reading();
    return new AutoValue_ModelContract(
        input.widthPx(),
        input.heightPx(),
        input.channels(),
        input.layout(),
        interpreter.getInputTensor(0).dataType(),
        reading.kind(),
        output.index(),
        tensor.name() == null ? "" : tensor.name(),
        output.choice(),
        reading.grid().layout(),
        reading.grid().width(),
        reading.grid().height(),
        reading.classes(),
        reading.areClassesKnown(),
        reading.foregroundValues(),
        tensor.dataType(),
        warnings);
  }

  private static void requireLayout(ModelChoices choices, TensorLayout input, TensorLayout output)
      throws ModelException {
    if (choices.layout().isPresent()
        && choices.layout().get() != input
        && choices.layout().get() != output) {
      throw new ModelException(
          ModelFailure.OUTPUT_UNSUPPORTED,
          String.format(
              "unsupported output: --modelLayout=%s contradicts the shapes of its tensors; omit it",
              choices.layout().get().name().toLowerCase(Locale.ROOT)));
    }
  }

  /** Width of the input, in pixels. */
  public abstract int inputWidthPx();

  /** Height of the input, in pixels. */
  public abstract int inputHeightPx();

  /** Channels of the input: 3, or 4 if it also has the previous mask, which is left empty. */
  public abstract int inputChannels();

  /** Order of the axes of the input. */
  public abstract TensorLayout inputLayout();

  /** Element type of the input: FLOAT32, UINT8 or INT8. */
  public abstract DataType inputType();

  /** The kind of values in the output. */
  public abstract OutputKind outputKind();

  /** Index of the output that is the mask. */
  public abstract int outputIndex();

  /** Name of the output tensor that is the mask; may be empty. */
  public abstract String outputName();

  /** Why this output was chosen. */
  public abstract OutputChoice outputChoice();

  /** Order of the axes of the output. */
  public abstract TensorLayout outputLayout();

  /** Width of the output, in points. */
  public abstract int outputWidth();

  /** Height of the output, in points. */
  public abstract int outputHeight();

  /**
   * Number of classes. For class ids it is that of ARG_MAX's input; without ARG_MAX it is not
   * known, and is the maximum of masks of 8 bits.
   */
  public abstract int classes();

  /** Whether the model itself shows the number of classes. */
  public abstract boolean areClassesKnown();

  /** The meaning of the values, if the output is a foreground channel. */
  public abstract ForegroundValues foregroundValues();

  /** Element type of the output. */
  public abstract DataType outputType();

  /** What was assumed about tensors, a sentence each that names the option to set; often empty. */
  public abstract List<String> warnings();
}
