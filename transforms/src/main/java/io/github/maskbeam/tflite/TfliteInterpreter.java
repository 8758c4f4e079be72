// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.tflite;

import java.io.File;
import java.lang.ref.Cleaner;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import org.bytedeco.tensorflowlite.Interpreter;
import org.bytedeco.tensorflowlite.global.tensorflowlite;
import org.tensorflow.lite.InterpreterApi;
import org.tensorflow.lite.Tensor;

/**
 * Implementation of TensorFlow Lite's Java API for server JVMs, returned by {@link
 * InterpreterApi#create}.
 *
 * <p>Use an interpreter from one thread at a time. Calls from several threads are serialized and do
 * not crash, but their inputs and outputs would mix. Interpreters are independent of each other,
 * even if they share a model buffer. The buffer is not copied and must not be changed.
 *
 * <p>The creator closes it. After {@link #close()}, methods throw IllegalStateException.
 *
 * <p>Additions to the official API: {@link #inputBuffer} to write an input in place, and {@link
 * #delegation} to check that XNNPACK is in use. Restrictions compared to Android: {@code run} needs
 * all inputs of the model; input buffers are read from index 0 to their capacity; strings, boolean
 * arrays and boxed scalars are rejected; the channels of an image input cannot be resized.
 */
public final class TfliteInterpreter implements InterpreterApi {

  private final NativeInterpreter natives;
  private final TensorList inputs;
  private final TensorList outputs;
  // Inputs that the caller may have written through inputBuffer() since the last allocation.
  private final boolean[] viewed;
  private final Cleaner.Cleanable cleanable;
  // Opening a model allocates its tensors.
  private boolean allocated = true;
  private Long lastInferenceNanoseconds;

  /**
   * Opens a model in a direct buffer, from index 0 to its capacity, without copying it.
   *
   * @param options null for the defaults: XNNPACK and the library's default number of threads
   * @throws IllegalArgumentException if the buffer is not direct
   * @throws InvalidModelException if the model is invalid or cannot be run
   * @throws UnsupportedOperationException for options that are supported only on Android
   */
  public static TfliteInterpreter open(ByteBuffer model, InterpreterApi.Options options) {
    InterpreterApi.Options nonNull = options == null ? new InterpreterApi.Options() : options;
    SupportedOptions.verify(nonNull);
    NativeInterpreter natives = NativeInterpreter.open(model, nonNull);
    try {
      return new TfliteInterpreter(natives);
    } catch (RuntimeException | Error e) {
      natives.close();
      throw e;
    }
  }

  /**
   * Maps and opens a model file. The file must not be changed while the interpreter is open.
   *
   * @param options null for the defaults: XNNPACK and the library's default number of threads
   * @throws IllegalArgumentException if the file cannot be read
   * @throws InvalidModelException if the model is invalid or cannot be run
   * @throws UnsupportedOperationException for options that are supported only on Android
   */
  public static TfliteInterpreter open(File modelFile, InterpreterApi.Options options) {
    ByteBuffer model = ModelBytes.map(modelFile);
    try {
      return open(model, options);
    } catch (InvalidModelException e) {
      throw new InvalidModelException(e.reason(), modelFile + ": " + e.getMessage(), e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(modelFile + ": " + e.getMessage(), e);
    }
  }

  private TfliteInterpreter(NativeInterpreter natives) {
    this.natives = natives;
    Interpreter interpreter = natives.interpreter();
    inputs = new TensorList(this, natives, "input", interpreter.inputs());
    outputs = new TensorList(this, natives, "output", interpreter.outputs());
    viewed = new boolean[inputs.count()];
    cleanable = natives.closeWith(this);
  }

  @Override
  public void run(Object input, Object output) {
    runForMultipleInputsOutputs(
        new Object[] {input},
        output == null ? Collections.emptyMap() : Collections.singletonMap(0, output));
  }

  /**
   * Runs one inference.
   *
   * @param inputValues one value per input: a ByteBuffer, a buffer or a (nested) array of the
   *     tensor's element type, or null if it was written through {@link #inputBuffer}. An array of
   *     another shape resizes the input.
   * @param outputValues the values to fill, by output index; outputs without a value are not copied
   * @throws IllegalArgumentException if a value does not match its tensor, or the inference fails
   */
  @Override
  public void runForMultipleInputsOutputs(Object[] inputValues, Map<Integer, Object> outputValues) {
    synchronized (natives) {
      lastInferenceNanoseconds = null;
      verifyArguments(inputValues, outputValues);
      for (int i = 0; i < inputValues.length; i++) {
        resizeToArray(i, inputValues[i]);
      }
      allocateTensors();
      for (int i = 0; i < inputValues.length; i++) {
        writeInput(i, inputValues[i]);
      }
      long startedNanoseconds = System.nanoTime();
      if (natives.interpreter().Invoke() != tensorflowlite.kTfLiteOk) {
        throw new IllegalArgumentException(
            "TensorFlow Lite failed to run the model: " + InvalidModelException.SEE_STDERR);
      }
      long tookNanoseconds = System.nanoTime() - startedNanoseconds;
      outputValues.forEach(this::readOutput);
      lastInferenceNanoseconds = tookNanoseconds;
    }
  }

  private void verifyArguments(Object[] inputValues, Map<Integer, Object> outputValues) {
    int count = inputs.count();
    if (inputValues == null || inputValues.length != count) {
      throw new IllegalArgumentException(
          "The model has "
              + count
              + " inputs, but run() received "
              + (inputValues == null ? "none" : inputValues.length));
    }
    if (outputValues == null) {
      throw new IllegalArgumentException("The map of outputs is null; pass an empty map instead");
    }
  }

  private void resizeToArray(int index, Object value) {
    boolean isArray = value != null && value.getClass().isArray();
    if (isArray && TensorTypes.holds(value, inputs.at(index).dataType())) {
      resizeInput(index, TensorTransfer.shapeOf(value));
    }
  }

  private void writeInput(int index, Object value) {
    TfliteTensor input = inputs.at(index);
    if (value != null) {
      TensorTransfer.write(input, input.memory(), value);
    } else if (!viewed[index]) {
      throw new IllegalArgumentException(
          "Input " + index + " is null: pass a value, or write it to inputBuffer(" + index + ")");
    }
  }

  private void readOutput(int index, Object value) {
    TfliteTensor output = outputs.at(index);
    if (value != null) {
      TensorTransfer.read(output, output.memory(), value);
    }
  }

  @Override
  public void allocateTensors() {
    synchronized (natives) {
      natives.interpreter();
      if (!allocated && !allocate()) {
        throw new IllegalStateException(
            "TensorFlow Lite cannot allocate tensors for these input shapes: "
                + InvalidModelException.SEE_STDERR);
      }
    }
  }

  private boolean allocate() {
    allocated = natives.interpreter().AllocateTensors() == tensorflowlite.kTfLiteOk;
    return allocated;
  }

  @Override
  public void resizeInput(int index, int[] shape) {
    resize(index, shape, Strictness.ANY_DIMENSION);
  }

  @Override
  public void resizeInput(int index, int[] shape, boolean strict) {
    resize(index, shape, strict ? Strictness.UNKNOWN_DIMENSIONS : Strictness.ANY_DIMENSION);
  }

  private enum Strictness {
    ANY_DIMENSION,
    UNKNOWN_DIMENSIONS
  }

  private void resize(int index, int[] shape, Strictness strictness) {
    synchronized (natives) {
      TfliteTensor input = inputs.at(index);
      if (Arrays.equals(shape, input.shape())) {
        return;
      }
      TensorSizes.verifyResize(input, shape);
      Interpreter interpreter = natives.interpreter();
      int status =
          strictness == Strictness.UNKNOWN_DIMENSIONS
              ? interpreter.ResizeInputTensorStrict(input.index(), shape)
              : interpreter.ResizeInputTensor(input.index(), shape);
      if (status != tensorflowlite.kTfLiteOk) {
        throw new IllegalArgumentException(
            "Input "
                + index
                + " with the signature "
                + Arrays.toString(input.shapeSignature())
                + " cannot be resized to "
                + Arrays.toString(shape));
      }
      allocated = false;
      Arrays.fill(viewed, false);
    }
  }

  /**
   * A writable view of an input tensor's memory, in native byte order. Pass null for this input to
   * {@code run}. Write the whole buffer before each run, because its content after a run is
   * undefined. Get a new view after a resize. A view must not be used after {@link #close()} or
   * once the interpreter is unreachable, because its memory is freed then.
   *
   * @throws IllegalArgumentException if there is no such input
   * @throws IllegalStateException if the interpreter is closed, or tensors cannot be allocated
   */
  public ByteBuffer inputBuffer(int index) {
    synchronized (natives) {
      TfliteTensor input = inputs.at(index);
      allocateTensors();
      viewed[index] = true;
      return input.memory();
    }
  }

  /** Which delegates run the model, and how many of its operators. */
  public Delegation delegation() {
    synchronized (natives) {
      return natives.delegation();
    }
  }

  @Override
  public int getInputTensorCount() {
    return inputs.count();
  }

  @Override
  public int getInputIndex(String name) {
    return inputs.indexOf(name);
  }

  @Override
  public Tensor getInputTensor(int index) {
    return inputs.at(index);
  }

  @Override
  public int getOutputTensorCount() {
    return outputs.count();
  }

  @Override
  public int getOutputIndex(String name) {
    return outputs.indexOf(name);
  }

  @Override
  public Tensor getOutputTensor(int index) {
    return outputs.at(index);
  }

  /**
   * Duration of the last inference in native code, in ns; null before the first run and after a
   * failed one.
   */
  @Override
  public Long getLastNativeInferenceDurationNanoseconds() {
    synchronized (natives) {
      natives.interpreter();
      return lastInferenceNanoseconds;
    }
  }

  /** Frees the native memory; waits for a running inference. A second call has no effect. */
  @Override
  public void close() {
    cleanable.clean();
  }
}
