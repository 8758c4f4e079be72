// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.cli;

/** The exit codes of the process. */
public final class ExitCode {
  /** The command succeeded. Failed images have rows with the reason. */
  public static final int OK = 0;

  /** The command failed unexpectedly. Masks written so far are kept. */
  public static final int FAILED = 1;

  /** The arguments are invalid. No image was read. */
  public static final int USAGE = 2;

  /** The outputs are complete, but more images failed than allowed. */
  public static final int FAILURES = 3;

  /** The output is inconsistent. */
  public static final int CONTRADICTION = 4;

  private ExitCode() {}
}
