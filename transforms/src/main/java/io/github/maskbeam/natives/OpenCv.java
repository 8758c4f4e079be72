// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.natives;

import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.ErrorCallback;

/**
 * Loads OpenCV once per JVM and configures it for workers: one thread per call, because the runner
 * has a worker per core, and no log messages about invalid images, because they are reported as
 * failed rows.
 */
public final class OpenCv {
  private static final int SILENT = 0;
  private static final String SET_LOG_LEVEL = "_ZN2cv5utils7logging11setLogLevelENS1_8LogLevelE";
  private static final String SET_LOG_LEVEL_WINDOWS =
      "?setLogLevel@logging@utils@cv@@YA?AW4LogLevel@123@W44123@@Z";

  static {
    PointerLimits.lift();
    Loader.load(opencv_core.class);
    Loader.load(opencv_imgproc.class);
    Loader.load(opencv_imgcodecs.class);
    opencv_core.setNumThreads(1);
    silenceLog();
  }

  private OpenCv() {}

  /** Loads and configures OpenCV on the first call. Thread-safe. */
  public static void load() {
    // The static initializer does the work.
  }

  /**
   * Calls {@code cv::utils::logging::setLogLevel}, for which Bytedeco has no binding. The call goes
   * through a bound function type whose first argument is also an int; the calling conventions of
   * all supported platforms ignore the other arguments. If the symbol has another name on a
   * platform, OpenCV continues to print warnings to standard error.
   */
  private static void silenceLog() {
    Pointer function = Loader.addressof(SET_LOG_LEVEL);
    if (function == null) {
      function = Loader.addressof(SET_LOG_LEVEL_WINDOWS);
    }
    if (function == null) {
      return;
    }
    // JavaCPP stores the address of a function next to the Java object that implements it.
    try (PointerPointer<Pointer> holder = new PointerPointer<>(2)) {
      holder.put(0, function);
      holder.put(1, (Pointer) null);
      new ErrorCallback(holder).call(SILENT, null, null, null, 0, null);
    }
  }
}
