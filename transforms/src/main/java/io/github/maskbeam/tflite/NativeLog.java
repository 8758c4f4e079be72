// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.tflite;

import io.github.maskbeam.natives.PointerLimits;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.tensorflowlite.global.tensorflowlite;

/**
 * The messages that TensorFlow Lite prints to standard error. Suppresses messages of level INFO,
 * such as the one that it created a delegate, but not warnings and errors.
 */
final class NativeLog {
  /** {@code tflite::logging_internal::MinimalLogger::minimum_log_severity_}, as mangled by GCC. */
  private static final String MINIMUM_SEVERITY =
      "_ZN6tflite16logging_internal13MinimalLogger21minimum_log_severity_E";

  /** {@code TFLITE_LOG_WARNING} of TFLite's minimal_logging.h. */
  private static final int WARNING = 2;

  static {
    PointerLimits.lift();
    Loader.load(tensorflowlite.class);
    // Bytedeco has no binding for this. If the variable has another name on a platform, TFLite
    // prints one INFO line per process.
    try (Pointer severity = Loader.addressof(MINIMUM_SEVERITY)) {
      if (severity != null) {
        new IntPointer(severity).put(WARNING);
      }
    }
  }

  private NativeLog() {}

  /** Sets the minimum severity to warning, once per process. */
  static void suppressInfo() {
    // The static initializer does the work.
  }
}
