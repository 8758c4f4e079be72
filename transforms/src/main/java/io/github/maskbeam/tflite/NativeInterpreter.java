// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.tflite;

import java.lang.ref.Cleaner;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Deque;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.tensorflowlite.BuiltinOpResolver;
import org.bytedeco.tensorflowlite.BuiltinOpResolverWithoutDefaultDelegates;
import org.bytedeco.tensorflowlite.FlatBufferModel;
import org.bytedeco.tensorflowlite.Interpreter;
import org.bytedeco.tensorflowlite.InterpreterBuilder;
import org.bytedeco.tensorflowlite.TfLiteTensor;
import org.bytedeco.tensorflowlite.global.tensorflowlite;
import org.tensorflow.lite.InterpreterApi;
import org.tensorflow.lite.schema.Model;

/**
 * Owner of the native objects behind one interpreter, and the lock that guards them.
 *
 * <p>The native interpreter points into the resolver, the model and the model's bytes without
 * owning them, and JavaCPP frees each object once no Java reference to it is left. So all of them
 * are referenced from here until {@link #close()}, which frees them in order: what points first,
 * what is pointed at after it.
 *
 * <p>Callers hold this object's monitor around every use of what it returns, so that a close() from
 * another thread waits for a running inference instead of pulling the memory from under it.
 */
final class NativeInterpreter implements AutoCloseable {

  /** JavaCPP offers no way to catch what the library prints. */
  static final String SEE_STDERR = "Its own message is on standard error.";

  private static final Cleaner CLEANER = Cleaner.create();

  // In order of creation; freed in the opposite order.
  private final Deque<Pointer> owned = new ArrayDeque<>();
  private Interpreter interpreter;
  private Model description;

  /**
   * @throws InvalidModelException if the model is damaged or needs operators that are missing
   */
  static NativeInterpreter open(ByteBuffer model, InterpreterApi.Options options) {
    NativeLog.quieten();
    NativeInterpreter natives = new NativeInterpreter();
    try {
      natives.build(ModelBytes.require(model), options);
    } catch (RuntimeException | Error e) {
      natives.close();
      throw e;
    }
    return natives;
  }

  /** What frees the natives: when it is told to, or else once {@code user} is unreachable. */
  Cleaner.Cleanable freedWith(Object user) {
    return CLEANER.register(user, this::close);
  }

  private void build(ByteBuffer modelBytes, InterpreterApi.Options options) {
    // The pointer holds the buffer, and the buffer its memory.
    BytePointer bytes = own(new BytePointer(modelBytes));
    FlatBufferModel model = FlatBufferModel.VerifyAndBuildFromBuffer(bytes, modelBytes.capacity());
    if (model == null || model.isNull()) {
      throw new InvalidModelException(
          InvalidModelException.Reason.DAMAGED,
          "The TensorFlow Lite model is damaged or cut short ("
              + modelBytes.capacity()
              + " bytes): its structure does not verify. Fetch it again.");
    }
    own(model);
    description = Model.getRootAsModel(modelBytes.duplicate());
    GraphCheck.require(description);
    QuantizationCheck.require(description);
    ConvolutionCheck.require(description);
    BuiltinOpResolver resolver =
        own(
            options.getUseXNNPACK()
                ? new BuiltinOpResolver()
                : new BuiltinOpResolverWithoutDefaultDelegates());
    RequiredOperators.require(description, resolver);
    interpreter = new Interpreter((Pointer) null);
    try (InterpreterBuilder builder = new InterpreterBuilder(model, resolver)) {
      boolean built =
          builder.SetNumThreads(options.getNumThreads()) == tensorflowlite.kTfLiteOk
              && builder.apply(interpreter) == tensorflowlite.kTfLiteOk
              && !interpreter.isNull();
      if (!interpreter.isNull()) {
        own(interpreter);
      }
      if (!built) {
        throw new InvalidModelException(
            InvalidModelException.Reason.NOT_RUNNABLE,
            "TensorFlow Lite cannot build an interpreter from this model. " + SEE_STDERR);
      }
    }
  }

  private <P extends Pointer> P own(P pointer) {
    // One reference of our own: a PointerScope open in the caller must not free it at its end.
    pointer.retainReference();
    owned.push(pointer);
    return pointer;
  }

  /**
   * @throws IllegalStateException if it is closed
   */
  Interpreter interpreter() {
    if (interpreter == null) {
      throw new IllegalStateException("The interpreter is closed; create another one.");
    }
    return interpreter;
  }

  /** The native tensor. Tensors move in memory when they are allocated: never keep it. */
  TfLiteTensor tensor(int tensorIndex) {
    TfLiteTensor tensor = interpreter().tensor(tensorIndex);
    if (tensor == null || tensor.isNull()) {
      throw new IllegalArgumentException("The model has no tensor " + tensorIndex + ".");
    }
    return tensor;
  }

  /**
   * A writable view, in native byte order, of a tensor's memory as it lies now.
   *
   * @throws IllegalArgumentException if no memory is allocated for it
   */
  ByteBuffer memory(int tensorIndex) {
    TfLiteTensor tensor = tensor(tensorIndex);
    long bytes = tensor.bytes();
    BytePointer memory = tensor.data().raw();
    if (bytes == 0) {
      return ByteBuffer.allocateDirect(0).order(ByteOrder.nativeOrder());
    }
    if (memory == null || memory.isNull()) {
      throw new IllegalArgumentException(
          "Tensor '"
              + nameOf(tensor)
              + "' has no memory yet: call allocateTensors() after a resize; an output whose shape"
              + " depends on the input's values has memory after run() only.");
    }
    memory.capacity(bytes);
    return memory.asByteBuffer().order(ByteOrder.nativeOrder());
  }

  Delegation delegation() {
    return Delegation.of(interpreter(), description);
  }

  static String nameOf(TfLiteTensor tensor) {
    BytePointer name = tensor.name();
    return name == null || name.isNull() ? "" : name.getString();
  }

  @Override
  public synchronized void close() {
    interpreter = null;
    description = null;
    while (!owned.isEmpty()) {
      owned.pop().close();
    }
  }
}
