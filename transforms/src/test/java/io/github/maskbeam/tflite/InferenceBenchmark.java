// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.tflite;

import java.io.File;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.tensorflow.lite.InterpreterApi;

/**
 * Prints the duration of an inference with and without XNNPACK, for models with one input. Run it
 * manually; it is not part of the build.
 *
 * <p>Arguments: number of inferences, number of threads, model files.
 */
public final class InferenceBenchmark {

  public static void main(String[] arguments) {
    int count = Integer.parseInt(arguments[0]);
    int threads = Integer.parseInt(arguments[1]);
    for (String file : Arrays.asList(arguments).subList(2, arguments.length)) {
      for (boolean useXnnpack : new boolean[] {true, false}) {
        InterpreterApi.Options options =
            new InterpreterApi.Options().setNumThreads(threads).setUseXNNPACK(useXnnpack);
        try (TfliteInterpreter model = TfliteInterpreter.open(new File(file), options)) {
          System.out.println(file + ": " + model.delegation());
          System.out.println("  " + time(model, count));
        }
      }
    }
  }

  private static String time(TfliteInterpreter model, int count) {
    byte[] noise = new byte[model.getInputTensor(0).numBytes()];
    new Random(1).nextBytes(noise);
    for (int i = 3; i < noise.length; i += 4) {
      // Makes each float32 small and finite, because NaN and denormal values slow an inference.
      noise[i] = 0x3e;
    }
    double[] milliseconds = new double[count];
    ByteBuffer in = model.inputBuffer(0);
    for (int i = -3; i < count; i++) {
      in.duplicate().put(noise);
      model.run(null, null);
      if (i >= 0) {
        milliseconds[i] = model.getLastNativeInferenceDurationNanoseconds() / 1e6;
      }
    }
    Arrays.sort(milliseconds);
    return String.format(
        "best %.1f ms, median %.1f ms, worst %.1f ms of %d inferences",
        milliseconds[0], milliseconds[count / 2], milliseconds[count - 1], count);
  }
}
