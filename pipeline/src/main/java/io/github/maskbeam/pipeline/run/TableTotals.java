// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.run;

import io.github.maskbeam.output.MaskNames;
import io.github.maskbeam.output.Table;
import io.github.maskbeam.output.TableSet;
import io.github.maskbeam.parquet.TableReader;
import io.github.maskbeam.schemas.ClassAreaRow;
import io.github.maskbeam.schemas.ClassCoverageRow;
import io.github.maskbeam.schemas.FailureCode;
import io.github.maskbeam.schemas.ImageRow;
import io.github.maskbeam.schemas.ImageStatus;
import io.github.maskbeam.schemas.LabelMap;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The totals of a finished run's tables, read from storage: the source of the summary and run.json.
 * {@link Reconciliation} compares them with the masks.
 *
 * <p>Reads each row once and keeps sums only, so memory does not grow with the run.
 */
public final class TableTotals {
  private final EnumMap<FailureCode, Long> failedByCode = new EnumMap<>(FailureCode.class);
  private final Fingerprint succeeded = new Fingerprint();
  private final Fingerprint succeededStems = new Fingerprint();
  private final Fingerprint imagePixels = new Fingerprint();
  private final Fingerprint areaPixels = new Fingerprint();
  private final Fingerprint classAreas = new Fingerprint();
  private final Map<Integer, Long> areaPxByClass = new TreeMap<>();
  private final Map<Integer, Long> imagesByClass = new TreeMap<>();
  private final List<ClassCoverageRow> coverage = new ArrayList<>();
  private final Map<String, Long> georeferences = new TreeMap<>();
  private final Map<String, Long> georeferenceNotes = new TreeMap<>();
  private final Map<Integer, Long> areaPxOfGroups = new TreeMap<>();
  private final Map<Integer, Long> imagesOfGroups = new TreeMap<>();
  private boolean isGrouped;
  private long failed;
  private long voidPx;

  private TableTotals() {}

  /** Reads the tables of a run. */
  public static TableTotals read(TableSet tables) throws IOException {
    TableTotals facts = new TableTotals();
    TableReader.<ClassCoverageRow>read(
        tables.files(Table.CLASS_COVERAGE), ClassCoverageRow.getClassSchema(), facts.coverage::add);
    facts.coverage.sort(Comparator.comparingInt(ClassCoverageRow::getClassId));
    int voidId = LabelMap.voidId(facts.coverage.size());
    TableReader.<ImageRow>read(
        tables.files(Table.IMAGES), ImageRow.getClassSchema(), row -> facts.add(row, voidId));
    TableReader.<ClassAreaRow>read(
        tables.files(Table.CLASS_AREAS), ClassAreaRow.getClassSchema(), facts::add);
    if (tables.has(Table.CLASS_COVERAGE_BY_GROUP)) {
      facts.isGrouped = true;
      TableReader.<ClassCoverageRow>read(
          tables.files(Table.CLASS_COVERAGE_BY_GROUP),
          ClassCoverageRow.getClassSchema(),
          facts::addGroup);
    }
    return facts;
  }

  private void addGroup(ClassCoverageRow row) {
    areaPxOfGroups.merge(row.getClassId(), row.getAreaPx(), Long::sum);
    imagesOfGroups.merge(row.getClassId(), row.getImageCount(), Long::sum);
  }

  private void add(ImageRow row, int voidId) {
    if (row.getStatus().equals(ImageStatus.SUCCEEDED.name())) {
      succeeded.add(row.getImageId(), 1);
      succeededStems.add(MaskNames.STEM.fileId(row.getImageUri()), 1);
      imagePixels.add(row.getImageId(), (long) row.getWidthPx() * row.getHeightPx());
      Optional.ofNullable(row.getGeoreference())
          .ifPresent(source -> georeferences.merge(source, 1L, Long::sum));
      Optional.ofNullable(row.getGeoreferenceNote())
          .ifPresent(note -> georeferenceNotes.merge(note, 1L, Long::sum));
      if (row.getVoidPx() != null) {
        voidPx += row.getVoidPx();
        areaPixels.add(row.getImageId(), row.getVoidPx());
        classAreas.add(row.getImageId(), classArea(voidId, row.getVoidPx()));
      }
    } else {
      failed++;
      failedByCode.merge(FailureCode.valueOf(row.getFailureCode()), 1L, Long::sum);
    }
  }

  private void add(ClassAreaRow row) {
    areaPixels.add(row.getImageId(), row.getAreaPx());
    classAreas.add(row.getImageId(), classArea(row.getClassId(), row.getAreaPx()));
    areaPxByClass.merge(row.getClassId(), row.getAreaPx(), Long::sum);
    imagesByClass.merge(row.getClassId(), 1L, Long::sum);
  }

  /** Images with a mask. */
  public long succeeded() {
    return succeeded.sum();
  }

  /** Failed images. */
  public long failed() {
    return failed;
  }

  /** Failed images by code; codes that did not occur are absent. */
  public Map<FailureCode, Long> failedByCode() {
    return Collections.unmodifiableMap(failedByCode);
  }

  /** Images with a position, by its source. */
  public Map<String, Long> georeferences() {
    return Collections.unmodifiableMap(georeferences);
  }

  /** Images by the note on their position; images without a note are not counted. */
  public Map<String, Long> georeferenceNotes() {
    return Collections.unmodifiableMap(georeferenceNotes);
  }

  /** The rows of class_coverage, by class id. */
  public List<ClassCoverageRow> coverage() {
    return Collections.unmodifiableList(coverage);
  }

  /** The segmented images, by the ids of their files. */
  Fingerprint succeededImages(MaskNames names) {
    return names == MaskNames.ID ? succeeded : succeededStems;
  }

  /** The pixels of each image, from its size. */
  Fingerprint imagePixels() {
    return imagePixels;
  }

  /** The pixels of each image, from its class areas and void pixels. */
  Fingerprint areaPixels() {
    return areaPixels;
  }

  /** The area of each class and of void of each image, as {@link #classArea}. */
  public Fingerprint classAreas() {
    return classAreas;
  }

  /** A number for the area of a class; different for equal areas of different classes. */
  public static long classArea(int classId, long areaPx) {
    return (classId + 1) * areaPx;
  }

  /** Pixels of all masks that have no class, from table images. */
  public long voidPx() {
    return voidPx;
  }

  /** Pixels of all masks, from the sizes in table images. */
  public long maskPx() {
    return imagePixels.sum();
  }

  /** The pixels of each class, from table class_areas. */
  Map<Integer, Long> areaPxByClass() {
    return areaPxByClass;
  }

  /** The number of images with each class, from table class_areas. */
  Map<Integer, Long> imagesByClass() {
    return imagesByClass;
  }

  /** Whether the run grouped coverage. */
  boolean isGrouped() {
    return isGrouped;
  }

  /** The pixels of each class in all groups, from table class_coverage_by_group. */
  Map<Integer, Long> areaPxOfGroups() {
    return areaPxOfGroups;
  }

  /** The number of images with each class in all groups, from the same table. */
  Map<Integer, Long> imagesOfGroups() {
    return imagesOfGroups;
  }
}
