// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.area;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.github.maskbeam.schemas.ClassAreaRow;
import io.github.maskbeam.schemas.ClassCoverageRow;
import io.github.maskbeam.schemas.ImageRow;
import io.github.maskbeam.schemas.LabelMap;
import io.github.maskbeam.schemas.SegmentationResult;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CoverageTest {
  private static final LabelMap LABELS =
      LabelMap.of(List.of("sky", "land", "sea", "\u00fcber \"x\""));

  @Test
  void aggregatesByClass() {
    Coverage coverage = new Coverage();
    coverage.add(image(100, 75, 25, 0, 0));
    coverage.add(image(300, 0, 300, 0, 0));
    List<ClassCoverageRow> rows = coverage.rows(LABELS);
    assertThat(rows, hasSize(4));

    assertThat(rows.get(0).getClassId(), is(0));
    assertThat(rows.get(0).getClassName(), is("sky"));
    assertThat(rows.get(0).getImageCount(), is(1L));
    assertThat(rows.get(0).getAreaPx(), is(75L));
    assertThat(rows.get(0).getAreaFraction(), is(75 / 400.0));
    assertThat(rows.get(0).getMeanImageFraction(), is(0.375));
    assertThat(rows.get(0).getMaxImageFraction(), is(0.75));

    assertThat(rows.get(1).getImageCount(), is(2L));
    assertThat(rows.get(1).getAreaPx(), is(325L));
    assertThat(rows.get(1).getAreaFraction(), is(325 / 400.0));
    assertThat(rows.get(1).getMeanImageFraction(), is(0.625));
    assertThat(rows.get(1).getMaxImageFraction(), is(1.0));
  }

  @Test
  void hasZeroRowsForAbsentClasses() {
    Coverage coverage = new Coverage();
    coverage.add(image(10, 10, 0, 0, 0));
    assertThat(coverage.rows(LABELS).get(3), is(zero(3, "\u00fcber \"x\"")));
  }

  @Test
  void hasZeroRowsWithoutImages() {
    List<ClassCoverageRow> rows = new Coverage().rows(LABELS);
    assertThat(rows, hasSize(4));
    assertThat(rows.get(0), is(zero(0, "sky")));
    assertThat(rows.get(2), is(zero(2, "sea")));
  }

  @Test
  void hasARowForAPresentClassWithoutALabel() {
    Coverage coverage = new Coverage();
    coverage.add(image(10, 5, 0, 0, 0, 5));
    List<ClassCoverageRow> rows = coverage.rows(LABELS);
    assertThat(rows, hasSize(5));
    assertThat(rows.get(4).getClassName(), is("class_4"));
    assertThat(rows.get(4).getAreaPx(), is(5L));
  }

  @Test
  void doesNotDependOnOrderOrGroupingOfImages() {
    Random random = new Random(7);
    List<SegmentationResult> images = new ArrayList<>();
    BigDecimal exactSum = BigDecimal.ZERO;
    for (int i = 0; i < 500; i++) {
      int pixels = 3 + random.nextInt(100_000);
      int first = 1 + random.nextInt(pixels - 1);
      images.add(image(pixels, first, pixels - first, 0, 0));
      exactSum = exactSum.add(new BigDecimal((double) first / pixels));
    }
    List<ClassCoverageRow> expected = merged(images, random).rows(LABELS);
    assertThat(expected.get(0).getMeanImageFraction(), is(exactSum.doubleValue() / images.size()));
    assertThat(
        expected.get(0).getMeanImageFraction() + expected.get(1).getMeanImageFraction(),
        is(closeTo(1, 1e-12)));
    for (int i = 0; i < 50; i++) {
      Collections.shuffle(images, random);
      assertThat(merged(images, random).rows(LABELS), is(expected));
    }
  }

  /** Images without an area on the ground are not part of it, and are counted. */
  @Test
  void sumsAreasOnTheGroundExactly() {
    List<SegmentationResult> images = new ArrayList<>(List.of(image(100, 75, 25)));
    for (double areaM2 : new double[] {1e16, 0.3, 0.1, 2.5, 1e-9}) {
      SegmentationResult image = image(100, 75, 25, 0);
      ClassAreaRow sky = image.getClassAreas().get(0);
      image.getClassAreas().set(0, ClassAreaRow.newBuilder(sky).setAreaM2(areaM2).build());
      images.add(image);
    }
    Random random = new Random(9);
    List<ClassCoverageRow> expected = merged(images, random).rows(LABELS);
    assertThat(expected.get(0).getImageCount(), is(6L));
    assertThat(expected.get(0).getAreaM2ImageCount(), is(5L));
    assertThat(expected.get(0).getAreaM2(), is(1e16 + 2.9));
    for (int other = 1; other < 3; other++) {
      assertThat(expected.get(other).getAreaM2(), is(nullValue()));
      assertThat(expected.get(other).getAreaM2ImageCount(), is(nullValue()));
    }
    for (int i = 0; i < 20; i++) {
      Collections.shuffle(images, random);
      assertThat(merged(images, random).rows(LABELS), is(expected));
    }
    Coverage with = merged(images, random);
    Coverage without = new Coverage();
    for (int i = 0; i < images.size(); i++) {
      without.add(image(100, 75, 25));
    }
    assertThat(with, is(not(without)));
  }

  /** As runners compare what they copied with what they had. */
  @Test
  void isEqualToAnotherOfTheSameImagesAlone() {
    Coverage coverage = new Coverage();
    coverage.add(image(100, 75, 25));
    Coverage same = new Coverage();
    same.add(new Coverage());
    same.add(image(100, 75, 25));
    assertThat(same, is(coverage));
    assertThat(same.hashCode(), is(coverage.hashCode()));
    assertThat(coverage, is(not(new Coverage())));
    assertThat(coverage.hashCode() == new Coverage().hashCode(), is(false));
    assertThat(coverage.equals((Object) "coverage"), is(false));
    for (Coverage other : others()) {
      assertThat(other, is(not(coverage)));
    }
  }

  /** Each differs from one image with 75 px and 25 px in few of the sums alone. */
  private static List<Coverage> others() {
    List<Coverage> others = new ArrayList<>();
    for (SegmentationResult image :
        List.of(
            image(100, 25, 75),
            image(100, 75, 0, 25),
            image(200, 75, 25),
            image(100, 74, 26),
            image(100, 75, 25, 1))) {
      Coverage other = new Coverage();
      other.add(image);
      others.add(other);
    }
    Coverage oneMoreWithoutAreas = new Coverage();
    oneMoreWithoutAreas.add(image(100, 75, 25));
    oneMoreWithoutAreas.add(image(100));
    others.add(oneMoreWithoutAreas);
    Coverage inTwoHalves = new Coverage();
    inTwoHalves.add(image(100, 75));
    inTwoHalves.add(image(100, 0, 25));
    others.add(inTwoHalves);
    return others;
  }

  /** Merges the images in a random tree, which also has empty branches. */
  private static Coverage merged(List<SegmentationResult> images, Random random) {
    Coverage coverage = new Coverage();
    if (images.size() <= 3) {
      images.forEach(coverage::add);
      return coverage;
    }
    int middle = random.nextInt(images.size());
    coverage.add(merged(images.subList(0, middle), random));
    coverage.add(merged(images.subList(middle, images.size()), random));
    return coverage;
  }

  private static ClassCoverageRow zero(int classId, String name) {
    return ClassCoverageRow.newBuilder()
        .setClassId(classId)
        .setClassName(name)
        .setImageCount(0)
        .setAreaPx(0)
        .setAreaFraction(0)
        .setMeanImageFraction(0)
        .setMaxImageFraction(0)
        .build();
  }

  private static SegmentationResult image(int pixels, int... areaPx) {
    List<ClassAreaRow> areas = new ArrayList<>();
    for (int k = 0; k < areaPx.length; k++) {
      if (areaPx[k] > 0) {
        areas.add(
            ClassAreaRow.newBuilder()
                .setImageId("id")
                .setImageUri("uri")
                .setClassId(k)
                .setClassName("name")
                .setAreaPx(areaPx[k])
                .setAreaFraction((double) areaPx[k] / pixels)
                .setXMin(0)
                .setYMin(0)
                .setXMax(0)
                .setYMax(0)
                .build());
      }
    }
    ImageRow image =
        ImageRow.newBuilder()
            .setImageId("id")
            .setImageUri("uri")
            .setStatus("SUCCEEDED")
            .setModelSha256("m")
            .setConfigSha256("c")
            .setProcessedAt(Instant.EPOCH)
            .build();
    return SegmentationResult.newBuilder().setImage(image).setClassAreas(areas).build();
  }
}
