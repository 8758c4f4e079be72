// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.run;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.startsWith;

import io.github.maskbeam.schemas.ClassCoverageRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class CoverageTextTest {
  @Test
  void largestAreaComesFirstAndAbsentClassesAreLeftOut() {
    assertThat(
        CoverageText.lines(
            List.of(
                row(0, "background", 2, 250_000, 0.25),
                row(1, "cat", 1, 750_000, 0.75),
                row(2, "dog", 0, 0, 0))),
        contains(
            "  class         images        area       area px",
            "  cat                1     75.00 %       750,000",
            "  background         2     25.00 %       250,000"));
  }

  @Test
  void ofManyClassesTwelveAreShown() {
    List<ClassCoverageRow> rows = new ArrayList<>();
    for (int i = 0; i < 254; i++) {
      rows.add(row(i, "class " + i, 1, i, i / 100_000.0));
    }
    List<String> lines = CoverageText.lines(rows);
    assertThat(lines, hasSize(1 + 12 + 1));
    assertThat(lines.get(1), startsWith("  class 253 "));
    assertThat(lines.get(13), is("  and 242 more in the table"));
  }

  @Test
  void exactlyTwelveClassesNeedNoMore() {
    List<ClassCoverageRow> rows = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      rows.add(row(i, "class " + i, 1, 10, 1 / 12.0));
    }
    assertThat(CoverageText.lines(rows), hasSize(1 + 12));
  }

  @Test
  void aLongNameIsCutAndAllLinesStayAligned() {
    List<String> lines =
        CoverageText.lines(
            List.of(
                row(0, "a name, " + "very ".repeat(50) + "long", 1, Long.MAX_VALUE / 1000, 0.9),
                row(1, "short", 1, 1, 0.1)));
    assertThat(lines.get(1), startsWith("  a name, very very"));
    assertThat(lines.get(1), containsString("...  "));
    assertThat(
        lines.stream().map(String::length).collect(Collectors.toList()),
        everyItem(lessThanOrEqualTo(90)));
    assertThat(lines.get(2).length(), is(lines.get(0).length()));
  }

  @Test
  void aNameThatIsNotShownWidensNothing() {
    List<ClassCoverageRow> rows = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      rows.add(row(i, "c" + i, 1, 10, 0.08));
    }
    rows.add(row(12, "a much longer name", 1, 1, 0.01));
    assertThat(CoverageText.lines(rows).get(0), is("  class    images        area       area px"));
  }

  @Test
  void withoutImagesItSaysSo() {
    assertThat(
        CoverageText.lines(List.of(row(0, "background", 0, 0, 0))),
        contains("  none, since no image was segmented"));
    assertThat(CoverageText.lines(List.of()), hasSize(1));
  }

  @Test
  void numbersAreWrittenAlikeInEveryCountry() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-u-nu-arab"));
    try {
      assertThat(
          CoverageText.lines(List.of(row(0, "cat", 1, 1_000, 1))).get(1),
          is("  cat           1    100.00 %         1,000"));
    } finally {
      Locale.setDefault(before);
    }
  }

  private static ClassCoverageRow row(
      int classId, String name, long images, long areaPx, double areaFraction) {
    return ClassCoverageRow.newBuilder()
        .setClassId(classId)
        .setClassName(name)
        .setImageCount(images)
        .setAreaPx(areaPx)
        .setAreaFraction(areaFraction)
        .setMeanImageFraction(areaFraction)
        .setMaxImageFraction(areaFraction)
        .build();
  }
}
