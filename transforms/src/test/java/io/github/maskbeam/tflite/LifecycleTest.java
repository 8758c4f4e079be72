// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.tflite;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.sameInstance;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.maskbeam.testing.TestModels;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bytedeco.javacpp.PointerScope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.tensorflow.lite.DataType;
import org.tensorflow.lite.InterpreterApi;
import org.tensorflow.lite.Tensor;

class LifecycleTest {

  private static final InterpreterApi.Options DEFAULTS = new InterpreterApi.Options();

  @Test
  void methodsThrowAfterClose() {
    TfliteInterpreter closed = TfliteInterpreter.open(TestModels.addOne(1, 2), DEFAULTS);
    Tensor input = closed.getInputTensor(0);
    Tensor output = closed.getOutputTensor(0);
    closed.close();
    closed.close();
    List<Executable> uses =
        List.of(
            () -> closed.run(new float[1][2], new float[1][2]),
            closed::allocateTensors,
            () -> closed.resizeInput(0, new int[] {1, 3}),
            () -> closed.resizeInput(0, new int[] {1, 3}, true),
            closed::getInputTensorCount,
            closed::getOutputTensorCount,
            () -> closed.getInputIndex("image"),
            () -> closed.getOutputIndex("scores"),
            () -> closed.getInputTensor(0),
            () -> closed.getOutputTensor(0),
            () -> closed.inputBuffer(0),
            closed::delegation,
            closed::getLastNativeInferenceDurationNanoseconds,
            input::shape,
            input::numBytes,
            input::numElements,
            input::numDimensions,
            output::asReadOnlyBuffer);
    for (Executable use : uses) {
      IllegalStateException e = assertThrows(IllegalStateException.class, use);
      assertThat(e.getMessage(), containsString("closed"));
    }
    assertThat(input.name(), equalTo("image"));
    assertThat(output.dataType(), equalTo(DataType.FLOAT32));
    assertThat(output.shapeSignature(), equalTo(new int[] {1, 2}));
  }

  @Test
  void survivesAPointerScopeOfTheCaller() {
    InterpreterApi interpreter;
    try (PointerScope scope = new PointerScope()) {
      interpreter = InterpreterApi.create(TestModels.addOne(1, 1), DEFAULTS);
      assertThat(PointerScope.getInnerScope(), sameInstance(scope));
    }
    float[][] out = new float[1][1];
    interpreter.run(new float[][] {{1}}, out);
    interpreter.close();
    assertThat(out[0][0], equalTo(2f));
  }

  @Test
  void threadsCanCreateRunAndCloseConcurrently() throws Exception {
    ByteBuffer model =
        TestModels.pixelScores(8, 8, new float[][] {{1, 1, 1}, {2, 0, 0}}, new float[] {0, 1});
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<Integer>> wrong = new ArrayList<>();
      for (int worker = 0; worker < 8; worker++) {
        int value = worker;
        wrong.add(threads.submit(() -> countWrongRounds(model, value)));
      }
      for (Future<Integer> count : wrong) {
        assertThat(count.get(), equalTo(0));
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static int countWrongRounds(ByteBuffer model, int value) {
    int wrong = 0;
    for (int round = 0; round < 20; round++) {
      float[][][][] in = new float[1][8][8][3];
      in[0][7][7] = new float[] {value, round, 1};
      float[][][][] out = new float[1][8][8][2];
      try (InterpreterApi interpreter = InterpreterApi.create(model, DEFAULTS)) {
        interpreter.run(in, out);
      }
      float[] scores = out[0][7][7];
      wrong += scores[0] == value + round + 1 && scores[1] == 2 * value + 1 ? 0 : 1;
    }
    return wrong;
  }

  @Test
  void runThrowsAfterACloseInAnotherThread() throws Exception {
    InterpreterApi interpreter = InterpreterApi.create(TestModels.addOne(1, 1_000_000), DEFAULTS);
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      float[][] value = new float[1][1_000_000];
      interpreter.run(value, value);
      Future<?> runs =
          thread.submit(
              () -> {
                while (!Thread.interrupted()) {
                  interpreter.run(value, value);
                }
              });
      interpreter.close();
      Throwable cause = assertThrows(ExecutionException.class, runs::get).getCause();
      assertThat(cause.getMessage(), containsString("closed"));
    } finally {
      thread.shutdownNow();
    }
  }

  @Test
  void rejectsOptionsOfAndroid() {
    for (InterpreterApi.Options options :
        List.of(
            new InterpreterApi.Options().setUseNNAPI(true),
            new InterpreterApi.Options().setCancellable(true),
            new InterpreterApi.Options().addDelegate(() -> 0),
            new InterpreterApi.Options().addDelegateFactory(flavor -> () -> 0))) {
      UnsupportedOperationException e =
          assertThrows(
              UnsupportedOperationException.class,
              () -> InterpreterApi.create(TestModels.addOne(1), options));
      assertThat(e.getMessage(), containsString("server JVM"));
    }
    InterpreterApi.Options negative = new InterpreterApi.Options().setNumThreads(-2);
    assertThrows(
        IllegalArgumentException.class,
        () -> InterpreterApi.create(TestModels.addOne(1), negative));
    InterpreterApi.Options system =
        new InterpreterApi.Options()
            .setRuntime(InterpreterApi.Options.TfLiteRuntime.FROM_SYSTEM_ONLY);
    assertThrows(
        IllegalStateException.class, () -> InterpreterApi.create(TestModels.addOne(1), system));
  }
}
