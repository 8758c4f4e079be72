// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.model;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.util.EnumSet;
import java.util.OptionalInt;
import java.util.Set;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.Model;
import org.tensorflow.lite.schema.Operator;
import org.tensorflow.lite.schema.OperatorCode;
import org.tensorflow.lite.schema.SubGraph;
import org.tensorflow.lite.schema.Tensor;

/**
 * The end of a model's graph before one of its outputs: the last operator that computes values,
 * behind operators that only move, resize or convert them. It is evidence of what the values are.
 */
final class GraphTail {
  private static final int[] NCHW_OF_NHWC = {0, 3, 1, 2};

  private final Model model;
  private final SubGraph graph;
  private final Set<Trait> traits = EnumSet.noneOf(Trait.class);
  private Operator last;
  private Tensor unflattened;

  /** What is known of the values of the output. */
  enum Trait {
    /** Class ids: the positions of the largest scores. */
    ARG_MAX,
    /** Probabilities that sum to 1. */
    SOFTMAX,
    /** Probabilities of one channel. */
    LOGISTIC,
    /** A weighted sum without an activation. */
    LINEAR,
    /** Pixels: the values are clipped to -1 to 1, or channels were rearranged to pixels. */
    IMAGE,
    /** Channels are moved in front of the rows at the end. */
    CHANNELS_FIRST
  }

  private GraphTail(Model model) {
    this.model = model;
    this.graph = model.subgraphs(0);
  }

  /**
   * The end before an output.
   *
   * @param content a model that TensorFlow Lite has accepted
   */
  static GraphTail of(ByteBuffer content, int outputIndex) {
    GraphTail tail =
        new GraphTail(Model.getRootAsModel(content.duplicate().order(ByteOrder.LITTLE_ENDIAN)));
    tail.follow(tail.graph.outputs(outputIndex));
    return tail;
  }

  boolean has(Trait trait) {
    return traits.contains(trait);
  }

  /** Number of classes that ARG_MAX chooses from; absent without ARG_MAX or if it is dynamic. */
  OptionalInt argMaxClasses() {
    if (!has(Trait.ARG_MAX)) {
      return OptionalInt.empty();
    }
    Tensor scores = graph.tensors(last.inputs(0));
    IntBuffer axis = constant(last.inputs(1));
    int rank = scores.shapeLength();
    if (axis.remaining() != 1 || axis.get(0) < -rank || axis.get(0) >= rank) {
      return OptionalInt.empty();
    }
    int classes = scores.shape(Math.floorMod(axis.get(0), rank));
    return classes < 1 ? OptionalInt.empty() : OptionalInt.of(classes);
  }

  /** The shape before the output was flattened to one axis; empty if it was not. */
  int[] shapeBeforeReshape() {
    int[] shape = new int[unflattened == null ? 0 : unflattened.shapeLength()];
    for (int i = 0; i < shape.length; i++) {
      shape[i] = unflattened.shape(i);
    }
    return shape;
  }

  private void follow(int output) {
    int tensor = output;
    // Each operator is passed at most once, so a cycle, which TFLite refuses, would also end.
    for (int i = graph.operatorsLength() - 1; i >= 0; i--) {
      Operator operator = graph.operators(i);
      if (!produces(operator, tensor)) {
        continue;
      }
      int builtin = builtin(operator);
      switch (builtin) {
        case BuiltinOperator.RESHAPE:
          unflattened = unflattened == null ? graph.tensors(operator.inputs(0)) : unflattened;
          break;
        case BuiltinOperator.TRANSPOSE:
          if (isEqual(constant(operator.inputs(1)), NCHW_OF_NHWC)) {
            traits.add(Trait.CHANNELS_FIRST);
          }
          break;
        case BuiltinOperator.QUANTIZE:
        case BuiltinOperator.DEQUANTIZE:
        case BuiltinOperator.CAST:
        case BuiltinOperator.SQUEEZE:
        case BuiltinOperator.EXPAND_DIMS:
        case BuiltinOperator.STRIDED_SLICE:
        case BuiltinOperator.SLICE:
        case BuiltinOperator.RESIZE_BILINEAR:
        case BuiltinOperator.RESIZE_NEAREST_NEIGHBOR:
          break;
        default:
          last = operator;
          classify(builtin);
          return;
      }
      tensor = operator.inputs(0);
    }
  }

  private void classify(int builtin) {
    switch (builtin) {
      case BuiltinOperator.ARG_MAX:
        traits.add(Trait.ARG_MAX);
        break;
      case BuiltinOperator.SOFTMAX:
        traits.add(Trait.SOFTMAX);
        break;
      case BuiltinOperator.LOGISTIC:
        traits.add(Trait.LOGISTIC);
        break;
      case BuiltinOperator.TANH:
      case BuiltinOperator.DEPTH_TO_SPACE:
        traits.add(Trait.IMAGE);
        break;
      default:
        if (LinearOperators.contains(graph, last, builtin)) {
          traits.add(Trait.LINEAR);
        }
    }
  }

  private int builtin(Operator operator) {
    OperatorCode code = model.operatorCodes((int) operator.opcodeIndex());
    return Math.max(code.builtinCode(), code.deprecatedBuiltinCode());
  }

  private IntBuffer constant(int tensor) {
    ByteBuffer data = model.buffers((int) graph.tensors(tensor).buffer()).dataAsByteBuffer();
    return data == null
        ? IntBuffer.allocate(0)
        : data.slice().order(ByteOrder.LITTLE_ENDIAN).asIntBuffer();
  }

  private static boolean isEqual(IntBuffer actual, int[] expected) {
    return actual.equals(IntBuffer.wrap(expected));
  }

  private static boolean produces(Operator operator, int tensor) {
    for (int i = 0; i < operator.outputsLength(); i++) {
      if (operator.outputs(i) == tensor) {
        return true;
      }
    }
    return false;
  }
}
