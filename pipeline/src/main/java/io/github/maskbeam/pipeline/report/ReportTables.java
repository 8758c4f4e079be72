// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.report;

import io.github.maskbeam.output.Table;
import io.github.maskbeam.output.TableSet;
import io.github.maskbeam.parquet.TableReader;
import io.github.maskbeam.pipeline.progress.Progress;
import io.github.maskbeam.schemas.ClassAreaRow;
import io.github.maskbeam.schemas.ClassCoverageRow;
import io.github.maskbeam.schemas.ImageRow;
import io.github.maskbeam.schemas.ImageStatus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/**
 * The parts of a run's tables that a report needs, read row by row. Memory grows with the number of
 * classes and selected images, not with the run.
 */
final class ReportTables {
  /** Rows between progress updates. */
  private static final int ROWS_A_LOOK = 10_000;

  private final TableSet source;
  private final Progress progress;
  private final List<ClassCoverageRow> coverage = new ArrayList<>();
  private final ClassShares shares = new ClassShares();
  private final Failures failures = new Failures();
  private final Map<String, ImageRow> imagesById = new HashMap<>();
  private final Map<String, List<ClassAreaRow>> areasById = new HashMap<>();
  private final Map<String, ImageRow> chosen = new LinkedHashMap<>();
  private final VoidCoverage voids = new VoidCoverage();
  private long succeeded;

  private ReportTables(TableSet source, Progress progress) {
    this.source = source;
    this.progress = progress;
  }

  /**
   * Reads the tables; class_areas twice, because the first pass selects the images whose rows the
   * second pass keeps.
   *
   * @param gallery the images to select
   */
  static ReportTables read(TableSet source, GalleryChoice gallery, Progress progress)
      throws IOException {
    ReportTables tables = new ReportTables(source, progress);
    GallerySelection choice = new GallerySelection(gallery.limit());
    tables.<ClassCoverageRow>rows(
        Table.CLASS_COVERAGE, ClassCoverageRow.getClassSchema(), tables.coverage::add);
    tables.coverage.sort(Comparator.comparingInt(ClassCoverageRow::getClassId));
    tables.<ClassAreaRow>rows(
        Table.CLASS_AREAS,
        ClassAreaRow.getClassSchema(),
        row -> {
          tables.shares.add(row);
          choice.add(row);
        });
    Set<String> imageIds = imageIds(gallery, choice);
    tables.<ImageRow>rows(
        Table.IMAGES, ImageRow.getClassSchema(), row -> tables.add(row, imageIds));
    for (String imageId : imageIds) {
      if (tables.imagesById.containsKey(imageId)) {
        tables.chosen.put(imageId, tables.imagesById.get(imageId));
      }
    }
    tables.<ClassAreaRow>rows(Table.CLASS_AREAS, ClassAreaRow.getClassSchema(), tables::keep);
    return tables;
  }

  private static Set<String> imageIds(GalleryChoice gallery, GallerySelection byClasses) {
    switch (gallery.order()) {
      case CLASSES:
        return byClasses.imageIds();
      case CONFIDENCE:
        return new LinkedHashSet<>(gallery.imageIds());
    }
    throw new AssertionError(gallery.order());
  }

  private void add(ImageRow row, Set<String> imageIds) {
    if (!row.getStatus().equals(ImageStatus.SUCCEEDED.name())) {
      failures.add(row);
      return;
    }
    succeeded++;
    voids.add(row);
    if (imageIds.contains(row.getImageId())) {
      imagesById.put(row.getImageId(), row);
    }
  }

  private void keep(ClassAreaRow row) {
    if (chosen.containsKey(row.getImageId())) {
      areasById.computeIfAbsent(row.getImageId(), id -> new ArrayList<>()).add(row);
    }
  }

  private <RowT extends SpecificRecord> void rows(
      Table table, Schema schema, Consumer<RowT> consumer) throws IOException {
    long[] count = new long[1];
    TableReader.<RowT>read(
        source.files(table),
        schema,
        row -> {
          consumer.accept(row);
          if (++count[0] % ROWS_A_LOOK == 0) {
            progress.update(
                () ->
                    String.format(
                        Locale.ROOT, "Reading table %s: %,d rows", table.directory(), count[0]));
          }
        });
  }

  /** The rows of class_coverage, by class id. */
  List<ClassCoverageRow> coverage() {
    return coverage;
  }

  ClassShares shares() {
    return shares;
  }

  /** The pixels without a class. */
  VoidCoverage voids() {
    return voids;
  }

  Failures failures() {
    return failures;
  }

  long succeeded() {
    return succeeded;
  }

  /** The selected images, in display order. */
  List<ImageRow> chosen() {
    return new ArrayList<>(chosen.values());
  }

  /** The classes of a selected image, largest first. */
  List<ClassAreaRow> areas(ImageRow image) {
    List<ClassAreaRow> areas =
        new ArrayList<>(areasById.getOrDefault(image.getImageId(), List.of()));
    areas.sort(
        Comparator.comparing(ClassAreaRow::getAreaPx, Comparator.reverseOrder())
            .thenComparing(ClassAreaRow::getClassId));
    return areas;
  }
}
