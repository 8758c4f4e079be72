// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.tflite;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.tensorflowlite.OpResolver;
import org.bytedeco.tensorflowlite.TfLiteRegistration;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.Model;
import org.tensorflow.lite.schema.OperatorCode;

/** Verifies that the library has all operators of a model. */
final class OperatorCheck {

  /**
   * Verifies the operators of a model that has passed {@link GraphCheck}.
   *
   * @throws InvalidModelException if the resolver does not have all operators; lists the missing
   *     ones
   */
  static void verify(Model verifiedModel, OpResolver resolver) {
    List<String> missing = new ArrayList<>();
    for (int i = 0; i < verifiedModel.operatorCodesLength(); i++) {
      OperatorCode code = verifiedModel.operatorCodes(i);
      int builtin = builtin(code);
      if (builtin == BuiltinOperator.CUSTOM) {
        verifyCustom(code, resolver, missing);
      } else if (isNull(resolver.FindOp(builtin, code.version()))) {
        missing.add(nameOf(builtin) + " version " + code.version());
      }
    }
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

  static int builtin(OperatorCode code) {
    // Older models have the code only in the deprecated one-byte field.
    return Math.max(code.builtinCode(), code.deprecatedBuiltinCode());
  }

  private static void verifyCustom(OperatorCode code, OpResolver resolver, List<String> missing) {
    String name = code.customCode();
    if (name == null || isNull(resolver.FindOp(name, code.version()))) {
      missing.add("custom operator " + (name == null ? "without a name" : name));
    }
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
