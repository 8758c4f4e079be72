// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.options;

import io.github.maskbeam.natives.OpenCv;
import io.github.maskbeam.pipeline.errors.Causes;
import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.errors.UsageException;
import io.github.maskbeam.tflite.TfliteRuntime;
import java.util.Optional;
import org.bytedeco.javacpp.Loader;

/** Whether the native libraries are there for the platform of this JVM. */
final class NativesCheck {
  private NativesCheck() {}

  /**
   * Loads all native libraries, as workers will.
   *
   * @throws UsageException if one cannot be loaded
   */
  static void loadable() throws UsageException {
    loaded("OpenCV", OpenCv::load);
    loaded("TensorFlow Lite", TfliteRuntime::version);
  }

  /** Loads one; not being there shows as one linkage error or another. */
  static void loaded(String library, Runnable load) throws UsageException {
    try {
      load.run();
    } catch (LinkageError e) {
      throw new UsageException(
          ProblemCode.NATIVE_LIBRARY_NOT_LOADED,
          String.format(
              "The native library %s cannot be loaded on %s (%s): build with"
                  + " -Djavacpp.platform=%s, so that the jar carries it.",
              library, Loader.getPlatform(), firstLine(e), Loader.getPlatform()));
    }
  }

  private static String firstLine(LinkageError e) {
    Throwable root = Causes.root(e);
    return Optional.ofNullable(root.getMessage())
        .flatMap(message -> message.lines().findFirst())
        .orElse(root.getClass().getSimpleName());
  }
}
