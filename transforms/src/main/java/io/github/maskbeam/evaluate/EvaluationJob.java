// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.evaluate;

import com.google.auto.value.AutoValue;
import io.github.maskbeam.output.OutputLayout;
import io.github.maskbeam.schemas.LabelMap;
import java.io.Serializable;

/** The settings of an evaluation. Immutable. */
@AutoValue
public abstract class EvaluationJob implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Creates a job. */
  public static EvaluationJob of(
      OutputLayout output,
      String groundTruth,
      GroundTruthKeys keys,
      LabelMapping labelMapping,
      LabelMap labels) {
    return new AutoValue_EvaluationJob(output, groundTruth, keys, labelMapping, labels);
  }

  /** The output of the run, which has its masks and tables, and gets those of the evaluation. */
  public abstract OutputLayout output();

  /** A glob of the ground truth files. */
  public abstract String groundTruth();

  /** How images and ground truths are matched. */
  public abstract GroundTruthKeys keys();

  /** The mapping of label ids in the ground truth to class ids. */
  public abstract LabelMapping labelMapping();

  /** The labels of the model's classes. */
  public abstract LabelMap labels();
}
