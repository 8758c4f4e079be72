// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.transforms;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.stream.IntStream;
import org.apache.beam.sdk.util.SerializableUtils;
import org.junit.jupiter.api.Test;

/** A test of module deploy compares the keys with Flink's own code. */
class GroupKeysTest {
  @Test
  void groupsAreTheirKeysByDefault() {
    GroupKeys keys = GroupKeys.of(5);
    assertThat(keys.groups(), is(5));
    assertThat(IntStream.range(0, 5).map(keys::key).toArray(), is(new int[] {0, 1, 2, 3, 4}));
    assertThat(keys.keyOfHash(-1), is(4));
  }

  @Test
  void groupsOnFlinkHaveDifferentKeysThatLeadBack() {
    for (int subtasks : new int[] {1, 2, 3, 4, 7, 64, 100}) {
      for (int groups : new int[] {1, 9, 200}) {
        GroupKeys keys = GroupKeys.onFlink(groups, subtasks);
        assertThat(IntStream.range(0, groups).map(keys::key).distinct().count(), is((long) groups));
        for (int group = 0; group < groups; group++) {
          assertThat(keys.group(keys.key(group)), is(group));
        }
      }
    }
  }

  @Test
  void workersHaveTheSameKeys() {
    GroupKeys keys = GroupKeys.onFlink(50, 4);
    int[] before = IntStream.range(0, 50).map(keys::key).toArray();
    GroupKeys copy = SerializableUtils.clone(keys);
    assertThat(IntStream.range(0, 50).map(copy::key).toArray(), is(before));
  }
}
