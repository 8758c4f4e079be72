// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.options;

import io.github.maskbeam.natives.OpenCv;
import io.github.maskbeam.pipeline.errors.NativeLibraries;
import io.github.maskbeam.pipeline.errors.UsageException;
import io.github.maskbeam.tflite.TfliteRuntime;
import java.util.List;

/** Checks that the jar contains the native libraries for the platform of this JVM. */
public final class NativesCheck {
  private NativesCheck() {}

  /**
   * Loads the native libraries that workers need.
   *
   * @throws UsageException if one cannot be loaded
   */
  public static void loadable() throws UsageException {
    loaded("OpenCV", OpenCv::load);
    loaded("TensorFlow Lite", TfliteRuntime::version);
  }

  /** Loads one library. A missing library causes different subclasses of LinkageError. */
  static void loaded(String library, Runnable load) throws UsageException {
    try {
      load.run();
    } catch (LinkageError e) {
      throw new UsageException(List.of(NativeLibraries.notLoaded(library, e)));
    }
  }
}
