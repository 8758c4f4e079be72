// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.transforms;

import io.github.maskbeam.output.MaskShard;
import io.github.maskbeam.output.MaskShards;
import io.github.maskbeam.output.OutputLayout;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The numbers of the shards that a run writes, which workers choose without knowing of each other:
 * group g of n groups has the numbers first + g, first + g + n, first + g + 2n and so on, where the
 * first is after all numbers in the output when the run starts. Immutable and serializable.
 */
final class ShardNumbers implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int first;
  private final int groups;

  private ShardNumbers(int first, int groups) {
    this.first = first;
    this.groups = groups;
  }

  /**
   * The numbers of a run that starts now.
   *
   * @param groups the number of groups
   * @throws IOException if the output cannot be listed
   */
  static ShardNumbers of(OutputLayout output, int groups) throws IOException {
    return new ShardNumbers(MaskShards.nextNumber(output), groups);
  }

  /** The number of a group's shard, both from 0. */
  int number(int group, int shard) {
    return Math.addExact(first + group, Math.multiplyExact(shard, groups));
  }

  /** How many shards a group has if this is its last one. */
  int shards(MaskShard last) {
    return (last.number() - first) / groups + 1;
  }

  /** The shards of a group, in the order of their numbers. */
  List<MaskShard> ofGroup(int group, List<MaskShard> shards) {
    return shards.stream()
        .filter(shard -> shard.number() >= first && (shard.number() - first) % groups == group)
        .collect(Collectors.toList());
  }
}
