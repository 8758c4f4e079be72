// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.transforms;

import java.io.Serializable;
import java.util.stream.IntStream;

/**
 * The keys of a fixed number of groups, by which a runner distributes the groups over its workers.
 * Not thread-safe.
 *
 * <p>Flink sends a group to the subtask that the hash of its encoded key gives. With consecutive
 * keys, four groups meet in two of four subtasks as often as not. So on Flink, keys are chosen by
 * that hash: group i goes to subtask i modulo their number. If Flink hashed in another way, groups
 * would be spread as unevenly as with any keys, and results would be the same.
 */
public final class GroupKeys implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int groups;
  private final int subtasks;
  private transient int[] keys;

  private GroupKeys(int groups, int subtasks) {
    this.groups = groups;
    this.subtasks = subtasks;
  }

  /** Keys for runners that distribute groups themselves: each key is the number of its group. */
  public static GroupKeys of(int groups) {
    return new GroupKeys(groups, 0);
  }

  /** Keys that distribute groups evenly over this number of Flink's subtasks. */
  public static GroupKeys onFlink(int groups, int subtasks) {
    return new GroupKeys(groups, subtasks);
  }

  /** The same distribution of another number of groups. */
  public GroupKeys withGroups(int number) {
    return new GroupKeys(number, subtasks);
  }

  /** The number of groups. */
  public int groups() {
    return groups;
  }

  /** The key of a group, from 0. */
  public int key(int group) {
    if (subtasks == 0) {
      return group;
    }
    if (keys == null) {
      keys = chosen();
    }
    return keys[group];
  }

  /** The key of the group that a hash falls into. */
  int keyOfHash(int hash) {
    return key(Math.floorMod(hash, groups));
  }

  /** The group of a key. */
  int group(int key) {
    return IntStream.range(0, groups).filter(group -> key(group) == key).findFirst().orElseThrow();
  }

  private int[] chosen() {
    int[] chosen = new int[groups];
    // The next group of each subtask that has no key yet.
    int[] next = IntStream.range(0, subtasks).toArray();
    int open = Math.min(subtasks, groups);
    for (int key = 0; open > 0; key++) {
      int subtask = subtask(key);
      if (next[subtask] < groups) {
        chosen[next[subtask]] = key;
        next[subtask] += subtasks;
        open -= next[subtask] < groups ? 0 : 1;
      }
    }
    return chosen;
  }

  /** The index of the subtask that Flink's batch runtime sends a key to. */
  private int subtask(int key) {
    // Arrays.hashCode of the bytes of VarIntCoder.
    int hash = 1;
    int rest = key;
    while (rest > 0x7F) {
      hash = 31 * hash + (byte) ((rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    hash = 31 * hash + rest;
    return abs(murmur3(hash)) % subtasks;
  }

  /** MurmurHash3 (32 bits, seed 0) of one block of four bytes. */
  private static int murmur3(int block) {
    int hash = Integer.rotateLeft(block * 0xcc9e2d51, 15) * 0x1b873593;
    hash = Integer.rotateLeft(hash, 13) * 5 + 0xe6546b64;
    hash ^= Integer.BYTES;
    hash = (hash ^ (hash >>> 16)) * 0x85ebca6b;
    hash = (hash ^ (hash >>> 13)) * 0xc2b2ae35;
    return hash ^ (hash >>> 16);
  }

  private static int abs(int hash) {
    return hash == Integer.MIN_VALUE ? 0 : Math.abs(hash);
  }
}
