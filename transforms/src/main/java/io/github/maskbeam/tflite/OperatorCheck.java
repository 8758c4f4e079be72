// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.tflite;

import java.util.LinkedHashSet;
import java.util.Set;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.tensorflowlite.Interpreter;
import org.bytedeco.tensorflowlite.OpResolver;
import org.bytedeco.tensorflowlite.TfLiteRegistration;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.Model;
import org.tensorflow.lite.schema.OperatorCode;
import org.tensorflow.lite.schema.SubGraph;

/** Names the operators of a model that neither the library nor a delegate implements. */
final class OperatorCheck {

  /** The operator that stands for all those that a compiler has translated for the Edge TPU. */
  private static final String EDGE_TPU = "edgetpu-custom-op";

  private static final int FIRST_VERSION = 1;

  /**
   * Verifies the built-in operators of a model. No delegate can replace a missing one, because the
   * library builds no interpreter without it.
   *
   * @throws InvalidModelException if operators are missing; lists them
   */
  static void verifyBuiltin(Model verifiedModel, OpResolver resolver) {
    Set<String> missing = new LinkedHashSet<>();
    for (int i = 0; i < verifiedModel.operatorCodesLength(); i++) {
      OperatorCode code = verifiedModel.operatorCodes(i);
      int builtin = builtin(code);
      if (builtin != BuiltinOperator.CUSTOM && isNull(resolver.FindOp(builtin, code.version()))) {
        missing.add(nameOf(builtin) + " version " + code.version());
      }
    }
    requireNone(missing);
  }

  /**
   * Verifies the custom operators of an interpreter that could not be prepared. XNNPACK implements
   * some of them, so a custom operator is missing only if it is still in the execution plan after
   * the delegation.
   *
   * @throws InvalidModelException if operators are missing; lists them
   */
  static void verifyCustom(Interpreter interpreter, Model verifiedModel, OpResolver resolver) {
    Set<String> names = plannedCustomOperators(interpreter);
    // Delegates are applied to the main graph; the others run inside its control flow operators.
    for (int g = 1; g < verifiedModel.subgraphsLength(); g++) {
      SubGraph graph = verifiedModel.subgraphs(g);
      for (int i = 0; i < graph.operatorsLength(); i++) {
        OperatorCode code = verifiedModel.operatorCodes((int) graph.operators(i).opcodeIndex());
        if (builtin(code) == BuiltinOperator.CUSTOM) {
          names.add(code.customCode() == null ? "" : code.customCode());
        }
      }
    }
    Set<String> missing = new LinkedHashSet<>();
    for (String name : names) {
      if (isNull(resolver.FindOp(name, FIRST_VERSION))) {
        missing.add("custom operator " + (name.isEmpty() ? "without a name" : name));
      }
    }
    if (names.contains(EDGE_TPU)) {
      throw new InvalidModelException(
          InvalidModelException.Reason.OPERATOR_UNSUPPORTED,
          "The model is compiled for the Edge TPU (custom operator "
              + EDGE_TPU
              + ") and runs on no other processor; use the file without _edgetpu in its name, from"
              + " which it was compiled, or pass the Edge TPU's library with --delegate");
    }
    requireNone(missing);
  }

  private static Set<String> plannedCustomOperators(Interpreter interpreter) {
    Set<String> names = new LinkedHashSet<>();
    try (IntPointer plan = interpreter.execution_plan()) {
      for (long i = 0; plan != null && i < plan.limit(); i++) {
        TfLiteRegistration operator = interpreter.node_and_registration(plan.get(i)).second();
        if (operator.builtin_code() == BuiltinOperator.CUSTOM) {
          BytePointer name = operator.custom_name();
          names.add(name == null || name.isNull() ? "" : name.getString());
        }
      }
    }
    return names;
  }

  private static void requireNone(Set<String> missing) {
    if (!missing.isEmpty()) {
      throw new InvalidModelException(
          InvalidModelException.Reason.OPERATOR_UNSUPPORTED,
          "The model needs operators that TensorFlow Lite "
              + TfliteRuntime.version()
              + " does not have: "
              + String.join(", ", missing)
              + "; convert it with only built-in operators, or use another model");
    }
  }

  /** The type of an operator of the main graph: a built-in one's name, or a custom one's. */
  static String typeOf(Model verifiedModel, int operator) {
    OperatorCode code =
        verifiedModel.operatorCodes(
            (int) verifiedModel.subgraphs(0).operators(operator).opcodeIndex());
    int builtin = builtin(code);
    return builtin == BuiltinOperator.CUSTOM && code.customCode() != null
        ? code.customCode()
        : nameOf(builtin);
  }

  private static int builtin(OperatorCode code) {
    // Older models have the code only in the deprecated one-byte field.
    return Math.max(code.builtinCode(), code.deprecatedBuiltinCode());
  }

  private static boolean isNull(TfLiteRegistration registration) {
    return registration == null || registration.isNull();
  }

  private static String nameOf(int builtin) {
    // The schema classes are older than the library and have no names for newer operators.
    return builtin >= 0 && builtin < BuiltinOperator.names.length
        ? BuiltinOperator.name(builtin)
        : "built-in operator " + builtin;
  }

  private OperatorCheck() {}
}
