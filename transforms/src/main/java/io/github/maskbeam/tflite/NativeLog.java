// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.tflite;

import io.github.maskbeam.natives.PointerLimits;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.tensorflowlite.global.tensorflowlite;

/**
 * What TensorFlow Lite itself prints to standard error: warnings and errors, but not that it made a
 * delegate.
 */
final class NativeLog {
  /** {@code tflite::logging_internal::MinimalLogger::minimum_log_severity_}, as GCC names it. */
  private static final String MINIMUM_SEVERITY =
      "_ZN6tflite16logging_internal13MinimalLogger21minimum_log_severity_E";

  /** {@code TFLITE_LOG_WARNING} of TFLite's minimal_logging.h. */
  private static final int WARNING = 2;

  static {
    PointerLimits.lift();
    Loader.load(tensorflowlite.class);
    // Bytedeco wraps no function for this. Where the variable has another name, TFLite merely goes
    // on printing one line of information a process.
    try (Pointer severity = Loader.addressof(MINIMUM_SEVERITY)) {
      if (severity != null) {
        new IntPointer(severity).put(WARNING);
      }
    }
  }

  private NativeLog() {}

  /** Sets the least severity, once a process. */
  static void quieten() {
    // Running the static initialiser is all there is to do.
  }
}
