// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.errors;

import io.github.maskbeam.errors.Causes;
import org.bytedeco.javacpp.Loader;

/** Reports native libraries that the JVM cannot load. */
public final class NativeLibraries {
  private NativeLibraries() {}

  /**
   * The problem of a library that cannot be loaded.
   *
   * @param library its name, such as OpenCV
   * @param error what was thrown; its last cause is the reason
   */
  public static Problem notLoaded(String library, LinkageError error) {
    String platform = Loader.getPlatform();
    String remedy =
        TemporaryDirectories.problem()
            .orElseGet(
                () ->
                    String.format(
                        "Build the jar with -Djavacpp.platform=%s, so that it contains the library.",
                        platform));
    return Problem.of(
        ProblemCode.NATIVE_LIBRARY_NOT_LOADED,
        String.format(
            "The native library %s cannot be loaded on %s (%s). %s",
            library, platform, Causes.firstLine(Causes.root(error)), remedy));
  }
}
