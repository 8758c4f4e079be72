// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.tflite;

import com.google.auto.value.AutoValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.tensorflowlite.Interpreter;
import org.bytedeco.tensorflowlite.RegistrationNodePair;
import org.bytedeco.tensorflowlite.TfLiteDelegateParams;
import org.bytedeco.tensorflowlite.TfLiteIntArray;
import org.bytedeco.tensorflowlite.TfLiteNode;
import org.bytedeco.tensorflowlite.TfLiteOpaqueDelegateBuilder;
import org.bytedeco.tensorflowlite.TfLiteOpaqueDelegateParams;
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

  /**
   * The operators that an external delegate runs; absent if there is no such delegate, and with no
   * operators if it takes none.
   */
  public abstract Optional<DelegatedOperators> externalOperators();

  /** The operators that XNNPACK runs. */
  public abstract DelegatedOperators xnnpackOperators();

  /** The operators that TensorFlow Lite's plain kernels run. */
  public abstract DelegatedOperators plainOperators();

  /**
   * Reads the execution plan of an interpreter.
   *
   * @param externalAddress address of the external delegate, if there is one
   */
  static Delegation of(
      Interpreter interpreter,
      Model verifiedModel,
      boolean isXnnpackRejected,
      OptionalLong externalAddress) {
    int operatorCount = verifiedModel.subgraphs(0).operatorsLength();
    Set<String> names = new LinkedHashSet<>();
    Operators external = new Operators();
    Operators xnnpack = new Operators();
    Operators plain = new Operators();
    try (IntPointer plan = interpreter.execution_plan()) {
      // JavaCPP returns null for an empty vector, as for a graph that computes no outputs.
      int plannedCount = plan == null ? 0 : Math.toIntExact(plan.limit());
      for (int i = 0; i < plannedCount; i++) {
        RegistrationNodePair operator = interpreter.node_and_registration(plan.get(i));
        if (operator.second().builtin_code() == tensorflowlite.kTfLiteBuiltinDelegate) {
          names.add(nameOf(operator.second()));
          (isOf(operator.first(), externalAddress) ? external : xnnpack).add(operator.first());
        } else {
          plain.indices.add(plan.get(i));
        }
      }
    }
    int partitionCount = external.partitionCount + xnnpack.partitionCount;
    return new AutoValue_Delegation(
        Collections.unmodifiableList(new ArrayList<>(names)),
        operatorCount,
        partitionCount == 0 ? 0 : operatorCount - plain.indices.size(),
        partitionCount,
        isXnnpackRejected,
        externalAddress.isPresent() ? Optional.of(external.of(verifiedModel)) : Optional.empty(),
        xnnpack.of(verifiedModel),
        plain.of(verifiedModel));
  }

  private static boolean isOf(TfLiteNode node, OptionalLong delegateAddress) {
    return delegateAddress.isPresent()
        && node.delegate() != null
        && node.delegate().address() == delegateAddress.getAsLong();
  }

  private static String nameOf(TfLiteRegistration registration) {
    BytePointer name = registration.custom_name();
    return name == null || name.isNull() ? "a delegate without a name" : name.getString();
  }

  /** Indices of operators in the graph; a partition of a delegate has those that it replaces. */
  private static final class Operators {
    private final SortedSet<Integer> indices = new TreeSet<>();
    private int partitionCount;

    private void add(TfLiteNode partition) {
      TfLiteIntArray replaced = replacedBy(partition);
      for (int i = 0; i < replaced.size(); i++) {
        indices.add(replaced.data(i));
      }
      partitionCount++;
    }

    /** Delegates of TensorFlow Lite's stable C interface have parameters of another layout. */
    private static TfLiteIntArray replacedBy(TfLiteNode partition) {
      TfLiteOpaqueDelegateBuilder builder = partition.delegate().opaque_delegate_builder();
      boolean isOpaque = builder != null && builder.Prepare() != null;
      return isOpaque
          ? new TfLiteOpaqueDelegateParams(partition.builtin_data()).nodes_to_replace()
          : new TfLiteDelegateParams(partition.builtin_data()).nodes_to_replace();
    }

    private DelegatedOperators of(Model verifiedModel) {
      return DelegatedOperators.of(
          indices.size(), partitionCount, OperatorList.of(verifiedModel, new ArrayList<>(indices)));
    }
  }
}
