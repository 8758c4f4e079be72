// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.benchmark;

import com.google.auto.value.AutoValue;
import io.github.maskbeam.model.SegmentationModel;
import io.github.maskbeam.natives.ResidentMemory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.tensorflow.lite.InterpreterApi;

/** The measurements of a model. Immutable. */
@AutoValue
public abstract class BenchmarkRow {
  private static final double NANOSECONDS_PER_MS = 1e6;
  private static final double WARM_UP_SECONDS = 0.5;
  private static final double ENOUGH_SECONDS = 150;

  /**
   * Measures a model with each number of threads. The conventions are those of TensorFlow Lite's
   * benchmark tool: at least one warm-up run and half a second of them, then the runs, whose mean
   * and standard deviation are reported, for at most 150 s.
   *
   * @param name how the user calls the model
   * @param delegated the same model with a delegate, if there is one; measured with one thread
   * @param threads numbers of threads of an interpreter
   * @param runs inferences that are measured with each
   */
  public static BenchmarkRow of(
      String name,
      SegmentationModel model,
      Optional<SegmentationModel> delegated,
      List<Integer> threads,
      int runs) {
    List<Measurement> measurements = new ArrayList<>();
    for (int count : threads) {
      measurements.add(measure(model, count, runs));
    }
    return new AutoValue_BenchmarkRow(
        name, model, measurements, delegated.map(with -> measure(with, 1, runs)));
  }

  private static Measurement measure(SegmentationModel model, int threads, int runs) {
    OptionalLong before = ResidentMemory.bytes(ProcessHandle.current().pid());
    long start = System.nanoTime();
    try (InterpreterApi interpreter = model.newInterpreter(threads)) {
      double openMs = (System.nanoTime() - start) / NANOSECONDS_PER_MS;
      InferenceTimes times =
          InferenceTimes.of(
              interpreter, InferenceTimes.Plan.of(1, WARM_UP_SECONDS, 1, runs, ENOUGH_SECONDS));
      OptionalLong after = ResidentMemory.bytes(ProcessHandle.current().pid());
      OptionalLong added =
          before.isPresent() && after.isPresent()
              ? OptionalLong.of(Math.max(0, after.getAsLong() - before.getAsLong()))
              : OptionalLong.empty();
      return new AutoValue_BenchmarkRow_Measurement(threads, openMs, times, added);
    }
  }

  /** How the user calls the model. */
  public abstract String name();

  /** The model. */
  public abstract SegmentationModel model();

  /** One for each number of threads. */
  public abstract List<Measurement> measurements();

  /** With the delegate, if there is one. */
  public abstract Optional<Measurement> delegated();

  /** The measurements of a model with a number of threads. Immutable. */
  @AutoValue
  public abstract static class Measurement {
    /** The number of threads of the interpreter. */
    public abstract int threads();

    /** Time to open an interpreter, in ms. */
    public abstract double openMs();

    /** The times of inferences. */
    public abstract InferenceTimes times();

    /** Resident memory that interpreter and inferences added, in bytes; only known on Linux. */
    public abstract OptionalLong addedBytes();
  }
}
