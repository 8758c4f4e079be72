// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.schemas;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class LabelMapTest {
  @Test
  void parsesWindowsLineEndingsAndIgnoresTrailingBlankLines() {
    assertThat(
        LabelMap.parse("sky\r\nroad \r\nhot dog\r\n\r\n").names(),
        contains("sky", "road", "hot dog"));
  }

  @Test
  void rejectsAnEmptyLabelAndReportsItsClass() {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> LabelMap.parse("sky\n\nroad\n"));
    assertThat(e.getMessage(), containsString("Class 1"));
  }

  @Test
  void rejectsZeroOrTooManyLabels() {
    assertThrows(IllegalArgumentException.class, () -> LabelMap.of(List.of()));
    assertThrows(
        IllegalArgumentException.class, () -> LabelMap.of(Collections.nCopies(65_536, "x")));
    assertThat(LabelMap.of(Collections.nCopies(65_535, "x")).size(), is(65_535));
  }

  @Test
  void masksOfMoreThan255ClassesHave16Bits() {
    assertThat(LabelMap.numbered(255).maskBits(), is(8));
    assertThat(LabelMap.numbered(256).maskBits(), is(16));
  }

  @Test
  void givesClassesWithoutALabelAGenericOne() {
    assertThat(LabelMap.numbered(3).names(), contains("class_0", "class_1", "class_2"));
    assertThat(LabelMap.of(List.of("sky")).name(7), is("class_7"));
  }

  @Test
  void hasTheClassesOfPascalVoc() {
    assertThat(LabelMap.pascalVoc().size(), is(21));
    assertThat(LabelMap.pascalVoc().name(15), is("person"));
  }
}
