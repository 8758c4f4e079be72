// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.tflite.probe;

import io.github.maskbeam.tflite.ExternalDelegate;
import io.github.maskbeam.tflite.probe.ProbeResult.Outcome;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Opens a model and runs it once in a child JVM, before this JVM opens it: a damaged model can end
 * the process, take all memory or never return. Stateless and thread-safe.
 */
public final class ModelProbe {
  private ModelProbe() {}

  /**
   * Tries a model. Takes about the time of starting a JVM and one inference. The child may use 120
   * s and, on Linux, half of the machine's memory but at most 4 GiB; other systems do not report
   * the memory of a process in a file, so only the time is limited there.
   *
   * @param model a TFLite file, from position to limit; not changed
   * @throws UncheckedIOException if this thread is interrupted
   */
  public static ProbeResult probe(ByteBuffer model) {
    return probe(model, Optional.empty());
  }

  /**
   * Tries a model like {@link #probe(ByteBuffer)}, with a delegate.
   *
   * @param delegate its library is opened only in the child
   */
  public static ProbeResult probe(ByteBuffer model, Optional<ExternalDelegate> delegate) {
    return probe(model, delegate, ProbeLimits.ofMachine());
  }

  static ProbeResult probe(
      ByteBuffer model, Optional<ExternalDelegate> delegate, ProbeLimits limits) {
    try (ProbeProcess process = ProbeProcess.start(limits)) {
      return process.probe(model, delegate);
    } catch (InterruptedIOException e) {
      // Not UNKNOWN, after which callers open the model in this process.
      throw new UncheckedIOException(e);
    } catch (IOException e) {
      return ProbeResult.of(Outcome.UNKNOWN, e.getMessage());
    }
  }
}
