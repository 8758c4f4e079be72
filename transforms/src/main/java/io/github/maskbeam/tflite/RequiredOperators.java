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

/** The operators that a model needs, held against those that the library has. */
final class RequiredOperators {

  /**
   * Call only with a model whose structure the native verifier has accepted.
   *
   * @throws InvalidModelException naming each operator that the resolver does not know
   */
  static void require(Model verifiedModel, OpResolver resolver) {
    List<String> missing = new ArrayList<>();
    for (int i = 0; i < verifiedModel.operatorCodesLength(); i++) {
      OperatorCode code = verifiedModel.operatorCodes(i);
      int builtin = builtin(code);
      if (builtin == BuiltinOperator.CUSTOM) {
        requireCustom(code, resolver, missing);
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
              + ". Convert it with built-in operators only, or give another model.");
    }
  }

  static int builtin(OperatorCode code) {
    // Models from before the 127th operator keep the code in the one-byte field only.
    return Math.max(code.builtinCode(), code.deprecatedBuiltinCode());
  }

  private static void requireCustom(OperatorCode code, OpResolver resolver, List<String> missing) {
    String name = code.customCode();
    if (name == null || isNull(resolver.FindOp(name, code.version()))) {
      missing.add("custom operator " + (name == null ? "without a name" : name));
    }
  }

  private static boolean isNull(TfLiteRegistration registration) {
    return registration == null || registration.isNull();
  }

  private static String nameOf(int builtin) {
    // The schema classes are older than the library: newer operators have a number only.
    return builtin >= 0 && builtin < BuiltinOperator.names.length
        ? BuiltinOperator.name(builtin)
        : "built-in operator " + builtin;
  }

  private RequiredOperators() {}
}
