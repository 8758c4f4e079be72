// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.transforms;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.maskbeam.parquet.RowBytes;
import io.github.maskbeam.parquet.RowOrder;
import io.github.maskbeam.schemas.ClassAreaRow;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RowSorterTest {
  private static final String SCHEMA = ClassAreaRow.getClassSchema().toString();

  private final RowBytes<ClassAreaRow> bytes = RowBytes.of(SCHEMA);
  private final RowOrder byClass = RowOrder.by("class_id", SCHEMA);

  @Test
  void sortsInMemoryAndByFilesAlike() throws IOException {
    List<ClassAreaRow> rows = rows();
    List<String> expected =
        rows.stream()
            .sorted(
                Comparator.comparingInt(ClassAreaRow::getClassId)
                    .thenComparing(ClassAreaRow::getImageId))
            .map(RowSorterTest::text)
            .collect(Collectors.toList());
    Collections.shuffle(rows, new Random(1));
    try (RowSorter memory = new RowSorter(byClass, 16 << 20)) {
      assertThat(sorted(rows, memory), is(expected));
      assertThat(memory.parts(), is(0));
    }
    Collections.shuffle(rows, new Random(2));
    try (RowSorter files = new RowSorter(byClass, 200_000)) {
      assertThat(sorted(rows, files), is(expected));
      assertThat(files.parts(), greaterThan(3));
    }
  }

  @Test
  void keepsEqualRowsAndNone() throws IOException {
    ClassAreaRow row = row("a", 3);
    try (RowSorter sorter = new RowSorter(byClass, 1)) {
      assertThat(sorted(List.of(row, row("b", 2), row), sorter), is(List.of("2 b", "3 a", "3 a")));
    }
    try (RowSorter sorter = new RowSorter(byClass, 1)) {
      assertThat(sorted(List.of(), sorter), is(List.of()));
    }
  }

  @Test
  void refusesColumnsThatDoNotExist() {
    assertThrows(IllegalArgumentException.class, () -> RowOrder.by("nope", SCHEMA));
  }

  private List<String> sorted(List<ClassAreaRow> rows, RowSorter sorter) throws IOException {
    for (ClassAreaRow row : rows) {
      sorter.add(bytes.toBytes(row));
    }
    List<String> sorted = new ArrayList<>();
    sorter.forEach(row -> sorted.add(text(bytes.toRow(row))));
    return sorted;
  }

  private static String text(ClassAreaRow row) {
    return row.getClassId() + " " + row.getImageId();
  }

  /** Ids of one to three bytes in Avro's encoding. */
  private static List<ClassAreaRow> rows() {
    List<ClassAreaRow> rows = new ArrayList<>();
    for (int image = 0; image < 2000; image++) {
      for (int classId : new int[] {0, 2, 10, 63, 64, 128, 300, 9000, 65534}) {
        rows.add(row(String.format(Locale.ROOT, "image-%04d", image), classId));
      }
    }
    return rows;
  }

  private static ClassAreaRow row(String image, int classId) {
    return ClassAreaRow.newBuilder()
        .setImageId(image)
        .setImageUri("/photos/" + image + ".jpg")
        .setClassId(classId)
        .setClassName("class " + classId)
        .setAreaPx(1)
        .setAreaFraction(0.5)
        .setXMin(0)
        .setYMin(0)
        .setXMax(1)
        .setYMax(1)
        .build();
  }
}
