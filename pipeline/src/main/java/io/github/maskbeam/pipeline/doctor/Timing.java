// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.doctor;

import com.google.auto.value.AutoValue;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import org.tensorflow.lite.InterpreterApi;

/** Inference times on a blank image, in one thread, after warm-up runs. */
@AutoValue
abstract class Timing {
  private static final int WARM_UP_RUNS = 3;
  private static final int LEAST_RUNS = 5;
  private static final int MOST_RUNS = 30;

  /** Large models run fewer times. */
  private static final long ENOUGH_NANOSECONDS = 3_000_000_000L;

  private static final double NANOSECONDS_PER_MS = 1e6;

  /** Runs the model; the interpreter is not closed. */
  static Timing of(InterpreterApi interpreter) {
    ByteBuffer input =
        ByteBuffer.allocateDirect(interpreter.getInputTensor(0).numBytes())
            .order(ByteOrder.nativeOrder());
    for (int i = 0; i < WARM_UP_RUNS; i++) {
      run(interpreter, input);
    }
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    boolean tellsCpuTime = threads.isCurrentThreadCpuTimeSupported();
    List<Long> cpu = new ArrayList<>();
    List<Long> wall = new ArrayList<>();
    long start = System.nanoTime();
    while (wall.size() < LEAST_RUNS
        || (wall.size() < MOST_RUNS && System.nanoTime() - start < ENOUGH_NANOSECONDS)) {
      long cpuBefore = tellsCpuTime ? threads.getCurrentThreadCpuTime() : 0;
      long wallBefore = System.nanoTime();
      run(interpreter, input);
      wall.add(System.nanoTime() - wallBefore);
      cpu.add(tellsCpuTime ? threads.getCurrentThreadCpuTime() - cpuBefore : 0);
    }
    return new AutoValue_Timing(
        tellsCpuTime ? OptionalDouble.of(medianMs(cpu)) : OptionalDouble.empty(),
        medianMs(wall),
        wall.size());
  }

  /** Median CPU time of the thread, in ms, if the JVM measures it. */
  abstract OptionalDouble cpuMs();

  /** Median wall time, in ms; longer than the CPU time on a busy machine. */
  abstract double wallMs();

  /** Number of timed inferences, without warm-up. */
  abstract int runs();

  private static void run(InterpreterApi interpreter, ByteBuffer input) {
    input.rewind();
    interpreter.runForMultipleInputsOutputs(new Object[] {input}, Collections.emptyMap());
  }

  private static double medianMs(List<Long> nanoseconds) {
    Collections.sort(nanoseconds);
    int middle = nanoseconds.size() / 2;
    long doubled =
        nanoseconds.size() % 2 == 1
            ? 2 * nanoseconds.get(middle)
            : nanoseconds.get(middle - 1) + nanoseconds.get(middle);
    return doubled / 2.0 / NANOSECONDS_PER_MS;
  }
}
