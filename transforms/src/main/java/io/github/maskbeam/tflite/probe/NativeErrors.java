// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.tflite.probe;

import io.github.maskbeam.tflite.InvalidModelException;
import java.util.LinkedHashSet;
import java.util.Set;

/** The errors that TensorFlow Lite printed while it opened or ran a model. */
final class NativeErrors {
  private static final String ERROR = "ERROR: ";

  /** Paths of the machine that the library was built on. */
  private static final String BUILD_PATH = "\\S*/(tensorflow/lite/)";

  private static final int MAX_LINES = 3;
  private static final int MAX_LENGTH = 300;

  // Without repetitions: XNNPACK and the plain kernels often report the same.
  private final Set<String> lines = new LinkedHashSet<>();

  void add(String line) {
    if (line.startsWith(ERROR) && lines.size() < MAX_LINES) {
      String text =
          line.substring(ERROR.length()).replaceAll(BUILD_PATH, "$1").trim().replaceAll("\\.$", "");
      lines.add(text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH) + "...");
    }
  }

  /** A message of the interpreter that has the errors instead of a reference to them. */
  String insertedInto(String message) {
    return message.replace(
        InvalidModelException.SEE_STDERR,
        lines.isEmpty() ? "it prints no reason" : String.join("; ", lines));
  }

  /** The errors after a separator; empty if there are none. */
  String afterwards() {
    return lines.isEmpty() ? "" : "; its errors before that: " + String.join("; ", lines);
  }
}
