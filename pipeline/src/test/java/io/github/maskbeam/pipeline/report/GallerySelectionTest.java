// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.report;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.github.maskbeam.schemas.ClassAreaRow;
import io.github.maskbeam.schemas.Sha256;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GallerySelectionTest {
  private static final int IMAGES = 5_000;

  @Test
  void everyClassIsShownByTheImageWithMostOfIt() {
    List<ClassAreaRow> rows = manyRows();
    // A class of one image among thousands.
    rows.add(row("rare", 7, "comet", 0.001));
    Set<String> chosen = choose(20, rows);
    assertThat(chosen, hasSize(20));
    assertThat(chosen, hasItems(id("rare"), id("image 4999"), id("image 0")));
  }

  @Test
  void theOrderOfRowsDoesNotMatter() {
    List<ClassAreaRow> rows = manyRows();
    List<String> first = new ArrayList<>(choose(20, rows));
    Collections.shuffle(rows, new Random(3));
    assertThat(new ArrayList<>(choose(20, rows)), is(first));
  }

  @Test
  void partIsChosenAtRandom() {
    List<ClassAreaRow> rows = manyRows();
    String smallestId =
        rows.stream().map(ClassAreaRow::getImageId).min(String::compareTo).orElseThrow();
    assertThat(choose(20, rows), hasItem(smallestId));
  }

  @Test
  void aSmallSetIsShownWhole() {
    List<ClassAreaRow> rows =
        List.of(row("a", 1, "cat", 0.2), row("b", 1, "cat", 0.1), row("c", 0, "background", 1));
    assertThat(choose(60, rows), contains(id("a"), id("c"), id("b")));
  }

  @Test
  void theLimitHoldsAlsoForFewerImagesThanClasses() {
    List<ClassAreaRow> rows =
        List.of(row("a", 1, "cat", 0.2), row("b", 2, "dog", 0.7), row("c", 0, "background", 1));
    assertThat(choose(1, rows), contains(id("b")));
    assertThat(choose(2, rows), not(hasItem(id("c"))));
    assertThat(choose(0, rows), is(empty()));
  }

  private static Set<String> choose(int limit, List<ClassAreaRow> rows) {
    GallerySelection choice = new GallerySelection(limit);
    rows.forEach(choice::add);
    return choice.imageIds();
  }

  /** The share of class 1 grows with the image's number; background takes the rest. */
  private static List<ClassAreaRow> manyRows() {
    List<ClassAreaRow> rows = new ArrayList<>();
    for (int i = 0; i < IMAGES; i++) {
      double fraction = (i + 1.0) / (IMAGES + 1);
      rows.add(row("image " + i, 1, "cat", fraction));
      rows.add(row("image " + i, 0, "background", 1 - fraction));
    }
    return rows;
  }

  private static String id(String uri) {
    return Sha256.imageId(uri);
  }

  private static ClassAreaRow row(String uri, int classId, String className, double fraction) {
    return ClassAreaRow.newBuilder()
        .setImageId(id(uri))
        .setImageUri(uri)
        .setClassId(classId)
        .setClassName(className)
        .setAreaPx((long) (1_000_000 * fraction))
        .setAreaFraction(fraction)
        .setXMin(0)
        .setYMin(0)
        .setXMax(1)
        .setYMax(1)
        .build();
  }
}
