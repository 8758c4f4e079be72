// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.tflite;

import com.google.auto.value.AutoValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.tensorflowlite.Interpreter;
import org.bytedeco.tensorflowlite.TfLiteRegistration;
import org.bytedeco.tensorflowlite.global.tensorflowlite;
import org.tensorflow.lite.schema.Model;

/** Which delegates run a model, and how many of its operators. Immutable. */
@AutoValue
public abstract class Delegation {

  /** Name of the XNNPACK delegate. */
  public static final String XNNPACK = "TfLiteXNNPackDelegate";

  /** Names of the delegates that run at least one operator; empty if there are none. */
  public abstract List<String> delegateNames();

  /** Number of operators in the model's main graph. */
  public abstract int operatorCount();

  /** Number of these operators that run in a delegate. */
  public abstract int delegatedOperatorCount();

  /** Number of partitions of the delegated operators; each border between partitions costs time. */
  public abstract int partitionCount();

  /**
   * Whether XNNPACK was to run the model but could not prepare it, so that TensorFlow Lite's plain
   * kernels run all operators.
   */
  public abstract boolean isXnnpackRejected();

  static Delegation of(Interpreter interpreter, Model verifiedModel, boolean isXnnpackRejected) {
    int operatorCount = verifiedModel.subgraphs(0).operatorsLength();
    Set<String> names = new LinkedHashSet<>();
    int partitionCount = 0;
    int plannedCount;
    try (IntPointer plan = interpreter.execution_plan()) {
      // JavaCPP returns null for an empty vector, as for a graph that computes no outputs.
      plannedCount = plan == null ? 0 : Math.toIntExact(plan.limit());
      for (int i = 0; i < plannedCount; i++) {
        TfLiteRegistration registration = interpreter.node_and_registration(plan.get(i)).second();
        if (registration.builtin_code() == tensorflowlite.kTfLiteBuiltinDelegate) {
          names.add(registration.custom_name().getString());
          partitionCount++;
        }
      }
    }
    int undelegatedCount = plannedCount - partitionCount;
    return new AutoValue_Delegation(
        Collections.unmodifiableList(new ArrayList<>(names)),
        operatorCount,
        partitionCount == 0 ? 0 : operatorCount - undelegatedCount,
        partitionCount,
        isXnnpackRejected);
  }
}
