// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.doctor;

import io.github.maskbeam.natives.OpenCv;
import io.github.maskbeam.pipeline.errors.NativeLibraries;
import io.github.maskbeam.pipeline.errors.UsageException;
import io.github.maskbeam.pipeline.query.OutputDatabase;
import io.github.maskbeam.tflite.TfliteRuntime;
import java.io.IOException;
import java.sql.SQLException;
import org.apache.beam.sdk.util.ReleaseInfo;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.opencv.global.opencv_core;

/** Examines the libraries: versions, and whether the native ones can be loaded. */
final class Libraries {
  private static final String SECTION = "libraries";

  private Libraries() {}

  /**
   * Loads all native libraries.
   *
   * @return whether a model can be run
   */
  static boolean examine(Findings findings, String maskbeamVersion) {
    findings.fact(SECTION, "Maskbeam", maskbeamVersion);
    findings.fact(SECTION, "Apache Beam", ReleaseInfo.getReleaseInfo().getVersion());
    boolean runs =
        loaded(
            findings,
            "TensorFlow Lite",
            () -> TfliteRuntime.version() + ", model schema " + TfliteRuntime.schemaVersion());
    runs &= loaded(findings, "OpenCV", Libraries::openCv);
    loaded(findings, "JavaCPP", Libraries::javaCpp);
    try {
      findings.fact(SECTION, "DuckDB", OutputDatabase.version());
    } catch (UsageException | SQLException e) {
      // Only queries need DuckDB; the job jar for clusters does not contain it.
      findings.fact(SECTION, "DuckDB", "none: " + e.getMessage());
    }
    return runs;
  }

  private static String openCv() {
    OpenCv.load();
    return opencv_core.CV_VERSION();
  }

  private static String javaCpp() {
    try {
      return Loader.getVersion() + " for " + Loader.getPlatform();
    } catch (IOException e) {
      return "unknown version, for " + Loader.getPlatform();
    }
  }

  /** Loads one library. A missing library causes different subclasses of LinkageError. */
  static boolean loaded(Findings findings, String library, Version version) {
    try {
      findings.fact(SECTION, library, version.load());
      return true;
    } catch (LinkageError e) {
      findings.fact(SECTION, library, "cannot be loaded");
      findings.machineProblem(NativeLibraries.notLoaded(library, e));
      return false;
    }
  }

  interface Version {
    String load();
  }
}
