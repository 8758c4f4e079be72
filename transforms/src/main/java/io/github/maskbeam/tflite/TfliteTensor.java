// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.tflite;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bytedeco.tensorflowlite.TfLiteIntArray;
import org.bytedeco.tensorflowlite.TfLiteQuantizationParams;
import org.bytedeco.tensorflowlite.TfLiteTensor;
import org.tensorflow.lite.DataType;
import org.tensorflow.lite.Tensor;

/**
 * An input or output tensor. Shape and memory are read from the native tensor at each call, so they
 * reflect a resize; after the interpreter is closed, these methods throw IllegalStateException.
 * Name, type, index, signature and quantization never change and remain available.
 */
final class TfliteTensor implements Tensor {

  private final TfliteInterpreter interpreter;
  private final NativeInterpreter natives;
  private final int index;
  private final String name;
  private final DataType dataType;
  private final QuantizationParams quantizationParams;
  private final int[] shapeSignature;

  /** Creates the tensor. The caller must hold the monitor of {@code natives}. */
  TfliteTensor(TfliteInterpreter interpreter, NativeInterpreter natives, int index) {
    TfLiteTensor tensor = natives.tensor(index);
    // Keeps the interpreter reachable, and so its memory allocated, while the tensor is in use.
    this.interpreter = interpreter;
    this.natives = natives;
    this.index = index;
    this.name = NativeInterpreter.nameOf(tensor);
    this.dataType = TensorTypes.ofNative(tensor.type(), name);
    TfLiteQuantizationParams params = tensor.params();
    this.quantizationParams = new QuantizationParams(params.scale(), params.zero_point());
    TfLiteIntArray signature = tensor.dims_signature();
    // Only models with dynamic dimensions have a signature.
    this.shapeSignature =
        signature == null || signature.isNull() || signature.size() == 0
            ? toArray(tensor.dims())
            : toArray(signature);
  }

  @Override
  public DataType dataType() {
    return dataType;
  }

  @Override
  public int numDimensions() {
    return shape().length;
  }

  @Override
  public int numBytes() {
    synchronized (natives) {
      return Math.toIntExact(natives.tensor(index).bytes());
    }
  }

  @Override
  public int numElements() {
    int elements = 1;
    for (int length : shape()) {
      elements = Math.multiplyExact(elements, length);
    }
    return elements;
  }

  @Override
  public int[] shape() {
    synchronized (natives) {
      return toArray(natives.tensor(index).dims());
    }
  }

  @Override
  public int[] shapeSignature() {
    return shapeSignature.clone();
  }

  @Override
  public int index() {
    return index;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public QuantizationParams quantizationParams() {
    return quantizationParams;
  }

  /**
   * A read-only view of the tensor's memory, in native byte order. Get a new view after each run,
   * resize and allocation. A view must not be used after the interpreter is closed or unreachable,
   * because its memory is freed then.
   */
  @Override
  public ByteBuffer asReadOnlyBuffer() {
    return memory().asReadOnlyBuffer().order(ByteOrder.nativeOrder());
  }

  ByteBuffer memory() {
    synchronized (natives) {
      return natives.memory(index);
    }
  }

  @Override
  public String toString() {
    return dataType + " '" + name + "' of interpreter " + System.identityHashCode(interpreter);
  }

  private static int[] toArray(TfLiteIntArray values) {
    if (values == null || values.isNull()) {
      return new int[0];
    }
    int[] array = new int[values.size()];
    for (int i = 0; i < array.length; i++) {
      array[i] = values.data(i);
    }
    return array;
  }
}
