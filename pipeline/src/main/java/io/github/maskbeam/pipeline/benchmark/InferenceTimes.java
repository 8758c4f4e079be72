// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.benchmark;

import com.google.auto.value.AutoValue;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import org.tensorflow.lite.DataType;
import org.tensorflow.lite.InterpreterApi;

/** The times of the inferences of an interpreter, after warm-up runs. Immutable. */
@AutoValue
public abstract class InferenceTimes {
  private static final double NANOSECONDS_PER_MS = 1e6;
  private static final int PIXEL_VALUES = 251;

  /**
   * Runs a model on an image of all pixel values; the interpreter is not closed.
   *
   * @param plan how often
   */
  public static InferenceTimes of(InterpreterApi interpreter, Plan plan) {
    ByteBuffer input = image(interpreter);
    double firstMs = wallMs(interpreter, input);
    long start = System.nanoTime();
    for (int i = 1; plan.isMoreWarmUp(i, System.nanoTime() - start); i++) {
      wallMs(interpreter, input);
    }
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    boolean tellsCpuTime = threads.isCurrentThreadCpuTimeSupported();
    List<Double> cpu = new ArrayList<>();
    List<Double> wall = new ArrayList<>();
    start = System.nanoTime();
    while (plan.isMore(wall.size(), System.nanoTime() - start)) {
      long cpuBefore = tellsCpuTime ? threads.getCurrentThreadCpuTime() : 0;
      wall.add(wallMs(interpreter, input));
      if (tellsCpuTime) {
        cpu.add((threads.getCurrentThreadCpuTime() - cpuBefore) / NANOSECONDS_PER_MS);
      }
    }
    return new AutoValue_InferenceTimes(
        firstMs, Collections.unmodifiableList(wall), Collections.unmodifiableList(cpu));
  }

  /** The first inference, in ms, which prepares what later ones reuse. */
  public abstract double firstMs();

  /** Wall times of the measured inferences, in ms. */
  abstract List<Double> wallTimesMs();

  /** CPU times of the calling thread, in ms; empty if the JVM does not measure them. */
  abstract List<Double> cpuTimesMs();

  /** Number of measured inferences, without warm-up. */
  public final int runs() {
    return wallTimesMs().size();
  }

  /** Mean wall time, in ms. */
  public final double meanMs() {
    return wallTimesMs().stream().mapToDouble(Double::doubleValue).average().orElseThrow();
  }

  /** Standard deviation of the wall times over all runs, in ms. */
  public final double stdMs() {
    double mean = meanMs();
    return Math.sqrt(
        wallTimesMs().stream()
            .mapToDouble(ms -> (ms - mean) * (ms - mean))
            .average()
            .orElseThrow());
  }

  /** The shortest wall time, in ms. */
  public final double minMs() {
    return Collections.min(wallTimesMs());
  }

  /** The longest wall time, in ms. */
  public final double maxMs() {
    return Collections.max(wallTimesMs());
  }

  /** Median wall time, in ms; longer than the CPU time on a busy machine. */
  public final double medianMs() {
    return median(wallTimesMs());
  }

  /** Median CPU time of the calling thread, in ms; all of it if the interpreter has one thread. */
  public final OptionalDouble medianCpuMs() {
    return cpuTimesMs().isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(median(cpuTimesMs()));
  }

  private static ByteBuffer image(InterpreterApi interpreter) {
    ByteBuffer input =
        ByteBuffer.allocateDirect(interpreter.getInputTensor(0).numBytes())
            .order(ByteOrder.nativeOrder());
    // Floats that are bytes of anything else may be denormal, which slows an inference down.
    boolean isFloat = interpreter.getInputTensor(0).dataType() == DataType.FLOAT32;
    for (int i = 0; input.hasRemaining(); i++) {
      int value = i % PIXEL_VALUES;
      if (isFloat) {
        input.putFloat(value / (float) PIXEL_VALUES);
      } else {
        input.put((byte) value);
      }
    }
    return input;
  }

  private static double wallMs(InterpreterApi interpreter, ByteBuffer input) {
    input.rewind();
    long before = System.nanoTime();
    interpreter.runForMultipleInputsOutputs(new Object[] {input}, Collections.emptyMap());
    return (System.nanoTime() - before) / NANOSECONDS_PER_MS;
  }

  private static double median(List<Double> values) {
    List<Double> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  /** How often a model is run. Immutable. */
  @AutoValue
  public abstract static class Plan {
    private static final double NANOSECONDS_PER_S = 1e9;

    /**
     * A plan.
     *
     * @param warmUpRuns runs before those that count, the first included
     * @param warmUpSeconds the warm-up lasts at least as long
     * @param leastRuns runs that count, at least
     * @param mostRuns runs that count, at most
     * @param enoughSeconds after this time and the least number of runs, there are no more
     */
    public static Plan of(
        int warmUpRuns, double warmUpSeconds, int leastRuns, int mostRuns, double enoughSeconds) {
      return new AutoValue_InferenceTimes_Plan(
          warmUpRuns, warmUpSeconds, leastRuns, mostRuns, enoughSeconds);
    }

    abstract int warmUpRuns();

    abstract double warmUpSeconds();

    abstract int leastRuns();

    abstract int mostRuns();

    abstract double enoughSeconds();

    private boolean isMoreWarmUp(int runs, long nanoseconds) {
      return runs < warmUpRuns() || nanoseconds < warmUpSeconds() * NANOSECONDS_PER_S;
    }

    private boolean isMore(int runs, long nanoseconds) {
      return runs < leastRuns()
          || (runs < mostRuns() && nanoseconds < enoughSeconds() * NANOSECONDS_PER_S);
    }
  }
}
