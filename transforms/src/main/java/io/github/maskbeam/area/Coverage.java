// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.area;

import io.github.maskbeam.schemas.ClassAreaRow;
import io.github.maskbeam.schemas.ClassCoverageRow;
import io.github.maskbeam.schemas.LabelMap;
import io.github.maskbeam.schemas.SegmentationResult;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Aggregates the class areas of many images. Mutable; not thread-safe.
 *
 * <p>Fractions are summed exactly, so the result does not depend on the order or grouping of the
 * images. All runs and runners produce exactly the same table.
 */
public final class Coverage implements Serializable {
  private static final long serialVersionUID = 1L;

  private long images;
  private long pixels;
  private final TreeMap<Integer, OfClass> byClass = new TreeMap<>();

  /** Adds the result of one succeeded image. */
  public void add(SegmentationResult result) {
    images++;
    Long voidPx = result.getImage().getVoidPx();
    pixels += voidPx == null ? 0 : voidPx;
    for (ClassAreaRow area : result.getClassAreas()) {
      pixels += area.getAreaPx();
      OfClass coverage = ofClass(area.getClassId());
      coverage.images++;
      coverage.areaPx += area.getAreaPx();
      coverage.fractionSum = coverage.fractionSum.add(new BigDecimal(area.getAreaFraction()));
      coverage.maxFraction = Math.max(coverage.maxFraction, area.getAreaFraction());
      if (area.getAreaM2() != null) {
        coverage.imagesWithM2++;
        coverage.areaM2 = coverage.areaM2.add(new BigDecimal(area.getAreaM2()));
      }
    }
  }

  /** Adds all images of another coverage. */
  public void add(Coverage other) {
    images += other.images;
    pixels += other.pixels;
    other.byClass.forEach((classId, coverage) -> ofClass(classId).add(coverage));
  }

  private OfClass ofClass(int classId) {
    return byClass.computeIfAbsent(classId, id -> new OfClass());
  }

  /**
   * One row per class of the label map, present or not, and per other class that is present, by
   * class id.
   */
  public List<ClassCoverageRow> rows(LabelMap labels) {
    TreeMap<Integer, OfClass> all = new TreeMap<>(byClass);
    for (int classId = 0; classId < labels.size(); classId++) {
      all.computeIfAbsent(classId, id -> new OfClass());
    }
    List<ClassCoverageRow> rows = new ArrayList<>();
    all.forEach((classId, coverage) -> rows.add(row(classId, labels.name(classId), coverage)));
    return rows;
  }

  /** The number of images. */
  public long images() {
    return images;
  }

  private ClassCoverageRow row(int classId, String className, OfClass coverage) {
    return ClassCoverageRow.newBuilder()
        .setClassId(classId)
        .setClassName(className)
        .setImageCount(coverage.images)
        .setAreaPx(coverage.areaPx)
        .setAreaFraction(pixels == 0 ? 0 : (double) coverage.areaPx / pixels)
        .setMeanImageFraction(images == 0 ? 0 : coverage.fractionSum.doubleValue() / images)
        .setMaxImageFraction(coverage.maxFraction)
        .setAreaM2(coverage.imagesWithM2 == 0 ? null : coverage.areaM2.doubleValue())
        .setAreaM2ImageCount(coverage.imagesWithM2 == 0 ? null : coverage.imagesWithM2)
        .build();
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof Coverage)) {
      return false;
    }
    Coverage that = (Coverage) other;
    return images == that.images && pixels == that.pixels && byClass.equals(that.byClass);
  }

  @Override
  public int hashCode() {
    return Objects.hash(images, pixels, byClass);
  }

  /** The coverage of one class. */
  private static final class OfClass implements Serializable {
    private static final long serialVersionUID = 1L;

    private long images;
    private long areaPx;
    private BigDecimal fractionSum = BigDecimal.ZERO;
    private double maxFraction;
    private long imagesWithM2;
    private BigDecimal areaM2 = BigDecimal.ZERO;

    private void add(OfClass other) {
      imagesWithM2 += other.imagesWithM2;
      areaM2 = areaM2.add(other.areaM2);
      images += other.images;
      areaPx += other.areaPx;
      fractionSum = fractionSum.add(other.fractionSum);
      maxFraction = Math.max(maxFraction, other.maxFraction);
    }

    @Override
    public boolean equals(Object other) {
      if (!(other instanceof OfClass)) {
        return false;
      }
      OfClass that = (OfClass) other;
      return images == that.images
          && areaPx == that.areaPx
          && fractionSum.equals(that.fractionSum)
          && maxFraction == that.maxFraction
          && imagesWithM2 == that.imagesWithM2
          && areaM2.equals(that.areaM2);
    }

    @Override
    public int hashCode() {
      return Objects.hash(images, areaPx, fractionSum, maxFraction, imagesWithM2, areaM2);
    }
  }
}
