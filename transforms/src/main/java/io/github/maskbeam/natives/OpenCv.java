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
 * Loads OpenCV once a JVM and sets it up for workers: one thread a call, because the runner already
 * has a worker for each core, and no log lines for bad images, because those become rows.
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

  /**
   * Makes sure that OpenCV is loaded and set up. Thread-safe and free of cost after the first call.
   */
  public static void load() {
    // Running the static initialiser is all there is to do.
  }

  /**
   * Calls {@code cv::utils::logging::setLogLevel}, which Bytedeco does not wrap. Its symbol is
   * called through a wrapped function type whose first argument is an int too; the arguments after
   * it are ignored by the calling conventions of all platforms that Maskbeam runs on. Where the
   * symbol has another name, OpenCV merely keeps writing its warnings to stderr.
   */
  private static void silenceLog() {
    Pointer function = Loader.addressof(SET_LOG_LEVEL);
    if (function == null) {
      function = Loader.addressof(SET_LOG_LEVEL_WINDOWS);
    }
    if (function == null) {
      return;
    }
    // JavaCPP keeps the function's address and the Java object that implements it side by side.
    try (PointerPointer<Pointer> holder = new PointerPointer<>(2)) {
      holder.put(0, function);
      holder.put(1, (Pointer) null);
      new ErrorCallback(holder).call(SILENT, null, null, null, 0, null);
    }
  }
}
