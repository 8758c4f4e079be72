// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.tflite;

import java.util.Arrays;
import org.tensorflow.lite.Tensor;

/** Limits of tensor shapes. */
final class TensorSizes {

  private static final int IMAGE_RANK = 4;

  /**
   * Verifies the shape of a tensor. Java buffers are limited to 2 GiB, and a failed allocation of a
   * larger tensor in native code would end the process.
   *
   * @throws IllegalArgumentException if a dimension is less than 1 or the tensor exceeds 2 GiB
   */
  static void verify(Tensor tensor, int[] shape) {
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
              + ": dimensions must be at least 1 and the tensor at most 2 GiB");
    }
  }

  /**
   * Verifies a new shape of an input. An image input {@code [N, H, W, C]} must keep its rank, and
   * its channels unless they are dynamic. Native code does not check them: it corrupts memory or
   * divides by zero.
   *
   * @throws IllegalArgumentException if the shape exceeds a limit or has other channels
   */
  static void verifyResize(Tensor input, int[] shape) {
    verify(input, shape);
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
              + " and cannot be resized to "
              + Arrays.toString(shape)
              + ": rank and channels are fixed");
    }
  }

  private static long saturatedProduct(long left, int right) {
    return left > Long.MAX_VALUE / right ? Long.MAX_VALUE : left * right;
  }

  private TensorSizes() {}
}
