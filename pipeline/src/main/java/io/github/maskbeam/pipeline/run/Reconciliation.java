// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.run;

import io.github.maskbeam.output.MaskLayout;
import io.github.maskbeam.output.OutputLayout;
import io.github.maskbeam.output.OutputMasks;
import io.github.maskbeam.pipeline.progress.RunMetrics;
import io.github.maskbeam.schemas.ClassCoverageRow;
import io.github.maskbeam.transforms.metrics.MetricNames;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Compares the tables of a finished run with each other and with the masks in storage. */
public final class Reconciliation {
  /** Maximum number of classes to list one by one. */
  private static final int NAMED_CLASSES = 3;

  private final TableTotals facts;
  private final List<String> contradictions = new ArrayList<>();

  private Reconciliation(TableTotals facts) {
    this.facts = facts;
  }

  /**
   * The inconsistencies, one sentence each; empty if there are none. Masks are identified by file
   * name and not opened, which would read the whole output again; those in shards by the tables of
   * complete shards.
   *
   * @param layout how the output stores masks
   * @param metrics of the run: images listed, and their results
   */
  public static List<String> contradictions(
      OutputLayout output, MaskLayout layout, TableTotals facts, RunMetrics metrics)
      throws IOException {
    Reconciliation reconciliation = new Reconciliation(facts);
    reconciliation.checkImages(metrics);
    reconciliation.checkAreas();
    reconciliation.checkCoverage();
    reconciliation.checkMasks(
        output,
        layout,
        metrics.counter(MetricNames.MASKS_OF_OTHER_IMAGES),
        metrics.counter(MetricNames.REPLACED_MASKS));
    return reconciliation.contradictions;
  }

  /** The inconsistencies between the tables, one sentence each; empty if there are none. */
  public static List<String> ofTables(TableTotals facts) {
    Reconciliation reconciliation = new Reconciliation(facts);
    reconciliation.checkAreas();
    reconciliation.checkCoverage();
    return reconciliation.contradictions;
  }

  private void checkImages(RunMetrics metrics) {
    long listed = metrics.counter(MetricNames.IMAGES_LISTED);
    if (listed != facts.succeeded() + facts.failed()) {
      contradict(
          "%,d images were listed, but table images has %,d that succeeded and %,d that failed",
          listed, facts.succeeded(), facts.failed());
    }
    long done = metrics.imageCounts().done();
    if (listed != done) {
      contradict(
          "%,d images were listed, but %,d were tried or known from earlier runs", listed, done);
    }
  }

  private void checkAreas() {
    if (!facts.areaPixels().agreesWith(facts.imagePixels())) {
      contradict(
          "The areas in table class_areas and void_px (%,d px in all) are not, image by image, the"
              + " sizes in table images (%,d px in all)",
          facts.areaPixels().sum(), facts.imagePixels().sum());
    }
  }

  private void checkCoverage() {
    Map<Integer, Long> px = coverageBy(ClassCoverageRow::getAreaPx);
    Map<Integer, Long> images = coverageBy(ClassCoverageRow::getImageCount);
    checkByClass("px", "class_areas", facts.areaPxByClass(), px);
    checkByClass("images", "class_areas", facts.imagesByClass(), images);
    if (facts.isGrouped()) {
      checkByClass("px", "class_coverage_by_group", facts.areaPxOfGroups(), px);
      checkByClass("images", "class_coverage_by_group", facts.imagesOfGroups(), images);
    }
  }

  private Map<Integer, Long> coverageBy(Function<ClassCoverageRow, Long> column) {
    Map<Integer, Long> byClass = new TreeMap<>();
    for (ClassCoverageRow row : facts.coverage()) {
      byClass.merge(row.getClassId(), column.apply(row), Long::sum);
    }
    return byClass;
  }

  private void checkByClass(
      String unit, String table, Map<Integer, Long> areas, Map<Integer, Long> coverage) {
    Set<Integer> classIds = new TreeSet<>(areas.keySet());
    classIds.addAll(coverage.keySet());
    classIds.removeIf(
        id -> areas.getOrDefault(id, 0L).longValue() == coverage.getOrDefault(id, 0L).longValue());
    int unnamed = classIds.size() - NAMED_CLASSES;
    for (Integer id : classIds.stream().limit(NAMED_CLASSES).collect(Collectors.toList())) {
      contradict(
          "Class %d has %,d %s in table class_coverage, but %,d %s in table %s",
          id, coverage.getOrDefault(id, 0L), unit, areas.getOrDefault(id, 0L), unit, table);
    }
    if (unnamed > 0) {
      contradict("%,d more classes differ in %s between these two tables", unnamed, unit);
    }
  }

  private void checkMasks(
      OutputLayout output, MaskLayout layout, long masksOfOtherImages, long replacedMasks)
      throws IOException {
    Fingerprint masks = new Fingerprint();
    OutputMasks.imageIds(output, layout, id -> masks.add(id, 1));
    if (masks.sum() != facts.succeeded() + masksOfOtherImages + replacedMasks) {
      contradict(
          "%,d masks are in %s, but %,d images succeeded by table images and %,d masks were there of"
              + " images that are not in this run's input%s",
          masks.sum(),
          output.masks(),
          facts.succeeded(),
          masksOfOtherImages,
          layout == MaskLayout.FILES
              ? ""
              : String.format(
                  Locale.ROOT,
                  " and %,d of images that were segmented again or failed since",
                  replacedMasks));
    } else if (masksOfOtherImages + replacedMasks == 0
        && !masks.agreesWith(facts.succeededImages(output.maskNames()))) {
      contradict(
          "%,d masks are in %s, as many as images succeeded by table images, but not of the same"
              + " images",
          masks.sum(), output.masks());
    }
  }

  private void contradict(String sentence, Object... numbers) {
    contradictions.add(String.format(Locale.ROOT, sentence, numbers));
  }
}
