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
 * TensorFlow Lite's Java API on a server JVM: what {@link InterpreterApi#create} returns here.
 *
 * <p>Use one interpreter by one thread at a time. Calls from several threads wait for one another
 * and never crash, but inputs and outputs of two callers would mix. Different interpreters are
 * independent, also when they share one model buffer, which is not copied and must not be changed.
 *
 * <p>Whoever creates it closes it. After {@link #close()} methods throw IllegalStateException.
 *
 * <p>Beyond the official API: {@link #inputBuffer} to write an input in place, and {@link
 * #delegation} to see that XNNPACK is at work. Stricter than on Android: {@code run} wants all the
 * model's inputs; input buffers are read whole, whatever their position; strings, arrays of
 * booleans and boxed scalars are refused; an image input keeps its channels.
 */
public final class TfliteInterpreter implements InterpreterApi {

  private final NativeInterpreter natives;
  private final TensorList inputs;
  private final TensorList outputs;
  // Inputs whose memory the caller has seen since it was last allocated, and so may have written.
  private final boolean[] viewed;
  private final Cleaner.Cleanable freed;
  private boolean allocated;
  private Long lastInferenceNanoseconds;

  /**
   * Opens a model in a direct buffer, from index 0 to its capacity, without copying it.
   *
   * @param options null for the defaults: XNNPACK on, the library's choice of threads
   * @throws IllegalArgumentException if the buffer is not direct
   * @throws InvalidModelException if it is no usable TFLite model
   * @throws UnsupportedOperationException for options that only exist on Android
   */
  public static TfliteInterpreter open(ByteBuffer model, InterpreterApi.Options options) {
    InterpreterApi.Options known = options == null ? new InterpreterApi.Options() : options;
    SupportedOptions.require(known);
    NativeInterpreter natives = NativeInterpreter.open(model, known);
    try {
      return new TfliteInterpreter(natives);
    } catch (RuntimeException | Error e) {
      natives.close();
      throw e;
    }
  }

  /**
   * Maps a model file and opens it; the file must not be changed in place while this is open.
   *
   * @throws IllegalArgumentException if the file cannot be read
   * @throws InvalidModelException if it is no usable TFLite model
   * @throws UnsupportedOperationException for options that only exist on Android
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
    if (!allocate()) {
      throw new InvalidModelException(
          InvalidModelException.Reason.NOT_RUNNABLE,
          "TensorFlow Lite cannot prepare this model. " + NativeInterpreter.SEE_STDERR);
    }
    inputs = new TensorList(this, natives, "input", interpreter.inputs());
    outputs = new TensorList(this, natives, "output", interpreter.outputs());
    viewed = new boolean[inputs.count()];
    freed = natives.freedWith(this);
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
   * @param inputValues one for each input: a ByteBuffer, a buffer or a (nested) array of the
   *     tensor's element type, or null if it was written through {@link #inputBuffer}. An array of
   *     another shape resizes the input.
   * @param outputValues by output index; what is absent or null is left in the output tensor
   * @throws IllegalArgumentException if a value does not fit its tensor, or the inference fails
   */
  @Override
  public void runForMultipleInputsOutputs(Object[] inputValues, Map<Integer, Object> outputValues) {
    synchronized (natives) {
      lastInferenceNanoseconds = null;
      requireComplete(inputValues, outputValues);
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
            "TensorFlow Lite failed to run the model. " + NativeInterpreter.SEE_STDERR);
      }
      long tookNanoseconds = System.nanoTime() - startedNanoseconds;
      outputValues.forEach(this::readOutput);
      lastInferenceNanoseconds = tookNanoseconds;
    }
  }

  private void requireComplete(Object[] inputValues, Map<Integer, Object> outputValues) {
    int count = inputs.count();
    if (inputValues == null || inputValues.length != count) {
      throw new IllegalArgumentException(
          "The model has "
              + count
              + " inputs; given were "
              + (inputValues == null ? "none" : inputValues.length)
              + ".");
    }
    if (outputValues == null) {
      throw new IllegalArgumentException("The map of outputs is null; it may be empty.");
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
          "Input " + index + " is null: give a value, or write it to inputBuffer(" + index + ").");
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
            "TensorFlow Lite cannot allocate tensors for these input shapes. "
                + NativeInterpreter.SEE_STDERR);
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
      TensorSizes.requireResize(input, shape);
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
                + Arrays.toString(shape)
                + ".");
      }
      allocated = false;
      Arrays.fill(viewed, false);
    }
  }

  /**
   * A writable view, without a copy, of an input tensor's memory, in native byte order; then run
   * with null for that input. Write the whole of it before each run: what an earlier run left in it
   * is undefined. Fetch it again after a resize. Using it after close(), or when the interpreter is
   * not referenced any more, is undefined: Java cannot guard native memory against that.
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

  /** Which delegates work on the model and how many of its operators they took. */
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
   * Time that the last run took in native code, in ns; null before the first and after a failure.
   */
  @Override
  public Long getLastNativeInferenceDurationNanoseconds() {
    synchronized (natives) {
      natives.interpreter();
      return lastInferenceNanoseconds;
    }
  }

  /** Frees the native memory; waits for a running inference. May be called again. */
  @Override
  public void close() {
    freed.clean();
  }
}
