// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.tflite;

import java.util.Arrays;
import org.tensorflow.lite.Tensor;

/** Bounds of what a tensor may measure. */
final class TensorSizes {

  private static final int IMAGE_RANK = 4;

  /**
   * Java's buffers end at 2 GiB, and beyond it an allocation that fails inside native code would
   * end the process.
   *
   * @throws IllegalArgumentException if a length is below 1 or the whole above 2 GiB
   */
  static void require(Tensor tensor, int[] shape) {
    long bytes = tensor.dataType().byteSize();
    for (int length : shape) {
      bytes = length < 1 ? Long.MAX_VALUE : saturatedProduct(bytes, length);
    }
    if (bytes > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "Tensor '"
              + tensor.name()
              + "' cannot have the shape "
              + Arrays.toString(shape)
              + ": lengths are at least 1, and the whole at most 2 GiB.");
    }
  }

  /**
   * An image input, {@code [N, H, W, C]}, keeps its rank and its channels unless the model leaves
   * them open: convolutions are built for them, and native code that is given others corrupts its
   * memory or divides by zero instead of refusing.
   *
   * @throws IllegalArgumentException if the shape is out of bounds, or has other channels
   */
  static void requireResize(Tensor input, int[] shape) {
    require(input, shape);
    int[] signature = input.shapeSignature();
    if (signature.length != IMAGE_RANK) {
      return;
    }
    int channels = signature[IMAGE_RANK - 1];
    if (shape.length != IMAGE_RANK || (channels >= 0 && shape[IMAGE_RANK - 1] != channels)) {
      throw new IllegalArgumentException(
          "Input '"
              + input.name()
              + "' has the shape "
              + Arrays.toString(signature)
              + " and cannot become "
              + Arrays.toString(shape)
              + ": rank and channels are fixed.");
    }
  }

  private static long saturatedProduct(long left, int right) {
    return left > Long.MAX_VALUE / right ? Long.MAX_VALUE : left * right;
  }

  private TensorSizes() {}
}
