// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.tflite;

import java.lang.ref.Cleaner;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.tensorflowlite.BuiltinOpResolver;
import org.bytedeco.tensorflowlite.BuiltinOpResolverWithoutDefaultDelegates;
import org.bytedeco.tensorflowlite.FlatBufferModel;
import org.bytedeco.tensorflowlite.Interpreter;
import org.bytedeco.tensorflowlite.InterpreterBuilder;
import org.bytedeco.tensorflowlite.TfLiteDelegate;
import org.bytedeco.tensorflowlite.TfLiteTensor;
import org.bytedeco.tensorflowlite.global.tensorflowlite;
import org.tensorflow.lite.Delegate;
import org.tensorflow.lite.DelegateFactory;
import org.tensorflow.lite.InterpreterApi;
import org.tensorflow.lite.RuntimeFlavor;
import org.tensorflow.lite.schema.Model;

/**
 * Owns the native objects of one interpreter, and is the lock that guards them.
 *
 * <p>The native interpreter refers to the resolver, the model and the model's bytes without owning
 * them, and JavaCPP frees an object as soon as it is not reachable from Java. This class therefore
 * keeps references to all of them until {@link #close()}, which frees each object before the
 * objects that it refers to.
 *
 * <p>Callers must hold this object's monitor while they use a returned object, so that {@link
 * #close()} in another thread waits for a running inference.
 */
final class NativeInterpreter implements AutoCloseable {

  private static final Cleaner CLEANER = Cleaner.create();

  // What frees each object, in order of creation; called in reverse order.
  private final Deque<Runnable> owned = new ArrayDeque<>();
  private Interpreter interpreter;
  private OptionalLong externalAddress = OptionalLong.empty();
  private Model parsedModel;
  private boolean isXnnpackRejected;

  /**
   * Verifies a model, creates its interpreter and allocates its tensors. If XNNPACK cannot prepare
   * the model, TensorFlow Lite's plain kernels run it. An external delegate is not replaced.
   *
   * @throws InvalidModelException if the model is damaged, needs operators that are missing, or
   *     cannot be run, or if an external delegate fails
   */
  static NativeInterpreter open(ByteBuffer model, InterpreterApi.Options options) {
    NativeLog.suppressInfo();
    NativeInterpreter natives = new NativeInterpreter();
    try {
      natives.build(ModelBytes.verify(model), options);
    } catch (RuntimeException | Error e) {
      natives.close();
      throw e;
    }
    return natives;
  }

  /** Registers a cleaner that closes this once {@code owner} is unreachable, if not before. */
  Cleaner.Cleanable closeWith(Object owner) {
    return CLEANER.register(owner, this::close);
  }

  private void build(ByteBuffer modelBytes, InterpreterApi.Options options) {
    // The pointer references the buffer, which owns the memory.
    BytePointer bytes = own(new BytePointer(modelBytes));
    FlatBufferModel model = FlatBufferModel.VerifyAndBuildFromBuffer(bytes, modelBytes.capacity());
    if (model == null || model.isNull()) {
      throw new InvalidModelException(
          InvalidModelException.Reason.DAMAGED,
          "The TensorFlow Lite model is damaged or truncated ("
              + modelBytes.capacity()
              + " bytes): TensorFlow Lite's verifier rejects it; download it again");
    }
    own(model);
    parsedModel = Model.getRootAsModel(modelBytes.duplicate());
    int before = owned.size();
    if (options.getUseXNNPACK()) {
      BuiltinOpResolver resolver = own(new BuiltinOpResolver());
      if (isPrepared(model, resolver, options)) {
        return;
      }
      // The plan has no operators that XNNPACK took, even if it failed to prepare them.
      OperatorCheck.verifyCustom(interpreter, parsedModel, resolver);
      freeDownTo(before);
      isXnnpackRejected = true;
    }
    BuiltinOpResolver plain = own(new BuiltinOpResolverWithoutDefaultDelegates());
    if (isPrepared(model, plain, options)) {
      return;
    }
    OperatorCheck.verifyCustom(interpreter, parsedModel, plain);
    if (externalAddress.isPresent()) {
      freeDownTo(before);
      requireRunsWithoutDelegate(model, options.getNumThreads());
      throw delegateNotPrepared(options);
    }
    throw notRunnable();
  }

  /** So that the delegate is not blamed for a model that cannot be run at all. */
  private void requireRunsWithoutDelegate(FlatBufferModel model, int threads) {
    BuiltinOpResolver plain = own(new BuiltinOpResolverWithoutDefaultDelegates());
    InterpreterApi.Options options = new InterpreterApi.Options().setNumThreads(threads);
    if (!isPrepared(model, plain, options)) {
      throw notRunnable();
    }
  }

  private static InvalidModelException notRunnable() {
    return new InvalidModelException(
        InvalidModelException.Reason.NOT_RUNNABLE,
        "TensorFlow Lite cannot prepare this model: " + InvalidModelException.SEE_STDERR);
  }

  private static InvalidModelException delegateNotPrepared(InterpreterApi.Options options) {
    return new InvalidModelException(
        InvalidModelException.Reason.DELEGATE_NOT_PREPARED,
        String.format(
            "Delegate %s cannot prepare this model (%s); check --delegateOptions, use a model that"
                + " was made for this delegate, or omit --delegate",
            ((ExternalDelegate) options.getDelegateFactories().get(0)).library(),
            InvalidModelException.SEE_STDERR));
  }

  /**
   * Creates the interpreter, applies external delegates, and allocates its tensors, before which
   * TensorFlow Lite applies XNNPACK to what remains.
   */
  private boolean isPrepared(
      FlatBufferModel model, BuiltinOpResolver resolver, InterpreterApi.Options options) {
    OperatorCheck.verifyBuiltin(parsedModel, resolver);
    List<Delegate> delegates = new ArrayList<>();
    for (DelegateFactory factory : options.getDelegateFactories()) {
      // Before the interpreter, which is closed first: it uses its delegates until then.
      Delegate delegate = factory.create(RuntimeFlavor.APPLICATION);
      owned.push(delegate::close);
      delegates.add(delegate);
      externalAddress = OptionalLong.of(delegate.getNativeHandle());
    }
    createInterpreter(model, resolver, options.getNumThreads());
    for (Delegate delegate : delegates) {
      if (interpreter.ModifyGraphWithDelegate(at(delegate.getNativeHandle()))
          != tensorflowlite.kTfLiteOk) {
        throw delegateNotPrepared(options);
      }
    }
    int partitions = externalPartitions();
    // If XNNPACK fails, TensorFlow Lite may revert all delegates and report success.
    return interpreter.AllocateTensors() == tensorflowlite.kTfLiteOk
        && externalPartitions() == partitions;
  }

  private int externalPartitions() {
    return delegation().externalOperators().map(DelegatedOperators::partitionCount).orElse(0);
  }

  private static TfLiteDelegate at(long address) {
    return new TfLiteDelegate(new Address(address));
  }

  private void createInterpreter(FlatBufferModel model, BuiltinOpResolver resolver, int threads) {
    interpreter = new Interpreter((Pointer) null);
    try (InterpreterBuilder builder = new InterpreterBuilder(model, resolver)) {
      boolean isBuilt =
          builder.SetNumThreads(threads) == tensorflowlite.kTfLiteOk
              && builder.apply(interpreter) == tensorflowlite.kTfLiteOk
              && !interpreter.isNull();
      if (!interpreter.isNull()) {
        own(interpreter);
      }
      if (!isBuilt) {
        throw new InvalidModelException(
            InvalidModelException.Reason.NOT_RUNNABLE,
            "TensorFlow Lite cannot create an interpreter for this model: "
                + InvalidModelException.SEE_STDERR);
      }
    }
  }

  private <P extends Pointer> P own(P pointer) {
    // An additional reference, so that a PointerScope of the caller does not free the object.
    pointer.retainReference();
    owned.push(pointer::close);
    return pointer;
  }

  private void freeDownTo(int size) {
    while (owned.size() > size) {
      owned.pop().run();
    }
  }

  /**
   * The native interpreter.
   *
   * @throws IllegalStateException if this is closed
   */
  Interpreter interpreter() {
    if (interpreter == null) {
      throw new IllegalStateException("The interpreter is closed; create another one");
    }
    return interpreter;
  }

  /** The native tensor. Do not retain it, because an allocation of tensors moves it in memory. */
  TfLiteTensor tensor(int tensorIndex) {
    TfLiteTensor tensor = interpreter().tensor(tensorIndex);
    if (tensor == null || tensor.isNull()) {
      throw new IllegalArgumentException("The model has no tensor " + tensorIndex);
    }
    return tensor;
  }

  /**
   * A writable view of a tensor's current memory, in native byte order.
   *
   * @throws IllegalArgumentException if the tensor has no memory
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
              + "' has no memory yet: call allocateTensors() after a resize; an output with a shape"
              + " that depends on input values has memory only after run()");
    }
    memory.capacity(bytes);
    return memory.asByteBuffer().order(ByteOrder.nativeOrder());
  }

  Delegation delegation() {
    return Delegation.of(interpreter(), parsedModel, isXnnpackRejected, externalAddress);
  }

  static String nameOf(TfLiteTensor tensor) {
    BytePointer name = tensor.name();
    return name == null || name.isNull() ? "" : name.getString();
  }

  @Override
  public synchronized void close() {
    interpreter = null;
    parsedModel = null;
    freeDownTo(0);
  }

  /** A native address that Java does not own. */
  private static final class Address extends Pointer {
    private Address(long address) {
      super((Pointer) null);
      this.address = address;
    }
  }
}
