// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.maskbeam.evaluate.ConfusionMatrix;
import io.github.maskbeam.output.Table;
import io.github.maskbeam.parquet.TableReader;
import io.github.maskbeam.pipeline.evaluation.EvaluationTotals;
import io.github.maskbeam.pipeline.evaluation.RecordedEvaluation;
import io.github.maskbeam.schemas.EvaluatedClassRow;
import io.github.maskbeam.schemas.EvaluatedImageRow;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The evaluation of the page: metrics, classes, the confusion of the largest classes, and the
 * images with the lowest mean IoU. If the evaluation is not that of the masks, only its state.
 */
final class EvaluationSection {
  /** Classes in the confusion matrix of the page: as many as can be read. */
  static final int CONFUSION_CLASSES = 20;

  /** Images to list; {@code query --worst} lists more. */
  static final int WORST_IMAGES = 12;

  private static final Comparator<EvaluatedImageRow> WORST_FIRST =
      Comparator.comparing(EvaluatedImageRow::getMiou)
          .thenComparing(EvaluatedImageRow::getImageUri)
          .thenComparing(EvaluatedImageRow::getImageId);

  private static final Comparator<EvaluatedClassRow> LARGEST_FIRST =
      Comparator.comparing(EvaluatedClassRow::getUnionPx, Comparator.reverseOrder())
          .thenComparing(EvaluatedClassRow::getClassId);

  private EvaluationSection() {}

  static void describe(RecordedEvaluation evaluation, ObjectNode section) throws IOException {
    section.put("state", evaluation.state().name());
    if (!evaluation.state().isUsable()) {
      return;
    }
    EvaluationTotals totals = evaluation.totals();
    ConfusionMatrix confusion = totals.confusion();
    section.put("images", totals.succeeded());
    section.put("images_failed", totals.failed());
    section.put("counted_px", totals.countedPx());
    section.put("void_px", totals.voidPx());
    put(section, "miou", confusion.meanIou());
    put(section, "pixel_accuracy", confusion.pixelAccuracy());
    put(section, "mean_accuracy", confusion.meanAccuracy());
    put(section, "boundary_iou", totals.meanBoundaryIou());
    section.put("predicted_void_px", confusion.predictedPx(ConfusionMatrix.VOID));
    put(section, "miou_without_predicted_void", confusion.withoutPredictedVoid().meanIou());
    List<EvaluatedClassRow> occurring =
        totals.classes().stream().filter(row -> row.getUnionPx() > 0).collect(Collectors.toList());
    ArrayNode classes = section.putArray("classes");
    occurring.forEach(row -> describe(row, classes.addObject()));
    describe(confusion, occurring, section.putObject("confusion"));
    ArrayNode worst = section.putArray("worst");
    for (EvaluatedImageRow image : worst(evaluation)) {
      worst
          .addObject()
          .put("id", image.getImageId())
          .put("uri", ShortText.of(image.getImageUri()))
          .put("miou", image.getMiou())
          .put("pixel_accuracy", image.getPixelAccuracy());
    }
  }

  private static void describe(EvaluatedClassRow row, ObjectNode node) {
    node.put("id", row.getClassId());
    node.put("name", ShortText.of(row.getClassName()));
    node.put("iou", row.getIou());
    node.put("accuracy", row.getAccuracy());
    node.put("ground_truth_px", row.getGroundTruthPx());
    node.put("predicted_px", row.getPredictedPx());
  }

  /** Rows are classes of the ground truth, columns of the masks; both in the order of "ids". */
  private static void describe(
      ConfusionMatrix confusion, List<EvaluatedClassRow> occurring, ObjectNode node) {
    List<Integer> ids =
        occurring.stream()
            .sorted(LARGEST_FIRST)
            .limit(CONFUSION_CLASSES)
            .map(EvaluatedClassRow::getClassId)
            .sorted()
            .collect(Collectors.toList());
    ids.forEach(node.putArray("ids")::add);
    node.put("left_out", occurring.size() - ids.size());
    ArrayNode rows = node.putArray("rows");
    for (int truth : ids) {
      ObjectNode row = rows.addObject();
      row.put("px", confusion.groundTruthPx(truth));
      row.put("void_px", confusion.px(truth, ConfusionMatrix.VOID));
      for (int predicted : ids) {
        row.withArray("predicted_px").add(confusion.px(truth, predicted));
      }
    }
  }

  private static SortedSet<EvaluatedImageRow> worst(RecordedEvaluation evaluation)
      throws IOException {
    TreeSet<EvaluatedImageRow> worst = new TreeSet<>(WORST_FIRST);
    TableReader.<EvaluatedImageRow>read(
        evaluation.tables().files(Table.EVALUATION_IMAGES),
        EvaluatedImageRow.getClassSchema(),
        row -> {
          if (row.getMiou() != null) {
            worst.add(row);
            if (worst.size() > WORST_IMAGES) {
              worst.pollLast();
            }
          }
        });
    return worst;
  }

  private static void put(ObjectNode node, String name, OptionalDouble value) {
    node.put(name, value.isPresent() ? (Double) value.getAsDouble() : null);
  }
}
