// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.tflite;

import io.github.maskbeam.testing.TestModels;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.tensorflow.lite.InterpreterApi;

/**
 * Creates, runs, closes and drops interpreters in several threads, with garbage collections in
 * between, and checks every result. Ends with an exception or a crash of the JVM if a native object
 * is freed while in use. Prints the resident memory. Run it manually; it is not part of the build.
 *
 * <p>Arguments: seconds, threads, and optionally a model file to run in addition to the small one.
 */
public final class InterpreterStress {

  private static final float[][] WEIGHTS = {{1, 1, 1}, {2, 0, 0}};
  private static final int SIDE_PX = 64;
  private static final int RUNS_PER_INTERPRETER = 5;

  private final AtomicLong created = new AtomicLong();
  private final AtomicLong dropped = new AtomicLong();
  private final long endNanoseconds;
  private final ByteBuffer small =
      TestModels.pixelScores(SIDE_PX, SIDE_PX, WEIGHTS, new float[] {0, 1});
  private final ByteBuffer large;

  private InterpreterStress(long seconds, ByteBuffer large) {
    this.endNanoseconds = System.nanoTime() + seconds * 1_000_000_000L;
    this.large = large;
  }

  public static void main(String[] arguments)
      throws IOException, InterruptedException, ExecutionException {
    long seconds = Long.parseLong(arguments[0]);
    int threadCount = Integer.parseInt(arguments[1]);
    ByteBuffer large = arguments.length > 2 ? ModelBytes.map(Path.of(arguments[2]).toFile()) : null;
    InterpreterStress stress = new InterpreterStress(seconds, large);
    ExecutorService threads = Executors.newFixedThreadPool(threadCount + 1);
    try {
      List<Future<?>> workers = new ArrayList<>();
      for (int i = 0; i < threadCount; i++) {
        workers.add(threads.submit(stress::runInterpreters));
      }
      workers.add(threads.submit(stress::collectAndReport));
      for (Future<?> worker : workers) {
        worker.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private void runInterpreters() {
    while (System.nanoTime() < endNanoseconds) {
      runInterpreter(created.incrementAndGet());
    }
  }

  private void runInterpreter(long number) {
    boolean isLarge = large != null && number % 4 == 0;
    InterpreterApi.Options options = new InterpreterApi.Options().setNumThreads(1);
    TfliteInterpreter interpreter = TfliteInterpreter.open(isLarge ? large : small, options);
    for (int run = 0; run < (isLarge ? 1 : RUNS_PER_INTERPRETER); run++) {
      if (isLarge) {
        interpreter.inputBuffer(0);
        interpreter.run(null, null);
      } else {
        runSmall(interpreter);
      }
    }
    // One in eight is not closed, as by a caller who forgets to.
    if (number % 8 == 1) {
      dropped.incrementAndGet();
    } else {
      interpreter.close();
    }
  }

  private static void runSmall(TfliteInterpreter interpreter) {
    ByteBuffer in = interpreter.inputBuffer(0);
    int pixel = ThreadLocalRandom.current().nextInt(SIDE_PX * SIDE_PX);
    float value = ThreadLocalRandom.current().nextInt(1000);
    for (int channel = 0; channel < 3; channel++) {
      in.putFloat(4 * (3 * pixel + channel), value + channel);
    }
    interpreter.run(null, null);
    ByteBuffer out =
        interpreter.getOutputTensor(0).asReadOnlyBuffer().order(ByteOrder.nativeOrder());
    float sum = out.getFloat(8 * pixel);
    float twice = out.getFloat(8 * pixel + 4);
    if (sum != 3 * value + 3 || twice != 2 * value + 1) {
      throw new IllegalStateException("Wrong scores for " + value + ": " + sum + ", " + twice);
    }
    if (interpreter.delegation().partitionCount() != 1) {
      throw new IllegalStateException("XNNPACK was not applied");
    }
  }

  private void collectAndReport() {
    long nextReportNanoseconds = System.nanoTime();
    while (System.nanoTime() < endNanoseconds) {
      System.gc();
      if (System.nanoTime() > nextReportNanoseconds) {
        nextReportNanoseconds += 5_000_000_000L;
        System.out.println(
            created + " created, " + dropped + " dropped without close(), " + residentMemory());
      }
    }
  }

  private static String residentMemory() {
    try {
      return Files.readAllLines(Path.of("/proc/self/status")).stream()
          .filter(line -> line.startsWith("VmRSS"))
          .findFirst()
          .orElse("no VmRSS");
    } catch (IOException e) {
      return "resident memory unknown: " + e;
    }
  }
}
