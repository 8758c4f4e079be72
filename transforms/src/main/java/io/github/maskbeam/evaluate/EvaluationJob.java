// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.evaluate;

import com.google.auto.value.AutoValue;
import io.github.maskbeam.output.OutputLayout;
import io.github.maskbeam.schemas.LabelMap;
import java.io.Serializable;

/** What an evaluation compares with what. */
@AutoValue
public abstract class EvaluationJob implements Serializable {
  private static final long serialVersionUID = 1L;

  /** A job. */
  public static EvaluationJob of(
      OutputLayout output, String groundTruth, LabelMapping translation, LabelMap labels) {
    return new AutoValue_EvaluationJob(output, groundTruth, translation, labels);
  }

  /** Where the masks and the tables of the run are, and where those of the evaluation go. */
  public abstract OutputLayout output();

  /** A pattern of the files of ground truth. */
  public abstract String groundTruth();

  /** From their label ids to class ids. */
  public abstract LabelMapping translation();

  /** The names of the model's classes. */
  public abstract LabelMap labels();
}
