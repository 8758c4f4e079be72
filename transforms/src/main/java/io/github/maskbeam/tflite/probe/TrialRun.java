// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.tflite.probe;

import io.github.maskbeam.tflite.InvalidModelException;
import io.github.maskbeam.tflite.TfliteInterpreter;
import io.github.maskbeam.tflite.TfliteRuntime;
import java.nio.ByteBuffer;
import java.util.Collections;
import org.tensorflow.lite.DataType;
import org.tensorflow.lite.InterpreterApi;
import org.tensorflow.lite.Tensor;

/** Opens a model and runs it once, in this process. */
final class TrialRun {
  private TrialRun() {}

  /** Loads the native library, so that a failure to do so is not taken for one of a model. */
  static void loadLibrary() {
    TfliteRuntime.version();
  }

  /** The outcome, unless the model ends this process. */
  static ProbeResult of(ProbeRequest request) {
    InterpreterApi.Options options = new InterpreterApi.Options().setNumThreads(1);
    request.delegate().ifPresent(options::addDelegateFactory);
    try (TfliteInterpreter interpreter = TfliteInterpreter.open(request.model(), options)) {
      run(interpreter);
      return ProbeResult.runs(interpreter.delegation().isXnnpackRejected());
    } catch (InvalidModelException e) {
      return ProbeResult.refused(e.reason(), e.getMessage());
    } catch (IllegalArgumentException | IllegalStateException e) {
      return ProbeResult.refused(InvalidModelException.Reason.NOT_RUNNABLE, e.getMessage());
    }
  }

  private static void run(TfliteInterpreter interpreter) {
    boolean isDynamic = false;
    Object[] written = new Object[interpreter.getInputTensorCount()];
    for (int i = 0; i < written.length; i++) {
      Tensor input = interpreter.getInputTensor(i);
      isDynamic |= hasPlaceholder(input.shapeSignature(), input.shape());
      fill(interpreter.inputBuffer(i), input.dataType());
    }
    // The placeholder shape of a dynamic input, often 1 x 1, need not be one that the model runs.
    if (!isDynamic) {
      interpreter.runForMultipleInputsOutputs(written, Collections.emptyMap());
    }
  }

  /** Whether a size is dynamic and has not been set. */
  private static boolean hasPlaceholder(int[] signature, int[] shape) {
    for (int i = 1; i < signature.length; i++) {
      if (signature[i] < 0 && shape[i] <= 1) {
        return true;
      }
    }
    return false;
  }

  /** Writes values of the range that images have. */
  private static void fill(ByteBuffer input, DataType type) {
    if (type == DataType.FLOAT32) {
      for (int i = 0; i + Float.BYTES <= input.capacity(); i += Float.BYTES) {
        input.putFloat(i, i % 251 / 251f);
      }
    } else if (type == DataType.UINT8 || type == DataType.INT8) {
      for (int i = 0; i < input.capacity(); i++) {
        input.put(i, (byte) (i % 251));
      }
    }
  }
}
