// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.evaluate;

import static io.github.maskbeam.evaluate.TinyMasks.mask;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import io.github.maskbeam.mask.Mask;
import io.github.maskbeam.schemas.ConfusionRow;
import io.github.maskbeam.schemas.EvaluatedClassRow;
import io.github.maskbeam.schemas.EvaluatedImageRow;
import io.github.maskbeam.schemas.EvaluationFailure;
import io.github.maskbeam.schemas.LabelMap;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Masks are so small that every pixel is close to a contour. */
class EvaluationRowsTest {
  private static final LabelMap LABELS = LabelMap.of(List.of("sky", "land", "sea"));

  /** Five pixels count; four are right, and one of land is sky in the mask. */
  private static final EvaluationCounts COUNTS =
      EvaluationCounts.of(mask("001", ".11"), mask("000", "011"));

  @Test
  void anImagesRowHasItsCountsAndMetrics() {
    EvaluatedImageRow row =
        EvaluationRows.succeeded(TinyMasks.row("mask.png", 3, 2), "truth.png", COUNTS);
    assertThat(row.getImageId(), is("id"));
    assertThat(row.getImageUri(), is("image.jpg"));
    assertThat(row.getGroundTruthUri(), is("truth.png"));
    assertThat(row.getStatus(), is("SUCCEEDED"));
    assertThat(row.getFailureCode(), is(nullValue()));
    assertThat(row.getCountedPx(), is(5L));
    assertThat(row.getCorrectPx(), is(4L));
    assertThat(row.getVoidPx(), is(1L));
    assertThat(row.getPixelAccuracy(), is(4.0 / 5));
    // Sky: 2 of 3. Land: 2 of 3.
    assertThat(row.getMiou(), is(2.0 / 3));
    assertThat(row.getBoundaryIou(), is(2.0 / 3));
  }

  @Test
  void whereNoPixelCountsThereAreNoMetrics() {
    EvaluationCounts nothing = EvaluationCounts.of(mask("..", ".."), mask("01", "01"));
    EvaluatedImageRow row =
        EvaluationRows.succeeded(TinyMasks.row("mask.png", 2, 2), "truth.png", nothing);
    assertThat(row.getVoidPx(), is(4L));
    assertThat(row.getCountedPx(), is(0L));
    assertThat(row.getPixelAccuracy(), is(nullValue()));
    assertThat(row.getMiou(), is(nullValue()));
    assertThat(row.getBoundaryIou(), is(nullValue()));
  }

  @Test
  void aFailedImagesRowSaysWhy() {
    EvaluatedImageRow row =
        EvaluationRows.failed(
            TinyMasks.row("mask.png", 3, 2),
            "truth.png",
            new EvaluationException(EvaluationFailure.SIZE_DIFFERS, "3 x 2, but 2 x 3"));
    assertThat(row.getImageId(), is("id"));
    assertThat(row.getGroundTruthUri(), is("truth.png"));
    assertThat(row.getStatus(), is("FAILED"));
    assertThat(row.getFailureCode(), is("SIZE_DIFFERS"));
    assertThat(row.getFailureMessage(), is("3 x 2, but 2 x 3"));
    assertThat(row.getCountedPx(), is(nullValue()));
    assertThat(row.getMiou(), is(nullValue()));
  }

  @Test
  void everyLabelHasARowAndSoHasAClassThatOnlyOccurs() {
    EvaluationCounts counts = EvaluationCounts.of(mask("001"), mask("005"));
    List<EvaluatedClassRow> rows = EvaluationRows.classes(counts, LABELS);
    assertThat(
        rows,
        contains(
            classRow(0, "sky", 1.0, 1.0, 2, 2, 2, 2),
            classRow(1, "land", 0.0, 0.0, 1, 0, 0, 1),
            classRow(2, "sea", null, null, 0, 0, 0, 0),
            classRow(5, "class_5", 0.0, null, 0, 1, 0, 1)));
  }

  @Test
  void voidInAMaskIsNoClass() {
    EvaluationCounts counts = EvaluationCounts.of(mask("11"), mask("1."));
    assertThat(
        EvaluationRows.classes(counts, LabelMap.of(List.of("sky"))),
        contains(
            classRow(0, "sky", null, null, 0, 0, 0, 0),
            classRow(1, "class_1", 0.5, 0.5, 2, 1, 1, 2)));
  }

  @Test
  void everyPairOfClassesThatOccursHasARow() {
    EvaluationCounts counts =
        EvaluationCounts.of(
            Mask.of(4, 1, new byte[] {0, 0, 2, (byte) 254}),
            Mask.of(4, 1, new byte[] {0, 0, (byte) 255, 1}));
    assertThat(
        EvaluationRows.confusion(counts.confusion(), LABELS),
        contains(
            pair(0, "sky", 0, "sky", 2),
            pair(2, "sea", 255, "void", 1),
            pair(254, "class_254", 1, "land", 1)));
  }

  @Test
  void voidOf16BitsIsNoClass() {
    byte[] truth = {0, 5, 1, 44, (byte) 255, (byte) 254, (byte) 255, (byte) 255};
    byte[] predicted = {(byte) 255, (byte) 255, 1, 44, 0, (byte) 255, 0, 1};
    EvaluationCounts counts =
        EvaluationCounts.of(Mask.of(4, 1, 16, truth), Mask.of(4, 1, 16, predicted));
    assertThat(
        EvaluationRows.confusion(counts.confusion(), LABELS),
        contains(
            pair(5, "class_5", 65_535, "void", 1),
            pair(300, "class_300", 300, "class_300", 1),
            pair(65_534, "class_65534", 255, "class_255", 1)));
    assertThat(counts.confusion().classes(), is(65_535));
    assertThat(counts.boundary().intersectionPx(300), is(1L));
    assertThat(counts.boundary().unionPx(65_534), is(1L));
    assertThat(counts.boundary().unionPx(65_535), is(0L));
  }

  private static EvaluatedClassRow classRow(
      int id,
      String name,
      Double iou,
      Double accuracy,
      long truth,
      long mask,
      long both,
      long any) {
    return EvaluatedClassRow.newBuilder()
        .setClassId(id)
        .setClassName(name)
        .setIou(iou)
        .setBoundaryIou(iou)
        .setAccuracy(accuracy)
        .setGroundTruthPx(truth)
        .setPredictedPx(mask)
        .setIntersectionPx(both)
        .setUnionPx(any)
        .setBoundaryIntersectionPx(both)
        .setBoundaryUnionPx(any)
        .build();
  }

  private static ConfusionRow pair(int truth, String truthName, int id, String name, long px) {
    return ConfusionRow.newBuilder()
        .setGroundTruthClassId(truth)
        .setGroundTruthClassName(truthName)
        .setPredictedClassId(id)
        .setPredictedClassName(name)
        .setPx(px)
        .build();
  }
}
