// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.options;

import java.util.Arrays;

/** Numbers in 8 bytes each, which can be sorted. Not thread-safe. */
final class LongArray {
  private long[] numbers = new long[1024];
  private int size;

  /** Adds a number. */
  void add(long number) {
    if (size == numbers.length) {
      numbers = Arrays.copyOf(numbers, size + size / 2);
    }
    numbers[size++] = number;
  }

  /** The numbers in ascending order. */
  long[] sorted() {
    numbers = Arrays.copyOf(numbers, size);
    Arrays.parallelSort(numbers);
    return numbers;
  }

  /** Keeps the numbers that were added more than once, in ascending order. */
  long[] repeated() {
    long[] sorted = sorted();
    LongArray repeated = new LongArray();
    for (int i = 1; i < sorted.length; i++) {
      boolean isNew = repeated.size == 0 || repeated.numbers[repeated.size - 1] != sorted[i];
      if (sorted[i] == sorted[i - 1] && isNew) {
        repeated.add(sorted[i]);
      }
    }
    return Arrays.copyOf(repeated.numbers, repeated.size);
  }
}
