// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.polygon;

import java.util.Arrays;

/**
 * Numbers that are found to mean the same: a union-find structure with path halving. The number of
 * a set is the least of its members. Not thread-safe.
 */
final class DisjointSets {
  private int[] parents = new int[256];
  private int size;

  /** Adds a set with one member, and returns it. */
  int add() {
    if (size == parents.length) {
      parents = Arrays.copyOf(parents, 2 * size);
    }
    parents[size] = size;
    return size++;
  }

  /** The number of members of all sets. */
  int size() {
    return size;
  }

  /** The number of the set of a member. */
  int find(int member) {
    int at = member;
    while (parents[at] != at) {
      parents[at] = parents[parents[at]];
      at = parents[at];
    }
    return at;
  }

  /** Unites the sets of two members. */
  void unite(int one, int other) {
    int first = find(one);
    int second = find(other);
    parents[Math.max(first, second)] = Math.min(first, second);
  }
}
