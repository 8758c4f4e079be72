// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.natives;

import org.bytedeco.javacpp.Loader;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.global.opencv_imgproc;

/**
 * Loads OpenCV once per JVM and configures it for workers: one thread per call, because the runner
 * has a worker per core, and no log messages about invalid images, because they are reported as
 * failed rows.
 */
public final class OpenCv {
  static {
    PointerLimits.lift();
    Loader.load(opencv_core.class);
    Loader.load(opencv_imgproc.class);
    Loader.load(opencv_imgcodecs.class);
    opencv_core.setNumThreads(1);
    OpenCvLog.setLevel(OpenCvLog.SILENT);
  }

  private OpenCv() {}

  /** Loads and configures OpenCV on the first call. Thread-safe. */
  public static void load() {
    // The static initializer does the work.
  }
}
