// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.tflite;

import com.google.auto.value.AutoValue;

/** The operators of a model's main graph that run in the same place. Immutable. */
@AutoValue
public abstract class DelegatedOperators {

  static DelegatedOperators of(int operatorCount, int partitionCount, String operators) {
    return new AutoValue_DelegatedOperators(operatorCount, partitionCount, operators);
  }

  /** Number of operators. */
  public abstract int operatorCount();

  /** Number of partitions in which a delegate runs them; 0 for plain kernels. */
  public abstract int partitionCount();

  /**
   * The operators by type, each with its indices in the graph, from 0: {@code ADD 0, 2-5; MUL 1};
   * empty if there are none.
   */
  public abstract String operators();
}
