// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.transforms;

import io.github.maskbeam.parquet.RowValues;
import io.github.maskbeam.parquet.WiderSchema;
import io.github.maskbeam.parquet.WiderSchema.Columns;
import io.github.maskbeam.schemas.ImageRow;
import io.github.maskbeam.schemas.SegmentationResult;
import io.github.maskbeam.sources.KeptColumns;
import java.io.IOException;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * The values of results in the kept columns of a manifest. For one thread; a deserialized copy is
 * for another.
 */
final class KeptValues implements Serializable {
  private static final long serialVersionUID = 1L;

  private final KeptColumns columns;
  private final RowValues all;
  private final RowValues group;

  KeptValues(KeptColumns columns) {
    this.columns = columns;
    this.all = RowValues.of(columns.schemas());
    this.group = RowValues.of(columns.coverageBySchemas());
  }

  /** The schema of table images, as JSON: without kept columns that of its rows. */
  String imagesSchema() {
    return columns.isEmpty()
        ? ImageRow.getClassSchema().toString()
        : WiderSchema.of(
            "ImageRowWithColumns",
            Columns.none(),
            ImageRow.getClassSchema(),
            Columns.of(columns.names(), columns.schemas()));
  }

  /** Whether coverage is grouped. */
  boolean isGrouped() {
    return !columns.coverageBy().isEmpty();
  }

  /** The encoded values of a result; null in all columns if no manifest names its image. */
  byte[] of(SegmentationResult result) throws IOException {
    ByteBuffer kept = result.getKept();
    return kept == null ? all.nulls() : GroupCoverage.bytes(kept);
  }

  /** The encoded values of a result in the columns that coverage is grouped by. */
  byte[] groupOf(SegmentationResult result) throws IOException {
    Object[] values = all.values(of(result));
    List<String> names = columns.names();
    return group.toBytes(
        columns.coverageBy().stream().map(name -> values[names.indexOf(name)]).toArray());
  }
}
