// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.doctor;

import io.github.maskbeam.model.ModelException;
import io.github.maskbeam.model.SegmentationModel;
import io.github.maskbeam.pipeline.errors.UsageException;
import java.io.IOException;

/** Collects everything that a bug report needs. */
public final class Doctor {
  private Doctor() {}

  /**
   * Examines the machine, the libraries, the embedded model and the requested model. Problems are
   * returned as findings, not thrown; with all tensors of a model that is refused although the
   * runtime can open it.
   *
   * @param maskbeamVersion the version of this program
   * @param modelName the value of {@code --model}
   * @param model loads the model; called after the native libraries are loaded
   * @throws IOException if a picture cannot be drawn in memory
   */
  public static Findings examine(String maskbeamVersion, String modelName, Model model)
      throws IOException {
    Findings findings = new Findings();
    boolean runs = Libraries.examine(findings, maskbeamVersion);
    Machine.examine(findings);
    if (!runs) {
      return findings;
    }
    GoldenCheck.run(findings);
    try {
      ModelExamination.examine(findings, modelName, model.load());
    } catch (UsageException e) {
      findings.fact("model", "name", modelName);
      if (e.getCause() instanceof ModelException) {
        // What --modelOutput, --modelLayout and --modelInputSize choose from.
        ((ModelException) e.getCause())
            .tensors()
            .forEach((tensor, description) -> findings.fact("tensors", tensor, description));
      }
      e.problems().forEach(findings::modelProblem);
    }
    return findings;
  }

  /** Loads a model. */
  public interface Model {
    /** The loaded model. */
    SegmentationModel load() throws UsageException;
  }
}
