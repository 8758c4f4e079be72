// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.natives;

import java.util.OptionalInt;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.openblas.presets.openblas_nolapack.MklSetNumThreadsLocal;

/**
 * Sets the level of OpenCV's log by {@code cv::utils::logging::setLogLevel}, for which Bytedeco has
 * no binding.
 */
final class OpenCvLog {
  /** {@code LOG_LEVEL_SILENT} of OpenCV's logger.defines.hpp. */
  static final int SILENT = 0;

  /** The function as mangled by GCC and Clang, and by Microsoft's compiler. */
  private static final String[] SET_LOG_LEVEL = {
    "_ZN2cv5utils7logging11setLogLevelENS1_8LogLevelE",
    "?setLogLevel@logging@utils@cv@@YA?AW4LogLevel@123@W44123@@Z"
  };

  private OpenCvLog() {}

  /**
   * Sets the level; OpenCV must be loaded. If the function has another name on a platform, OpenCV
   * prints warnings about unusual files to standard error.
   *
   * @return the level before, or nothing if the function was not found
   */
  static OptionalInt setLevel(int level) {
    for (String symbol : SET_LOG_LEVEL) {
      Pointer address = Loader.addressof(symbol);
      if (address != null) {
        try (IntFunction function = new IntFunction()) {
          return OptionalInt.of(function.put(address).call(level));
        }
      }
    }
    return OptionalInt.empty();
  }

  /**
   * {@code int (int)}, which is how enums are passed; Bytedeco names it after a function of MKL.
   */
  private static final class IntFunction extends MklSetNumThreadsLocal {}
}
