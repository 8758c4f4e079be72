// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.area;

import io.github.maskbeam.schemas.ClassAreaRow;
import io.github.maskbeam.schemas.ClassCoverageRow;
import io.github.maskbeam.schemas.LabelMap;
import io.github.maskbeam.schemas.Palette;
import io.github.maskbeam.schemas.SegmentationResult;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

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
  private final long[] imageCount = new long[Palette.SIZE];
  private final long[] areaPx = new long[Palette.SIZE];
  private final BigDecimal[] fractionSum = new BigDecimal[Palette.SIZE];
  private final double[] maxFraction = new double[Palette.SIZE];

  /** A coverage without images. */
  public Coverage() {
    Arrays.fill(fractionSum, BigDecimal.ZERO);
  }

  /** Adds the result of one succeeded image. */
  public void add(SegmentationResult result) {
    images++;
    for (ClassAreaRow area : result.getClassAreas()) {
      int k = area.getClassId();
      pixels += area.getAreaPx();
      imageCount[k]++;
      areaPx[k] += area.getAreaPx();
      fractionSum[k] = fractionSum[k].add(new BigDecimal(area.getAreaFraction()));
      maxFraction[k] = Math.max(maxFraction[k], area.getAreaFraction());
    }
  }

  /** Adds all images of another coverage. */
  public void add(Coverage other) {
    images += other.images;
    pixels += other.pixels;
    for (int k = 0; k < Palette.SIZE; k++) {
      imageCount[k] += other.imageCount[k];
      areaPx[k] += other.areaPx[k];
      fractionSum[k] = fractionSum[k].add(other.fractionSum[k]);
      maxFraction[k] = Math.max(maxFraction[k], other.maxFraction[k]);
    }
  }

  /**
   * One row per class of the label map, present or not, and per other class that is present, by
   * class id.
   */
  public List<ClassCoverageRow> rows(LabelMap labels) {
    List<ClassCoverageRow> rows = new ArrayList<>();
    for (int k = 0; k < Palette.SIZE; k++) {
      if (k < labels.size() || imageCount[k] > 0) {
        rows.add(
            ClassCoverageRow.newBuilder()
                .setClassId(k)
                .setClassName(labels.name(k))
                .setImageCount(imageCount[k])
                .setAreaPx(areaPx[k])
                .setAreaFraction(pixels == 0 ? 0 : (double) areaPx[k] / pixels)
                .setMeanImageFraction(images == 0 ? 0 : fractionSum[k].doubleValue() / images)
                .setMaxImageFraction(maxFraction[k])
                .build());
      }
    }
    return rows;
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof Coverage)) {
      return false;
    }
    Coverage that = (Coverage) other;
    return images == that.images
        && pixels == that.pixels
        && Arrays.equals(imageCount, that.imageCount)
        && Arrays.equals(areaPx, that.areaPx)
        && Arrays.equals(fractionSum, that.fractionSum)
        && Arrays.equals(maxFraction, that.maxFraction);
  }

  @Override
  public int hashCode() {
    return Objects.hash(images, pixels, Arrays.hashCode(areaPx));
  }
}
