// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.deploy;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.github.maskbeam.transforms.GroupKeys;
import org.apache.beam.runners.flink.translation.types.EncodedValueTypeInformation;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.util.CoderUtils;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.runtime.operators.shipping.OutputEmitter;
import org.apache.flink.runtime.operators.shipping.ShipStrategyType;
import org.apache.flink.runtime.plugable.SerializationDelegate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys are chosen by a hash that is computed as Flink computes it; here Flink computes it. */
class GroupKeysOnFlinkTest {
  private static final int GROUPS = 4096;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 7, 64, 100, 1000})
  void groupsGoToSubtasksInTurn(int subtasks) throws Exception {
    GroupKeys keys = GroupKeys.onFlink(GROUPS, subtasks);
    for (int group = 0; group < GROUPS; group++) {
      assertThat("group " + group, subtask(keys.key(group), subtasks), is(group % subtasks));
    }
  }

  /** What keys are chosen for: consecutive ones meet. */
  @Test
  void consecutiveKeysDoNot() throws Exception {
    int[] files = new int[4];
    for (int key = 0; key < 4; key++) {
      files[subtask(GroupKeys.of(4).key(key), 4)]++;
    }
    assertThat(files, is(not(new int[] {1, 1, 1, 1})));
  }

  private static int subtask(int key, int subtasks) throws Exception {
    OutputEmitter<byte[]> emitter =
        new OutputEmitter<>(
            ShipStrategyType.PARTITION_HASH,
            new EncodedValueTypeInformation().createComparator(true, new ExecutionConfig()));
    emitter.setup(subtasks);
    SerializationDelegate<byte[]> element = new SerializationDelegate<>(null);
    element.setInstance(CoderUtils.encodeToByteArray(VarIntCoder.of(), key));
    return emitter.selectChannel(element);
  }
}
