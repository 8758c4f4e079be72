// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.tflite;

import org.tensorflow.lite.InterpreterApi;

/** Rejects options that only the Android runtime supports, instead of ignoring them. */
final class SupportedOptions {

  /**
   * Verifies the options.
   *
   * @throws UnsupportedOperationException for an option that is not supported on a server JVM
   * @throws IllegalArgumentException for a thread count below -1
   */
  static void verify(InterpreterApi.Options options) {
    rejectIf(options.getUseNNAPI(), "NNAPI", "do not call setUseNNAPI");
    rejectIf(
        !options.getDelegates().isEmpty()
            || options.getDelegateFactories().size() > 1
            || !options.getDelegateFactories().stream()
                .allMatch(ExternalDelegate.class::isInstance),
        "A delegate other than XNNPACK and one ExternalDelegate",
        "XNNPACK is applied automatically; add an ExternalDelegate with addDelegateFactory");
    rejectIf(
        options.getAccelerationConfig() != null,
        "An acceleration configuration",
        "XNNPACK is applied automatically; do not call setAccelerationConfig");
    rejectIf(
        options.isCancellable(),
        "Canceling an inference",
        "do not call setCancellable; use close()");
    if (options.getNumThreads() < -1) {
      throw new IllegalArgumentException(
          "numThreads is "
              + options.getNumThreads()
              + ", but must be -1 (the default of the library) or a number of threads");
    }
  }

  private static void rejectIf(boolean isSet, String feature, String remedy) {
    if (isSet) {
      throw new UnsupportedOperationException(
          feature + " is not supported by TensorFlow Lite on a server JVM: " + remedy);
    }
  }

  private SupportedOptions() {}
}
