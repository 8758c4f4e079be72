// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.cli;

/** What the process ends with. */
public final class ExitCode {
  /** Done; images may have failed, each with a row that says why. */
  public static final int OK = 0;

  /** Something unforeseen went wrong; what was done so far is kept. */
  public static final int FAILED = 1;

  /** What was asked for cannot be done as asked; no image was read. */
  public static final int USAGE = 2;

  /** The run ended and its output is complete, but more images failed than were to be accepted. */
  public static final int TOO_MANY_FAILURES = 3;

  /** The run ended, but its output contradicts itself. */
  public static final int CONTRADICTION = 4;

  private ExitCode() {}
}
