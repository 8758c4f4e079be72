// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.tflite;

import org.tensorflow.lite.InterpreterApi;

/** Refuses what the Android runtime can do and this one cannot, instead of ignoring it. */
final class SupportedOptions {

  /**
   * @throws UnsupportedOperationException for an option that has no meaning on a server JVM
   * @throws IllegalArgumentException for a thread count below -1
   */
  static void require(InterpreterApi.Options options) {
    refuseIf(options.getUseNNAPI(), "NNAPI", "leave setUseNNAPI off");
    refuseIf(
        !options.getDelegates().isEmpty() || !options.getDelegateFactories().isEmpty(),
        "A delegate of the caller's own",
        "XNNPACK is applied by itself; do not add delegates or delegate factories");
    refuseIf(
        options.getAccelerationConfig() != null,
        "An acceleration configuration",
        "XNNPACK is applied by itself; leave setAccelerationConfig off");
    refuseIf(
        options.isCancellable(), "Cancelling an inference", "leave setCancellable off and close()");
    if (options.getNumThreads() < -1) {
      throw new IllegalArgumentException(
          "numThreads is "
              + options.getNumThreads()
              + "; give -1 (the library decides), or the number of threads.");
    }
  }

  private static void refuseIf(boolean asked, String what, String remedy) {
    if (asked) {
      throw new UnsupportedOperationException(
          what + " is not available in TensorFlow Lite on a server JVM: " + remedy + ".");
    }
  }

  private SupportedOptions() {}
}
