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

/** Which delegates work on a model, and how much of it they took. Immutable. */
@AutoValue
public abstract class Delegation {

  /** Name under which the XNNPACK delegate registers itself. */
  public static final String XNNPACK = "TfLiteXNNPackDelegate";

  /** Names of the delegates that took at least one operator; empty if none did. */
  public abstract List<String> delegateNames();

  /** Operators of the model's main graph. */
  public abstract int operatorCount();

  /** Operators among them that run inside a delegate. */
  public abstract int delegatedOperatorCount();

  /** Pieces that the delegated operators form; each border between pieces costs time. */
  public abstract int partitionCount();

  static Delegation of(Interpreter interpreter, Model verifiedModel) {
    int operatorCount = verifiedModel.subgraphs(0).operatorsLength();
    Set<String> names = new LinkedHashSet<>();
    int partitionCount = 0;
    int plannedCount;
    try (IntPointer plan = interpreter.execution_plan()) {
      // JavaCPP answers null for an empty vector: a graph whose outputs nothing computes.
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
        partitionCount);
  }
}
