// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.evaluation;

import com.google.auto.value.AutoValue;
import io.github.maskbeam.pipeline.options.CheckedEvaluation;
import io.github.maskbeam.schemas.EvaluatedClassRow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The result of an evaluation. */
@AutoValue
public abstract class EvaluationReport {
  static EvaluationReport of(CheckedEvaluation checked, Duration duration, EvaluationTotals facts) {
    return new AutoValue_EvaluationReport(checked, duration, facts);
  }

  /** The checked options. */
  public abstract CheckedEvaluation checked();

  /** The duration of the pipeline. */
  public abstract Duration duration();

  /** The totals of the tables. */
  public abstract EvaluationTotals facts();

  /** Inconsistencies between the tables, one sentence each; empty if there are none. */
  public final List<String> contradictions() {
    List<String> contradictions = new ArrayList<>();
    long rows = facts().succeeded() + facts().failed();
    if (rows != checked().match().matched()) {
      contradictions.add(
          String.format(
              Locale.ROOT,
              "%,d images have a ground truth, but the evaluation's table images has %,d rows",
              checked().match().matched(),
              rows));
    }
    if (facts().countedPx() != facts().confusion().countedPx()) {
      contradictions.add(
          String.format(
              Locale.ROOT,
              "The evaluation's table images has %,d counted px, but its table confusion %,d px",
              facts().countedPx(),
              facts().confusion().countedPx()));
    }
    return contradictions;
  }

  /** Class ids in the ground truth that the model does not have; their IoU is 0. */
  public final List<Integer> unknownClassIds() {
    return facts().classes().stream()
        .filter(row -> row.getClassId() >= checked().job().labels().size())
        .filter(row -> row.getGroundTruthPx() > 0)
        .map(EvaluatedClassRow::getClassId)
        .collect(Collectors.toList());
  }

  /**
   * Whether the ground truth of all compared images, after {@code --map}, has no class but 0, and
   * has void pixels. A binary mask saved in black and white looks like this: its foreground is not
   * counted.
   */
  public final boolean isBlackAndWhite() {
    return facts().voidPx() > 0
        && facts().confusion().groundTruthPx(0) == facts().confusion().countedPx();
  }
}
