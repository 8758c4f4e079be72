// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.model;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;
import org.tensorflow.lite.Tensor;
import org.tensorflow.lite.schema.Model;
import org.tensorflow.lite.schema.SubGraph;

/**
 * Inputs whose height and width are dynamic. Their size is written into a copy of the model, so
 * that each interpreter has it from the start: with the placeholder 1 x 1, many graphs cannot be
 * prepared.
 */
final class DynamicInput {
  private static final int RANK = 4;

  private DynamicInput() {}

  /** Whether a size is dynamic; not the batch size, which is 1 unless the input is resized. */
  static boolean isDynamic(Tensor input) {
    return Arrays.stream(input.shapeSignature()).skip(1).anyMatch(size -> size < 0);
  }

  /** Whether the first input of a model, not yet verified, has a dynamic size. */
  static boolean isDynamic(ByteBuffer content) {
    try {
      org.tensorflow.lite.schema.Tensor input = input(content);
      for (int i = 1; i < input.shapeSignatureLength(); i++) {
        if (input.shapeSignature(i) < 0) {
          return true;
        }
      }
      return false;
    } catch (RuntimeException e) {
      // A damaged file, which the runtime describes better.
      return false;
    }
  }

  /** The model itself, or if its input is dynamic and a size is given, a copy with that size. */
  static ByteBuffer sized(ByteBuffer content, Optional<InputSize> size) {
    return size.isPresent() && isDynamic(content) ? resized(content, size.get()) : content;
  }

  /** The failure of a model; if its input is dynamic and it does not run, with the remedy. */
  static ModelException explained(
      ModelException failure, ByteBuffer content, ModelChoices choices) {
    if (failure.failure() != ModelFailure.NOT_RUNNABLE || !isDynamic(content)) {
      return failure;
    }
    return new ModelException(
        ModelFailure.INPUT_UNSUPPORTED,
        "unsupported input: its size is dynamic, and the model does not run with "
            + choices.inputSize().map(size -> "--modelInputSize=" + size).orElse("no size")
            + "; set --modelInputSize=WIDTHxHEIGHT to a size that the model was made for: "
            + failure.getMessage(),
        failure);
  }

  /** A direct copy of a model whose dynamic input has this size. */
  private static ByteBuffer resized(ByteBuffer content, InputSize size) {
    ByteBuffer copy = ByteBuffer.allocateDirect(content.remaining()).order(ByteOrder.nativeOrder());
    copy.put(content.duplicate()).flip();
    org.tensorflow.lite.schema.Tensor input = input(copy);
    if (input.shapeLength() == RANK && input.shapeSignatureLength() == RANK) {
      boolean isNhwc = InputReading.isChannels(input.shapeSignature(RANK - 1));
      int[] shape =
          isNhwc
              ? new int[] {1, size.heightPx(), size.widthPx(), input.shapeSignature(3)}
              : new int[] {1, input.shapeSignature(1), size.heightPx(), size.widthPx()};
      ByteBuffer stored = input.shapeAsByteBuffer();
      ByteBuffer target = copy.duplicate().order(ByteOrder.LITTLE_ENDIAN);
      for (int i = 0; i < RANK; i++) {
        target.putInt(stored.position() + Integer.BYTES * i, shape[i]);
      }
    }
    return copy;
  }

  private static org.tensorflow.lite.schema.Tensor input(ByteBuffer content) {
    SubGraph graph =
        Model.getRootAsModel(content.duplicate().order(ByteOrder.LITTLE_ENDIAN)).subgraphs(0);
    return graph.tensors(graph.inputs(0));
  }
}
