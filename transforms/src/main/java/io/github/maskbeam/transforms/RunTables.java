// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.transforms;

import io.github.maskbeam.area.Coverage;
import io.github.maskbeam.output.OutputLayout;
import io.github.maskbeam.output.Table;
import io.github.maskbeam.parquet.RowBytes;
import io.github.maskbeam.schemas.ClassAreaRow;
import io.github.maskbeam.schemas.ClassCoverageRow;
import io.github.maskbeam.schemas.ImageRow;
import io.github.maskbeam.schemas.ImageStatus;
import io.github.maskbeam.schemas.LabelMap;
import io.github.maskbeam.schemas.SegmentationResult;
import io.github.maskbeam.sources.KeptColumns;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import org.apache.avro.generic.IndexedRecord;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.util.CoderUtils;

/**
 * The files of all tables of a run, numbered in the order of the tables. For one thread; a
 * deserialized copy is for another.
 */
final class RunTables implements WriteFiles.FileWriter {
  private static final long serialVersionUID = 1L;

  private static final SerializableCoder<Coverage> COVERAGE = SerializableCoder.of(Coverage.class);

  private final LabelMap labels;
  private final int filesEach;
  private final KeptValues kept;
  private final RowBytes<ImageRow> imageBytes;
  private final TableFiles<IndexedRecord> images;
  private final TableFiles<ClassAreaRow> classAreas;
  private final TableFiles<ClassCoverageRow> classCoverage;
  private final GroupTable byGroup;

  /** The tables in an output directory; the two that grow with the images have as many files. */
  RunTables(OutputLayout output, LabelMap labels, int filesEach, KeptColumns columns) {
    this.labels = labels;
    this.filesEach = filesEach;
    this.kept = new KeptValues(columns);
    this.imageBytes = RowBytes.of(ImageRow.getClassSchema().toString());
    TableFiles<IndexedRecord> unsorted =
        TableFiles.of(output, Table.IMAGES, kept.imagesSchema(), filesEach);
    this.images = unsorted.sortedBy("image_uri");
    TableFiles<ClassAreaRow> unsortedAreas =
        TableFiles.of(output, Table.CLASS_AREAS, ClassAreaRow.getClassSchema(), filesEach);
    // Names are not in the order of ids.
    this.classAreas = unsortedAreas.sortedBy("class_id").withBloomFilter("class_name");
    this.classCoverage =
        TableFiles.of(output, Table.CLASS_COVERAGE, ClassCoverageRow.getClassSchema(), 1);
    this.byGroup = new GroupTable(output, columns, labels);
  }

  /** The number of files of all tables. */
  int files() {
    return coverageFile() + (kept.isGrouped() ? 2 : 1);
  }

  /** The file of table class_coverage. */
  int coverageFile() {
    return 2 * filesEach;
  }

  private int groupsFile() {
    return coverageFile() + 1;
  }

  /** Adds the rows of an image to the chunks of {@link #files} files. */
  void addRows(SegmentationResult result, RowChunks chunks, RowChunks.Consumer out)
      throws IOException {
    byte[] image = imageRow(result);
    chunks.add(images.fileOf(image), image, out);
    if (isSucceeded(result)) {
      for (ClassAreaRow row : result.getClassAreas()) {
        byte[] area = classAreas.toBytes(row);
        chunks.add(filesEach + classAreas.fileOf(area), area, out);
      }
    }
  }

  /** Kept columns follow those of the image, and so do their bytes in Avro's encoding. */
  private byte[] imageRow(SegmentationResult result) throws IOException {
    ByteArrayOutputStream row = new ByteArrayOutputStream();
    row.write(imageBytes.toBytes(result.getImage()));
    row.write(kept.of(result));
    return row.toByteArray();
  }

  /** Adds an image to the coverage of all images and to that of its group, if it has a mask. */
  void add(SegmentationResult result, Coverage coverage, GroupCoverage groups) throws IOException {
    if (isSucceeded(result)) {
      coverage.add(result);
      if (kept.isGrouped()) {
        groups.of(kept.groupOf(result)).add(result);
      }
    }
  }

  /** Adds the coverage of groups to the chunks of {@link #files} files. */
  void addGroups(GroupCoverage groups, RowChunks chunks, RowChunks.Consumer out)
      throws IOException {
    for (Map.Entry<ByteBuffer, Coverage> group : groups.all().entrySet()) {
      chunks.add(groupsFile(), GroupCoverage.encoded(group.getKey(), group.getValue()), out);
    }
  }

  /** The coverage of some of the images, an element of {@link #coverageFile}. */
  static byte[] toBytes(Coverage coverage) throws IOException {
    return CoderUtils.encodeToByteArray(COVERAGE, coverage);
  }

  @Override
  public void write(int file, Iterable<byte[]> elements) throws IOException {
    if (file < filesEach) {
      images.write(file, elements);
    } else if (file < coverageFile()) {
      classAreas.write(file - filesEach, elements);
    } else if (file == coverageFile()) {
      writeCoverage(elements);
    } else {
      byGroup.write(elements);
    }
  }

  private void writeCoverage(Iterable<byte[]> elements) throws IOException {
    Coverage total = new Coverage();
    for (byte[] bytes : elements) {
      if (bytes.length > 0) {
        total.add(CoderUtils.decodeFromByteArray(COVERAGE, bytes));
      }
    }
    classCoverage.write(
        0,
        sink -> {
          for (ClassCoverageRow row : total.rows(labels)) {
            sink.write(row);
          }
        });
  }

  private static boolean isSucceeded(SegmentationResult result) {
    return ImageStatus.valueOf(result.getImage().getStatus()) == ImageStatus.SUCCEEDED;
  }
}
