// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.model;

import io.github.maskbeam.model.SegmentationModel.Kernels;
import io.github.maskbeam.tflite.ExternalDelegate;
import io.github.maskbeam.tflite.TfliteRuntime;
import io.github.maskbeam.tflite.probe.ModelProbe;
import io.github.maskbeam.tflite.probe.ProbeResult;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which models have run in a child process, so that this process can open them. Remembered in a
 * directory by the model's SHA-256, for this version of the trial, the library and the platform.
 * Failures are not remembered, because they may be those of a busy machine.
 */
final class ProbedModels {
  private static final Logger LOG = LoggerFactory.getLogger(ProbedModels.class);

  /** Increase it when a model that passed the trial may fail it now. */
  private static final String TRIAL_VERSION = "1";

  private final Path directory;

  private ProbedModels(Path directory) {
    this.directory = directory;
  }

  /** Models remembered in this directory, which is created when it is first needed. */
  static ProbedModels in(Path directory) {
    return new ProbedModels(directory);
  }

  /**
   * Opens and runs a model in a child process, unless it is known to run.
   *
   * @param model from position to limit
   * @return what runs its operators
   * @throws ModelException if the model does not run
   */
  Kernels requireRuns(ByteBuffer model, String sha256) throws ModelException {
    if (KnownModel.withSha256(sha256).isPresent()) {
      return Kernels.XNNPACK;
    }
    Path file = directory.resolve(sha256 + ".probe");
    for (Kernels kernels : Kernels.values()) {
      if (content(kernels).equals(read(file))) {
        return kernels;
      }
    }
    ProbeResult result = tried(model, Optional.empty());
    if (result.outcome() == ProbeResult.Outcome.RUNS) {
      store(file, content(kernels(result)));
    }
    return kernels(result);
  }

  /**
   * Opens and runs a model with a delegate in a child process. Known models are tried, too, and
   * nothing is remembered, because drivers and devices change.
   *
   * @param model from position to limit
   * @return what runs the operators that the delegate does not take
   * @throws ModelException if the model or the delegate does not run
   */
  static Kernels requireRunsWith(ExternalDelegate delegate, ByteBuffer model)
      throws ModelException {
    return kernels(tried(model, Optional.of(delegate)));
  }

  private static Kernels kernels(ProbeResult result) {
    return result.isXnnpackRejected() ? Kernels.PLAIN : Kernels.XNNPACK;
  }

  /** The outcome of a trial, which the model passes or which could not take place. */
  private static ProbeResult tried(ByteBuffer model, Optional<ExternalDelegate> delegate)
      throws ModelException {
    ProbeResult result = ModelProbe.probe(model, delegate);
    switch (result.outcome()) {
      case RUNS:
        return result;
      case UNKNOWN:
        LOG.warn(
            "The model is opened without a trial in a child process ({}); a damaged model can end"
                + " this process",
            result.message());
        return result;
      case REFUSED:
        throw new ModelException(ModelFailure.of(result.reason()), result.message());
      case CRASHED:
        throw new ModelException(ModelFailure.CRASHED, result.message());
      case OUT_OF_MEMORY:
        throw new ModelException(ModelFailure.OUT_OF_MEMORY, result.message());
      case TIMED_OUT:
        throw new ModelException(ModelFailure.TIMED_OUT, result.message());
    }
    throw new AssertionError(result.outcome());
  }

  private static String content(Kernels kernels) {
    return String.join(
        " ",
        TRIAL_VERSION,
        TfliteRuntime.version(),
        System.getProperty("os.name"),
        System.getProperty("os.arch"),
        kernels.name());
  }

  private static String read(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      return "";
    }
  }

  private void store(Path file, String content) {
    try {
      ModelCache.store(directory, file, content.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      LOG.debug("The trial of a model is not remembered", e);
    }
  }
}
