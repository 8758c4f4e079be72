// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.evaluate;

import io.github.maskbeam.schemas.ConfusionRow;
import io.github.maskbeam.schemas.EvaluatedClassRow;
import io.github.maskbeam.schemas.EvaluatedImageRow;
import io.github.maskbeam.schemas.ImageRow;
import io.github.maskbeam.schemas.ImageStatus;
import io.github.maskbeam.schemas.LabelMap;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** Creates the table rows of an evaluation from its counts. */
public final class EvaluationRows {
  private static final String VOID_NAME = "void";

  private EvaluationRows() {}

  /** The row of an image that was compared. */
  public static EvaluatedImageRow succeeded(
      ImageRow image, String groundTruthUri, EvaluationCounts counts) {
    ConfusionMatrix confusion = counts.confusion();
    long countedPx = confusion.countedPx();
    return row(image, groundTruthUri)
        .setStatus(ImageStatus.SUCCEEDED.name())
        .setPixelAccuracy(orNull(confusion.pixelAccuracy()))
        .setMiou(orNull(confusion.meanIou()))
        .setBoundaryIou(orNull(counts.boundary().meanIou()))
        .setCountedPx(countedPx)
        .setCorrectPx(confusion.correctPx())
        .setVoidPx((long) image.getWidthPx() * image.getHeightPx() - countedPx)
        .setPredictedVoidPx(confusion.predictedPx(ConfusionMatrix.VOID))
        .build();
  }

  /** The row of an image that could not be compared. */
  public static EvaluatedImageRow failed(
      ImageRow image, String groundTruthUri, EvaluationException e) {
    return row(image, groundTruthUri)
        .setStatus(ImageStatus.FAILED.name())
        .setFailureCode(e.failure().name())
        .setFailureMessage(e.getMessage())
        .build();
  }

  private static EvaluatedImageRow.Builder row(ImageRow image, String groundTruthUri) {
    return EvaluatedImageRow.newBuilder()
        .setImageId(image.getImageId())
        .setImageUri(image.getImageUri())
        .setGroundTruthUri(groundTruthUri);
  }

  /** One row per class that has a label or occurs, by class id. */
  public static List<EvaluatedClassRow> classes(EvaluationCounts total, LabelMap labels) {
    ConfusionMatrix confusion = total.confusion();
    BoundaryCounts boundary = total.boundary();
    List<EvaluatedClassRow> rows = new ArrayList<>();
    for (int k = 0; k < Math.max(labels.size(), confusion.classes()); k++) {
      if (k < labels.size() || confusion.unionPx(k) > 0) {
        rows.add(
            EvaluatedClassRow.newBuilder()
                .setClassId(k)
                .setClassName(labels.name(k))
                .setIou(orNull(confusion.iou(k)))
                .setBoundaryIou(orNull(boundary.iou(k)))
                .setAccuracy(orNull(confusion.accuracy(k)))
                .setGroundTruthPx(confusion.groundTruthPx(k))
                .setPredictedPx(confusion.predictedPx(k))
                .setIntersectionPx(confusion.px(k, k))
                .setUnionPx(confusion.unionPx(k))
                .setBoundaryIntersectionPx(boundary.intersectionPx(k))
                .setBoundaryUnionPx(boundary.unionPx(k))
                .build());
      }
    }
    return rows;
  }

  /** One row per pair of classes that occurs. */
  public static List<ConfusionRow> confusion(ConfusionMatrix confusion, LabelMap labels) {
    List<ConfusionRow> rows = new ArrayList<>();
    int classes = Math.max(labels.size(), confusion.classes());
    int voidId = LabelMap.voidId(classes);
    confusion.forEach(
        (truth, predicted, px) ->
            rows.add(
                ConfusionRow.newBuilder()
                    .setGroundTruthClassId(truth)
                    .setGroundTruthClassName(labels.name(truth))
                    .setPredictedClassId(predicted == ConfusionMatrix.VOID ? voidId : predicted)
                    .setPredictedClassName(
                        predicted == ConfusionMatrix.VOID ? VOID_NAME : labels.name(predicted))
                    .setPx(px)
                    .build()));
    return rows;
  }

  private static Double orNull(OptionalDouble value) {
    return value.isPresent() ? value.getAsDouble() : null;
  }
}
