// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.evaluate;

import static io.github.maskbeam.evaluate.TinyMasks.mask;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.github.maskbeam.mask.Mask;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LabelMappingTest {
  private static final LabelMapping SOME =
      LabelMapping.of(Map.of(255, 0, 1, ConfusionMatrix.VOID, 2, 200), OptionalInt.empty());

  @Test
  void withoutAMappingEveryLabelIsItsClass() {
    byte[] labels = new byte[256];
    for (int id = 0; id < labels.length; id++) {
      labels[id] = (byte) id;
    }
    Mask mapped = LabelMapping.identity().apply(Mask.of(64, 4, labels));
    assertThat(mapped.classIds(), is(labels));
    byte[] wide = {0, 0, 0, (byte) 255, 1, 0, (byte) 255, (byte) 254, (byte) 255, (byte) 255};
    assertThat(LabelMapping.identity().apply(Mask.of(5, 1, 16, wide)).classIds(), is(wide));
  }

  @Test
  void whatIsMappedTakesAnotherClassAndTheRestStays() {
    Mask mapped = SOME.apply(mask(".12", "345"));
    assertThat(mapped.widthPx(), is(3));
    assertThat(mapped.heightPx(), is(2));
    assertThat(mapped.classIds(), is(new byte[] {0, (byte) 255, (byte) 200, 3, 4, 5}));
    assertThat(SOME.classId(2, 255), is(200));
  }

  @Test
  void labelsOf8BitsMayBecomeClassesOf16() {
    LabelMapping mapping =
        LabelMapping.of(Map.of(3, 300, 4, ConfusionMatrix.VOID), OptionalInt.of(255));
    Mask mapped = mapping.apply(mask(".34", "051"));
    assertThat(mapped.bits(), is(16));
    assertThat(
        IntStream.range(0, 6).mapToObj(mapped::classId).collect(Collectors.toList()),
        contains(65_535, 300, 65_535, 255, 255, 255));
  }

  @Test
  void equalMappingsAreEqual() {
    LabelMapping same =
        LabelMapping.of(Map.of(2, 200, 1, ConfusionMatrix.VOID, 255, 0), OptionalInt.empty());
    assertThat(SOME, is(same));
    assertThat(SOME.hashCode(), is(same.hashCode()));
    assertThat(SOME, is(not(LabelMapping.identity())));
    assertThat(SOME.equals((Object) "none"), is(false));
  }
}
