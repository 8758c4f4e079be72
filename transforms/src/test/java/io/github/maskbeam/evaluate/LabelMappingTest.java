// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.evaluate;

import static io.github.maskbeam.evaluate.TinyMasks.mask;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.github.maskbeam.mask.Mask;
import org.junit.jupiter.api.Test;

class LabelMappingTest {
  @Test
  void withoutAMappingEveryLabelIsItsClass() {
    byte[] labels = new byte[256];
    for (int id = 0; id < labels.length; id++) {
      labels[id] = (byte) id;
      assertThat(LabelMapping.identity().classId(id), is(id));
    }
    assertThat(LabelMapping.identity().apply(Mask.of(64, 4, labels)).classIds(), is(labels));
  }

  @Test
  void whatIsMappedTakesAnotherClassAndTheRestStays() {
    LabelMapping mapping = LabelMapping.identity().with(255, 0).with(1, 255).with(2, 200);
    Mask mapped = mapping.apply(mask(".12", "345"));
    assertThat(mapped.widthPx(), is(3));
    assertThat(mapped.heightPx(), is(2));
    assertThat(mapped.classIds(), is(new byte[] {0, (byte) 255, (byte) 200, 3, 4, 5}));
    assertThat(mapping.classId(2), is(200));
  }

  @Test
  void oneMoreMappingLeavesTheFirstAsItWas() {
    LabelMapping first = LabelMapping.identity();
    LabelMapping second = first.with(1, 2);
    assertThat(first.classId(1), is(1));
    assertThat(first, is(LabelMapping.identity()));
    assertThat(second, is(not(first)));
    assertThat(second, is(LabelMapping.identity().with(1, 2)));
    assertThat(second.hashCode(), is(LabelMapping.identity().with(1, 2).hashCode()));
    assertThat(second.hashCode() == first.hashCode(), is(false));
    assertThat(first.equals((Object) "none"), is(false));
  }
}
