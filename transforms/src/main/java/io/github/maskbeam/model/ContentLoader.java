// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.model;

import io.github.maskbeam.model.SegmentationModel.Kernels;
import java.nio.ByteBuffer;

/** Opens the content of a model, after a trial in a child process. Thread-safe. */
final class ContentLoader {
  private static final ProbedModels PROBED = ProbedModels.in(ModelCache.userDirectory());

  private final ModelContent content;
  private final ModelChoices choices;
  private final Trial trial;

  private ContentLoader(ModelContent content, ModelChoices choices, Trial trial) {
    this.content = content;
    this.choices = choices;
    this.trial = trial;
  }

  /** Whether a model is tried in a child process before this process opens it. */
  enum Trial {
    /** Yes. */
    REQUIRED,
    /** Only with a delegate, whose device and library are those of this machine. */
    PASSED
  }

  /**
   * Opens a model in the precision of the choices.
   *
   * @param content the model in the precision of its file
   */
  static SegmentationModel load(ModelContent content, ModelChoices choices, Trial trial)
      throws ModelException {
    ContentLoader loader = new ContentLoader(content, choices, trial);
    SegmentationModel model = loader.open(content, Precision.MODEL);
    return choices.precision() == Precision.MODEL ? model : loader.quantized(model);
  }

  private SegmentationModel quantized(SegmentationModel original) throws ModelException {
    ModelContent quantized = content.in(choices.precision());
    SegmentationModel model;
    try {
      model = open(quantized, choices.precision());
    } catch (ModelException e) {
      throw new ModelException(
          ModelFailure.PRECISION_UNAVAILABLE,
          "it does not run with --precision=int8; omit the option: " + e.getMessage(),
          e);
    }
    // TensorFlow Lite's plain kernels are slower than the float model in XNNPACK, and some of them
    // do not check that they can compute with these weights.
    if (plainOperators(model) > plainOperators(original)) {
      throw new ModelException(
          ModelFailure.PRECISION_UNAVAILABLE,
          String.format(
              "XNNPACK does not run %d of its operators with --precision=int8, so it would be"
                  + " slower; omit the option",
              plainOperators(model) - plainOperators(original)));
    }
    return model;
  }

  private static int plainOperators(SegmentationModel model) {
    return model
        .delegation()
        .map(delegation -> delegation.operatorCount() - delegation.delegatedOperatorCount())
        .orElse(0);
  }

  private SegmentationModel open(ModelContent opened, Precision precision) throws ModelException {
    return SegmentationModel.of(opened, choices.withPrecision(precision), kernels(opened));
  }

  private Kernels kernels(ModelContent opened) throws ModelException {
    if (!choices.delegate().isPresent() && trial == Trial.PASSED) {
      return Kernels.XNNPACK;
    }
    ByteBuffer runnable = opened.runnable();
    try {
      return choices.delegate().isPresent()
          ? ProbedModels.requireRunsWith(choices.delegate().get(), runnable)
          : PROBED.requireRuns(runnable, opened.runnableSha256());
    } catch (ModelException e) {
      throw DynamicInput.explained(e, content.file(), choices);
    }
  }
}
