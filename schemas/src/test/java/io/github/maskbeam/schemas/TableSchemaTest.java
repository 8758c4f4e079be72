// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.schemas;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import java.util.List;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

/** Pins the published columns of each table and their order; a change breaks existing queries. */
class TableSchemaTest {
  @Test
  void imagesHasThePublishedColumns() {
    assertThat(
        columns(ImageRow.getClassSchema()),
        is(
            "image_id image_uri status content_sha256 format width_px height_px size_bytes"
                + " modified_at mask_uri failure_stage failure_code failure_message model_sha256 config_sha256"
                + " decode_ms inference_ms processed_at crs geo_transform lon lat pixel_area_m2"
                + " georeference georeference_note void_px"));
  }

  @Test
  void classAreasHasThePublishedColumns() {
    assertThat(
        columns(ClassAreaRow.getClassSchema()),
        is(
            "image_id image_uri class_id class_name area_px area_fraction x_min y_min x_max y_max"
                + " mean_confidence area_m2"));
  }

  @Test
  void classCoverageHasThePublishedColumns() {
    assertThat(
        columns(ClassCoverageRow.getClassSchema()),
        is(
            "class_id class_name image_count area_px area_fraction mean_image_fraction"
                + " max_image_fraction area_m2 area_m2_image_count"));
  }

  @Test
  void evaluatedImagesHasThePublishedColumns() {
    assertThat(
        columns(EvaluatedImageRow.getClassSchema()),
        is(
            "image_id image_uri ground_truth_uri status failure_code failure_message"
                + " pixel_accuracy miou boundary_iou counted_px correct_px void_px"
                + " predicted_void_px"));
  }

  @Test
  void evaluatedClassesHasThePublishedColumns() {
    assertThat(
        columns(EvaluatedClassRow.getClassSchema()),
        is(
            "class_id class_name iou boundary_iou accuracy ground_truth_px predicted_px"
                + " intersection_px union_px boundary_intersection_px boundary_union_px"));
  }

  @Test
  void confusionHasThePublishedColumns() {
    assertThat(
        columns(ConfusionRow.getClassSchema()),
        is(
            "ground_truth_class_id ground_truth_class_name predicted_class_id predicted_class_name"
                + " px"));
  }

  @Test
  void everyColumnHasADoc() {
    for (Schema table :
        List.of(
            ImageRow.getClassSchema(),
            ClassAreaRow.getClassSchema(),
            ClassCoverageRow.getClassSchema(),
            EvaluatedImageRow.getClassSchema(),
            EvaluatedClassRow.getClassSchema(),
            ConfusionRow.getClassSchema())) {
      for (Schema.Field field : table.getFields()) {
        assertThat(field.name(), String.valueOf(field.doc()), not("null"));
      }
    }
  }

  private static String columns(Schema table) {
    return table.getFields().stream().map(Schema.Field::name).collect(Collectors.joining(" "));
  }
}
