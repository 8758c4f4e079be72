// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.transforms;

import io.github.maskbeam.area.Coverage;
import io.github.maskbeam.output.OutputLayout;
import io.github.maskbeam.output.Table;
import io.github.maskbeam.parquet.ParquetSink;
import io.github.maskbeam.parquet.RowBytes;
import io.github.maskbeam.parquet.RowValues;
import io.github.maskbeam.parquet.WiderSchema;
import io.github.maskbeam.parquet.WiderSchema.Columns;
import io.github.maskbeam.schemas.ClassCoverageRow;
import io.github.maskbeam.schemas.LabelMap;
import io.github.maskbeam.sources.KeptColumns;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;

/**
 * The file of table class_coverage_by_group: the values of the group, the number of its images, and
 * the columns of class_coverage. For one thread; a deserialized copy is for another.
 */
final class GroupTable implements Serializable {
  private static final long serialVersionUID = 1L;

  private final LabelMap labels;
  private final RowBytes<ClassCoverageRow> coverageBytes;
  private final TableFiles<IndexedRecord> table;

  GroupTable(OutputLayout output, KeptColumns columns, LabelMap labels) {
    this.labels = labels;
    this.coverageBytes = RowBytes.of(ClassCoverageRow.getClassSchema().toString());
    this.table =
        TableFiles.of(
            output,
            Table.CLASS_COVERAGE_BY_GROUP,
            WiderSchema.of(
                "ClassCoverageByGroupRow",
                Columns.of(columns.coverageBy(), columns.coverageBySchemas()),
                ClassCoverageRow.getClassSchema(),
                Columns.of(
                    List.of(KeptColumns.GROUP_IMAGE_COUNT),
                    List.of(Schema.create(Schema.Type.LONG)))),
            1);
  }

  /**
   * Writes the file.
   *
   * @param chunks of the coverage of groups, which may be in several; those of zero bytes are none
   */
  void write(Iterable<byte[]> chunks) throws IOException {
    GroupCoverage groups = new GroupCoverage();
    for (byte[] chunk : chunks) {
      RowChunks.rows(chunk, groups::add);
    }
    table.write(
        0,
        sink -> {
          for (Map.Entry<ByteBuffer, Coverage> group : groups.all().entrySet()) {
            writeRows(group.getKey(), group.getValue(), sink);
          }
        });
  }

  /** The classes that occur: with many groups, the others would be most rows. */
  private void writeRows(ByteBuffer group, Coverage coverage, ParquetSink<IndexedRecord> sink)
      throws IOException {
    byte[] images = RowValues.ofLong(coverage.images());
    for (ClassCoverageRow row : coverage.rows(labels)) {
      if (row.getImageCount() > 0) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(GroupCoverage.bytes(group));
        bytes.write(coverageBytes.toBytes(row));
        bytes.write(images);
        sink.write(table.toRow(bytes.toByteArray()));
      }
    }
  }
}
