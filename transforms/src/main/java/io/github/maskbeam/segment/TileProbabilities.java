// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.segment;

import io.github.maskbeam.model.ModelContract;
import io.github.maskbeam.model.OutputKind;
import io.github.maskbeam.model.SegmentationModel;
import io.github.maskbeam.segment.Scales.Flip;
import java.util.Arrays;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.tensorflow.lite.InterpreterApi;

/**
 * Runs a model on tiles and makes its output probabilities. A class id has the probability 1; what
 * is not a class is one more class, after all others.
 *
 * <p>Not thread-safe.
 */
final class TileProbabilities {
  private final InterpreterApi interpreter;
  private final ModelContract contract;
  private final InputTensor input;
  private final OutputTensor output;
  private final int classes;
  private final float[] probabilities;
  private final float[] mirrored;
  private double inferenceMs;

  TileProbabilities(
      SegmentationModel model,
      InterpreterApi interpreter,
      InputTensor input,
      OutputTensor output,
      Flip flip) {
    this.interpreter = interpreter;
    this.contract = model.contract();
    this.input = input;
    this.output = output;
    this.classes = classes(model);
    int count = contract.outputWidth() * contract.outputHeight() * classes;
    probabilities = new float[count];
    mirrored = new float[flip == Flip.ADDED ? count : 0];
  }

  /** The classes of the probabilities of a model. */
  static int classes(SegmentationModel model) {
    return model.contract().outputKind() == OutputKind.CLASS_IDS
        ? model.labels().size() + 1
        : model.contract().classes();
  }

  /**
   * The probabilities of a tile, {@code [output height, output width, classes]}, until the next
   * call.
   *
   * @param tile RGB of 8 bits, as large as the model's input
   */
  float[] of(Mat tile) {
    run(tile, probabilities);
    if (mirrored.length > 0) {
      try (Mat flipped = new Mat()) {
        opencv_core.flip(tile, flipped, 1);
        run(flipped, mirrored);
      }
      addMirrored();
    }
    return probabilities;
  }

  /** Milliseconds of inference since the last call of this method. */
  double takeInferenceMs() {
    double taken = inferenceMs;
    inferenceMs = 0;
    return taken;
  }

  private void run(Mat tile, float[] target) {
    input.write(tile);
    inferenceMs += input.run(interpreter);
    if (contract.outputKind() == OutputKind.CLASS_IDS) {
      int[] ids = output.classIds();
      Arrays.fill(target, 0);
      for (int point = 0; point < ids.length; point++) {
        target[point * classes + (ids[point] < 0 ? classes - 1 : ids[point])] = 1;
      }
    } else {
      output.probabilities(output.scores(), target);
    }
  }

  private void addMirrored() {
    int width = contract.outputWidth();
    for (int y = 0; y < contract.outputHeight(); y++) {
      for (int x = 0; x < width; x++) {
        int point = (y * width + x) * classes;
        int mirror = (y * width + width - 1 - x) * classes;
        for (int k = 0; k < classes; k++) {
          probabilities[point + k] = (probabilities[point + k] + mirrored[mirror + k]) / 2;
        }
      }
    }
  }
}
