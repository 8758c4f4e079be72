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

/** The published columns of each table, in order: a change here breaks people's queries. */
class TableSchemaTest {
  @Test
  void images() {
    assertThat(
        columns(ImageRow.getClassSchema()),
        is(
            "image_id image_uri status content_sha256 format width_px height_px size_bytes"
                + " modified_at mask_uri failure_stage failure_code failure_message model_sha256 config_sha256"
                + " decode_ms inference_ms processed_at"));
  }

  @Test
  void classAreas() {
    assertThat(
        columns(ClassAreaRow.getClassSchema()),
        is(
            "image_id image_uri class_id class_name area_px area_fraction x_min y_min x_max y_max"
                + " mean_confidence"));
  }

  @Test
  void classCoverage() {
    assertThat(
        columns(ClassCoverageRow.getClassSchema()),
        is(
            "class_id class_name image_count area_px area_fraction mean_image_fraction"
                + " max_image_fraction"));
  }

  @Test
  void everyColumnIsDescribed() {
    for (Schema table :
        List.of(
            ImageRow.getClassSchema(),
            ClassAreaRow.getClassSchema(),
            ClassCoverageRow.getClassSchema())) {
      for (Schema.Field field : table.getFields()) {
        assertThat(field.name(), String.valueOf(field.doc()), not("null"));
      }
    }
  }

  private static String columns(Schema table) {
    return table.getFields().stream().map(Schema.Field::name).collect(Collectors.joining(" "));
  }
}
