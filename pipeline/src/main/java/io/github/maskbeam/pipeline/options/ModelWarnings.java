// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.options;

import io.github.maskbeam.model.SegmentationModel;
import io.github.maskbeam.model.SegmentationModel.Kernels;
import io.github.maskbeam.pipeline.errors.Problem;
import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.tflite.Delegation;
import io.github.maskbeam.tflite.ExternalDelegate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What users should know about a model although it can be used. */
public final class ModelWarnings {
  private ModelWarnings() {}

  /**
   * The warnings about a model.
   *
   * @param inferenceMs the measured time of an inference on one thread, in ms, if there is one
   */
  public static List<Problem> of(SegmentationModel model, Optional<Double> inferenceMs) {
    List<Problem> warnings = new ArrayList<>();
    if (model.kernels() == Kernels.PLAIN) {
      String measured =
          inferenceMs.isPresent()
              ? String.format(Locale.ROOT, "; an inference took %.1f ms here", inferenceMs.get())
              : "";
      warnings.add(
          Problem.of(
              ProblemCode.MODEL_WITHOUT_XNNPACK,
              "XNNPACK cannot prepare this model, so TensorFlow Lite's plain kernels run it"
                  + measured
                  + ". If that is too slow, use another export of the model."));
    }
    boolean takesNothing =
        model
            .delegation()
            .flatMap(Delegation::externalOperators)
            .filter(external -> external.operatorCount() == 0)
            .isPresent();
    if (takesNothing) {
      warnings.add(
          Problem.of(
              ProblemCode.DELEGATE_UNUSED,
              String.format(
                  "Delegate %s takes no operator of this model, which runs as without --delegate."
                      + " Use a model that was made for the delegate, or check --delegateOptions.",
                  model.delegate().map(ExternalDelegate::library).orElse(""))));
    }
    model
        .warnings()
        .forEach(assumption -> warnings.add(Problem.of(ProblemCode.MODEL_ASSUMED, assumption)));
    return warnings;
  }
}
