// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.options;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.maskbeam.evaluate.LabelMapping;
import io.github.maskbeam.pipeline.errors.UsageException;
import io.github.maskbeam.schemas.LabelMap;
import java.util.List;
import org.junit.jupiter.api.Test;

class MapOptionTest {
  private static final LabelMap LABELS = LabelMap.of(List.of("sky", "traffic light", "#3", "7"));

  @Test
  void idsAndNamesAndVoid() throws UsageException {
    LabelMapping map =
        parse(
            "# ground truth -> model\r\n\r\n11 0\n12\t traffic light  # poles too\n 13 VOID\n14 255");
    assertThat(map.classId(11), is(0));
    assertThat(map.classId(12), is(1));
    assertThat(map.classId(13), is(255));
    assertThat(map.classId(14), is(255));
  }

  @Test
  void aNameGoesBeforeANumber() throws UsageException {
    assertThat(parse("5 7").classId(5), is(3));
  }

  @Test
  void whatIsNotNamedKeepsItsNumber() throws UsageException {
    LabelMapping map = parse("0 sky");
    assertThat(map.classId(1), is(1));
    assertThat(map.classId(200), is(200));
    assertThat(map.classId(255), is(255));
  }

  @Test
  void aStarIsForAllOthersButVoid() throws UsageException {
    LabelMapping map = parse("2 sky\n* traffic light");
    assertThat(map.classId(2), is(0));
    assertThat(map.classId(0), is(1));
    assertThat(map.classId(254), is(1));
    assertThat(map.classId(255), is(255));
    assertThat(parse("* void\n255 sky").classId(255), is(0));
    assertThat(parse("* void\n255 sky").classId(3), is(255));
  }

  @Test
  void anEmptyFileChangesNothing() throws UsageException {
    assertThat(parse(""), is(LabelMapping.none()));
  }

  @Test
  void everyBadLineIsNamed() {
    UsageException refusal =
        assertThrows(
            UsageException.class,
            () -> parse("0 sky\nroad 1\n256 1\n7\n8 raod\n9 4\n0 1\n-1 2\n1,2\n* 0\n* 1"));
    assertThat(
        refusal.problems(),
        contains(
            allOf(containsString("--map=m, line 2: 'road' is no label id"), containsString("*")),
            containsString("line 3: '256' is no label id"),
            containsString("line 4: '7' has no class; write"),
            allOf(
                containsString("line 5: 'raod' is no class of the model"),
                containsString("0 to 3 (sky, traffic light, #3, ...)")),
            containsString("line 6: '4' is no class"),
            containsString("line 7: label id 0 has a class in line 1 already"),
            containsString("line 8: '-1' is no label id"),
            containsString("line 9: '1,2' has no class"),
            containsString("line 11: label id * has a class in line 10 already")));
  }

  private static LabelMapping parse(String text) throws UsageException {
    return MapOption.parse("--map=m", text, LABELS);
  }
}
