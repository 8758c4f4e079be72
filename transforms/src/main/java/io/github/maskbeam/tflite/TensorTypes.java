// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.tflite;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;
import org.bytedeco.tensorflowlite.global.tensorflowlite;
import org.tensorflow.lite.DataType;

/** Element types of native tensors, and the Java types that can hold their elements. */
final class TensorTypes {

  /**
   * Converts a native type.
   *
   * @throws IllegalArgumentException for a type that TensorFlow Lite's Java API does not have
   */
  static DataType ofNative(int nativeType, String tensorName) {
    switch (nativeType) {
      case tensorflowlite.kTfLiteFloat32:
        return DataType.FLOAT32;
      case tensorflowlite.kTfLiteInt32:
        return DataType.INT32;
      case tensorflowlite.kTfLiteUInt8:
        return DataType.UINT8;
      case tensorflowlite.kTfLiteInt64:
        return DataType.INT64;
      case tensorflowlite.kTfLiteString:
        return DataType.STRING;
      case tensorflowlite.kTfLiteBool:
        return DataType.BOOL;
      case tensorflowlite.kTfLiteInt16:
        return DataType.INT16;
      case tensorflowlite.kTfLiteInt8:
        return DataType.INT8;
      default:
        throw new IllegalArgumentException(
            "Tensor '"
                + tensorName
                + "' has the native type "
                + nativeType
                + ", which TensorFlow Lite's Java API does not support");
    }
  }

  /** Whether a buffer or an array of primitives can hold elements of {@code type}. */
  static boolean holds(Object value, DataType type) {
    switch (type) {
      case FLOAT32:
        return value instanceof ByteBuffer || value instanceof FloatBuffer || isOf(value, 'F');
      case INT32:
        return value instanceof ByteBuffer || value instanceof IntBuffer || isOf(value, 'I');
      case INT64:
        return value instanceof ByteBuffer || value instanceof LongBuffer || isOf(value, 'J');
      case INT16:
        return value instanceof ByteBuffer || value instanceof ShortBuffer || isOf(value, 'S');
      case UINT8:
      case INT8:
        return value instanceof ByteBuffer || isOf(value, 'B');
      case BOOL:
        return value instanceof ByteBuffer;
      case STRING:
        return false;
    }
    throw new AssertionError(type);
  }

  private static boolean isOf(Object value, char primitiveDescriptor) {
    // The JVM name of float[][] is "[[F": the depth of the array, then the element type.
    String name = value.getClass().getName();
    return name.charAt(0) == '['
        && name.charAt(name.length() - 1) == primitiveDescriptor
        && name.lastIndexOf('[') == name.length() - 2;
  }

  private TensorTypes() {}
}
