// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.options;

import io.github.maskbeam.model.ModelChoices;
import io.github.maskbeam.model.ModelException;
import io.github.maskbeam.model.ModelFailure;
import io.github.maskbeam.model.ModelLoader;
import io.github.maskbeam.model.SegmentationModel;
import io.github.maskbeam.output.ModelCopy;
import io.github.maskbeam.output.OutputLayout;
import io.github.maskbeam.output.RunRecords;
import io.github.maskbeam.pipeline.errors.Problem;
import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.schemas.LabelMap;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Loads the model that --model names, or if that is gone, its copy in the output. */
final class AvailableModel {
  private static final Set<ModelFailure> UNAVAILABLE =
      EnumSet.of(
          ModelFailure.NOT_FOUND,
          ModelFailure.UNREADABLE,
          ModelFailure.NOT_FETCHED,
          ModelFailure.FETCHED_BYTES_DIFFER);

  private AvailableModel() {}

  /**
   * Loads the model.
   *
   * @param model a known name, or an absolute path or URI
   * @param choices what is not detected, because the user said it
   * @param labels those of {@code --labels}, which may replace invalid labels of the model
   * @param warnings receives a warning if the copy is used
   * @throws ModelException if the model cannot be used, or is gone and has no copy
   */
  static SegmentationModel load(
      String model,
      ModelChoices choices,
      Optional<LabelMap> labels,
      Optional<OutputLayout> output,
      Consumer<Problem> warnings)
      throws ModelException {
    try {
      return ModelLoader.load(model, choices, labels);
    } catch (ModelException e) {
      Optional<String> copy =
          UNAVAILABLE.contains(e.failure())
              ? output.flatMap(layout -> copy(layout, model))
              : Optional.empty();
      if (!copy.isPresent()) {
        throw e;
      }
      SegmentationModel loaded = ModelLoader.load(copy.get(), choices, labels);
      warnings.accept(
          Problem.of(
              ProblemCode.MODEL_COPY_USED,
              String.format("%s. Its copy %s is used.", e.getMessage(), copy.get())));
      return loaded;
    }
  }

  /** The copy in an output whose run was given the same model. */
  private static Optional<String> copy(OutputLayout output, String model) {
    try {
      return RunRecords.read(output)
          .filter(run -> run.getModel() != null)
          .filter(run -> run.getModel().getModel().equals(Secrets.masked(model)))
          .flatMap(run -> ModelCopy.find(output, run.getModel().getSha256()));
    } catch (IOException e) {
      // The problem of the model is the one to report.
      return Optional.empty();
    }
  }
}
