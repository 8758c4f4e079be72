// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.tflite;

import java.lang.reflect.Array;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;
import java.util.Arrays;
import org.tensorflow.lite.Tensor;

/** Copies between a tensor's memory and the buffers and arrays that callers pass to run(). */
final class TensorTransfer {

  /** Copies a whole buffer or array to the tensor. Ignores and keeps a buffer's position. */
  static void write(Tensor tensor, ByteBuffer memory, Object source) {
    requireType(tensor, source);
    if (source instanceof Buffer) {
      Buffer buffer = (Buffer) source;
      long bytes = bytesOf(tensor, buffer, buffer.capacity());
      if (bytes != memory.capacity()) {
        throw mismatch(tensor, memory.capacity() + " bytes", "a buffer of " + bytes + " bytes");
      }
      move(buffer.duplicate().clear(), viewLike(buffer, memory));
    } else {
      requireShape(tensor, source);
      visitRows(source, row -> move(row, viewLike(row, slice(memory, tensor, row))));
    }
  }

  /** Copies the tensor to an array, or to a buffer from its position on, which advances. */
  static void read(Tensor tensor, ByteBuffer memory, Object target) {
    requireType(tensor, target);
    if (target instanceof Buffer) {
      Buffer buffer = (Buffer) target;
      long bytes = bytesOf(tensor, buffer, buffer.remaining());
      if (bytes < memory.capacity()) {
        throw mismatch(
            tensor, memory.capacity() + " bytes", "a buffer with " + bytes + " bytes remaining");
      }
      move(viewLike(buffer, memory), buffer);
    } else {
      requireShape(tensor, target);
      visitRows(target, row -> move(viewLike(row, slice(memory, tensor, row)), row));
    }
  }

  /** The shape of an array of primitives, outermost dimension first. */
  static int[] shapeOf(Object array) {
    int[] shape = new int[array.getClass().getName().lastIndexOf('[') + 1];
    Object level = array;
    for (int dimension = 0; dimension < shape.length; dimension++) {
      shape[dimension] = level == null ? 0 : Array.getLength(level);
      if (shape[dimension] == 0) {
        throw new IllegalArgumentException(
            "An array for a tensor must not have null rows or empty dimensions: "
                + array.getClass().getSimpleName());
      }
      level = dimension + 1 < shape.length ? Array.get(level, 0) : level;
    }
    return shape;
  }

  private interface RowAction {
    void accept(Buffer row);
  }

  private static void visitRows(Object array, RowAction action) {
    if (array instanceof Object[]) {
      for (Object element : (Object[]) array) {
        visitRows(element, action);
      }
    } else {
      action.accept(wrap(array));
    }
  }

  private static ByteBuffer slice(ByteBuffer memory, Tensor tensor, Buffer row) {
    int bytes = row.capacity() * tensor.dataType().byteSize();
    ByteBuffer slice = memory.slice().order(memory.order());
    slice.limit(bytes);
    memory.position(memory.position() + bytes);
    return slice;
  }

  private static void requireType(Tensor tensor, Object value) {
    if (!TensorTypes.holds(value, tensor.dataType())) {
      throw mismatch(tensor, tensor.dataType() + " elements", value.getClass().getSimpleName());
    }
  }

  private static void requireShape(Tensor tensor, Object array) {
    int[] shape = shapeOf(array);
    if (isRagged(array, shape, 0)) {
      throw mismatch(tensor, "rows of equal length", "an array with rows of different lengths");
    }
    if (!Arrays.equals(shape, tensor.shape())) {
      throw mismatch(
          tensor, "shape " + Arrays.toString(tensor.shape()), "an array " + Arrays.toString(shape));
    }
  }

  private static boolean isRagged(Object array, int[] shape, int dimension) {
    if (array == null || Array.getLength(array) != shape[dimension]) {
      return true;
    }
    if (array instanceof Object[]) {
      for (Object element : (Object[]) array) {
        if (isRagged(element, shape, dimension + 1)) {
          return true;
        }
      }
    }
    return false;
  }

  private static IllegalArgumentException mismatch(Tensor tensor, String expected, String actual) {
    return new IllegalArgumentException(
        "Tensor '" + tensor.name() + "' has " + expected + ", but the value is " + actual);
  }

  private static long bytesOf(Tensor tensor, Buffer buffer, int elements) {
    return buffer instanceof ByteBuffer ? elements : (long) elements * tensor.dataType().byteSize();
  }

  private static Buffer wrap(Object row) {
    if (row instanceof float[]) {
      return FloatBuffer.wrap((float[]) row);
    } else if (row instanceof int[]) {
      return IntBuffer.wrap((int[]) row);
    } else if (row instanceof long[]) {
      return LongBuffer.wrap((long[]) row);
    } else if (row instanceof short[]) {
      return ShortBuffer.wrap((short[]) row);
    }
    return ByteBuffer.wrap((byte[]) row);
  }

  private static Buffer viewLike(Buffer example, ByteBuffer memory) {
    if (example instanceof FloatBuffer) {
      return memory.asFloatBuffer();
    } else if (example instanceof IntBuffer) {
      return memory.asIntBuffer();
    } else if (example instanceof LongBuffer) {
      return memory.asLongBuffer();
    } else if (example instanceof ShortBuffer) {
      return memory.asShortBuffer();
    }
    return memory;
  }

  private static void move(Buffer from, Buffer to) {
    if (from instanceof FloatBuffer) {
      ((FloatBuffer) to).put((FloatBuffer) from);
    } else if (from instanceof IntBuffer) {
      ((IntBuffer) to).put((IntBuffer) from);
    } else if (from instanceof LongBuffer) {
      ((LongBuffer) to).put((LongBuffer) from);
    } else if (from instanceof ShortBuffer) {
      ((ShortBuffer) to).put((ShortBuffer) from);
    } else {
      ((ByteBuffer) to).put((ByteBuffer) from);
    }
  }

  private TensorTransfer() {}
}
