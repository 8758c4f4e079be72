// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.options;

import io.github.maskbeam.model.ModelChoices;
import io.github.maskbeam.model.ModelException;
import io.github.maskbeam.model.ModelLoader;
import io.github.maskbeam.model.SegmentationModel;
import io.github.maskbeam.pipeline.errors.UsageException;
import io.github.maskbeam.schemas.LabelMap;
import io.github.maskbeam.storage.Uris;
import java.util.Optional;

/** The option {@code --model} and its overrides, for commands that run no pipeline. */
public final class ModelOption {
  private ModelOption() {}

  /**
   * Loads the model as {@code segment} does.
   *
   * @param choices the values of {@code --modelOutput} and similar options
   * @param labels the value of {@code --labels}, if given
   * @param normalization the value of {@code --normalization}, if given
   * @param workingDirectory the absolute path that relative paths are resolved against
   * @throws UsageException if it cannot be used
   */
  public static SegmentationModel load(
      String model,
      ModelChoices choices,
      Optional<String> labels,
      Optional<String> normalization,
      String workingDirectory)
      throws UsageException {
    String uri = ModelLoader.isKnownName(model) ? model : Uris.absolute(model, workingDirectory);
    try {
      Optional<LabelMap> read =
          labels.isPresent()
              ? Optional.of(LabelsOption.read(labels.get(), workingDirectory))
              : Optional.empty();
      SegmentationModel loaded = ModelLoader.load(uri, choices, read);
      return normalization.isPresent()
          ? loaded.withNormalization(NormalizationOption.parse(normalization.get()))
          : loaded;
    } catch (ModelException e) {
      throw ModelProblems.of(e);
    }
  }
}
