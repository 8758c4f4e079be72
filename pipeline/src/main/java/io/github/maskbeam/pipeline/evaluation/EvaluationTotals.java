// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.evaluation;

import io.github.maskbeam.evaluate.ConfusionMatrix;
import io.github.maskbeam.output.Table;
import io.github.maskbeam.output.TableSet;
import io.github.maskbeam.parquet.TableReader;
import io.github.maskbeam.schemas.ConfusionRow;
import io.github.maskbeam.schemas.EvaluatedClassRow;
import io.github.maskbeam.schemas.EvaluatedImageRow;
import io.github.maskbeam.schemas.EvaluationFailure;
import io.github.maskbeam.schemas.ImageStatus;
import io.github.maskbeam.schemas.LabelMap;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * The totals of the tables of an evaluation, read from storage. Reads each row once and keeps sums
 * only, so memory does not grow with the number of images.
 */
public final class EvaluationTotals {
  private final EnumMap<EvaluationFailure, Long> failed = new EnumMap<>(EvaluationFailure.class);
  private final EnumMap<EvaluationFailure, String> firstFailure =
      new EnumMap<>(EvaluationFailure.class);
  private final List<EvaluatedClassRow> classes = new ArrayList<>();
  private final ConfusionMatrix confusion = new ConfusionMatrix();
  private long succeeded;
  private long countedPx;
  private long voidPx;

  private EvaluationTotals() {}

  /** Reads the tables of an evaluation. */
  static EvaluationTotals read(TableSet tables) throws IOException {
    EvaluationTotals facts = new EvaluationTotals();
    TableReader.<EvaluatedImageRow>read(
        tables.files(Table.EVALUATION_IMAGES), EvaluatedImageRow.getClassSchema(), facts::add);
    TableReader.<EvaluatedClassRow>read(
        tables.files(Table.EVALUATION_CLASSES),
        EvaluatedClassRow.getClassSchema(),
        facts.classes::add);
    facts.classes.sort(Comparator.comparingInt(EvaluatedClassRow::getClassId));
    // As when the rows were made: the value of void depends on the number of classes.
    int classes =
        facts.classes.isEmpty() ? 0 : facts.classes.get(facts.classes.size() - 1).getClassId() + 1;
    int voidId = LabelMap.voidId(classes);
    TableReader.<ConfusionRow>read(
        tables.files(Table.CONFUSION),
        ConfusionRow.getClassSchema(),
        row ->
            facts.confusion.add(
                row.getGroundTruthClassId(),
                row.getPredictedClassId() == voidId
                    ? ConfusionMatrix.VOID
                    : row.getPredictedClassId(),
                row.getPx()));
    return facts;
  }

  private void add(EvaluatedImageRow row) {
    if (row.getStatus().equals(ImageStatus.SUCCEEDED.name())) {
      succeeded++;
      countedPx += row.getCountedPx();
      voidPx += row.getVoidPx();
    } else {
      EvaluationFailure code = EvaluationFailure.valueOf(row.getFailureCode());
      failed.merge(code, 1L, Long::sum);
      String message = row.getImageUri() + ": " + row.getFailureMessage();
      firstFailure.merge(code, message, (one, other) -> one.compareTo(other) < 0 ? one : other);
    }
  }

  /** Images compared with their ground truth. */
  public long succeeded() {
    return succeeded;
  }

  /** Images that could not be compared with their ground truth. */
  public long failed() {
    return failed.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Images that could not be compared, by code; codes that did not occur are absent. */
  public Map<EvaluationFailure, Long> failedByCode() {
    return Collections.unmodifiableMap(failed);
  }

  /** The message of the first image, by URI, that failed with this code. */
  public String firstFailure(EvaluationFailure code) {
    return firstFailure.get(code);
  }

  /** Pixels that are not void, by table images. */
  public long countedPx() {
    return countedPx;
  }

  /** Pixels whose ground truth is void. */
  public long voidPx() {
    return voidPx;
  }

  /** The rows of table classes, by class id. */
  public List<EvaluatedClassRow> classes() {
    return Collections.unmodifiableList(classes);
  }

  /** The table confusion. */
  public ConfusionMatrix confusion() {
    return confusion;
  }

  /** Mean boundary IoU over the classes that have one; absent if no class has. */
  public OptionalDouble meanBoundaryIou() {
    return classes.stream()
        .map(EvaluatedClassRow::getBoundaryIou)
        .filter(Objects::nonNull)
        .mapToDouble(Double::doubleValue)
        .average();
  }
}
