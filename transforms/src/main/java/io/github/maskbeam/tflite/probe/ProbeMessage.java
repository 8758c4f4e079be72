// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.tflite.probe;

import io.github.maskbeam.tflite.InvalidModelException.Reason;
import java.util.Optional;

/** The lines in which a child process reports. Other lines come from native code or the JVM. */
final class ProbeMessage {
  private static final String MARK = "maskbeam-probe ";
  private static final String RUNS = MARK + "runs ";
  private static final String REFUSED = MARK + "refused ";

  /** The child process has loaded the library and is about to open a model. */
  static final String STARTED = MARK + "started";

  private ProbeMessage() {}

  /** The line for the result of a trial run. */
  static String of(ProbeResult result) {
    return result.outcome() == ProbeResult.Outcome.RUNS
        ? RUNS + result.isXnnpackRejected()
        : REFUSED + result.reason() + " " + result.message().replaceAll("\\s+", " ");
  }

  /** The result in a line, if it has one. */
  static Optional<ProbeResult> parse(String line) {
    // Native code may have left an unfinished line.
    String message = line.substring(Math.max(0, line.indexOf(MARK)));
    if (message.startsWith(RUNS)) {
      return Optional.of(ProbeResult.runs(Boolean.parseBoolean(message.substring(RUNS.length()))));
    }
    if (message.startsWith(REFUSED)) {
      String[] parts = message.substring(REFUSED.length()).split(" ", 2);
      return Optional.of(ProbeResult.refused(Reason.valueOf(parts[0]), parts[1]));
    }
    return Optional.empty();
  }
}
