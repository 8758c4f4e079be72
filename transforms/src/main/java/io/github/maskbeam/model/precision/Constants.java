// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.model.precision;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.OperatorT;
import org.tensorflow.lite.schema.SubGraphT;
import org.tensorflow.lite.schema.TensorT;
import org.tensorflow.lite.schema.TensorType;

/**
 * The constants of a graph, and new ones. Constants of float16 that DEQUANTIZE converts to float32
 * are read as what they are converted to. Not thread-safe.
 */
final class Constants {
  private final EditableModel model;
  private final SubGraphT graph;
  private final List<TensorT> tensors;

  /** By tensors that DEQUANTIZE computes from constants of float16: the constants. */
  private final Map<Integer, Integer> halves = new HashMap<>();

  /** Constants that operators used before. */
  private final Set<Integer> replaced = new HashSet<>();

  Constants(EditableModel model, SubGraphT graph) {
    this.model = model;
    this.graph = graph;
    this.tensors = new ArrayList<>(Arrays.asList(graph.getTensors()));
    for (OperatorT operator : graph.getOperators()) {
      if (model.builtin(operator) == BuiltinOperator.DEQUANTIZE) {
        int constant = operator.getInputs()[0];
        if (isConstant(tensors.get(constant), TensorType.FLOAT16)) {
          halves.put(operator.getOutputs()[0], constant);
        }
      }
    }
  }

  TensorT tensor(int index) {
    return tensors.get(index);
  }

  /** The index of the constant behind a tensor of float32, if it is one that can be read. */
  Optional<Integer> source(int index) {
    int constant = halves.getOrDefault(index, index);
    TensorT tensor = tensors.get(constant);
    return isConstant(tensor, halves.containsKey(index) ? TensorType.FLOAT16 : TensorType.FLOAT32)
        ? Optional.of(constant)
        : Optional.empty();
  }

  /** Whether a tensor is converted from float16. */
  boolean isHalf(int index) {
    return halves.containsKey(index);
  }

  /** The values of a constant that {@link #source} has named. */
  float[] values(int constant) {
    TensorT tensor = tensors.get(constant);
    ByteBuffer content = model.content(tensor);
    if (tensor.getType() == TensorType.FLOAT32) {
      float[] values = new float[content.remaining() / Float.BYTES];
      content.asFloatBuffer().get(values);
      return values;
    }
    float[] values = new float[content.remaining() / Short.BYTES];
    for (int i = 0; i < values.length; i++) {
      values[i] = HalfFloats.toFloat(content.getShort(Short.BYTES * i));
    }
    return values;
  }

  /**
   * Adds a constant that takes the place of another one.
   *
   * @return its index
   */
  int replace(int constant, byte type, ByteBuffer content) {
    TensorT tensor = new TensorT();
    tensor.setName(tensors.get(constant).getName());
    tensor.setShape(tensors.get(constant).getShape());
    tensor.setType(type);
    EmptyVectors.remove(tensor);
    model.setContent(tensor, content);
    tensors.add(tensor);
    replaced.add(constant);
    return tensors.size() - 1;
  }

  /** Adds a constant of float32 with the values of one of float16, and returns its index. */
  int widen(int constant) {
    float[] values = values(constant);
    ByteBuffer content =
        ByteBuffer.allocate(Float.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
    content.asFloatBuffer().put(values);
    return replace(constant, TensorType.FLOAT32, content);
  }

  /** Writes the tensors to the graph, without conversions and constants that nothing uses now. */
  void finish() {
    Set<Integer> used = used();
    List<OperatorT> kept = new ArrayList<>();
    for (OperatorT operator : graph.getOperators()) {
      int output = operator.getOutputs().length == 0 ? -1 : operator.getOutputs()[0];
      boolean isUnused =
          replaced.contains(halves.getOrDefault(output, -1)) && !used.contains(output);
      if (!isUnused) {
        kept.add(operator);
      }
    }
    graph.setOperators(kept.toArray(new OperatorT[0]));
    Set<Integer> stillUsed = used();
    for (int constant : replaced) {
      if (!stillUsed.contains(constant)) {
        model.setContent(tensors.get(constant), ByteBuffer.allocate(0));
      }
    }
    graph.setTensors(tensors.toArray(new TensorT[0]));
  }

  private Set<Integer> used() {
    Set<Integer> used = new HashSet<>();
    for (OperatorT operator : graph.getOperators()) {
      for (int input : operator.getInputs()) {
        used.add(input);
      }
    }
    for (int output : graph.getOutputs()) {
      used.add(output);
    }
    return used;
  }

  /** Sparse tensors store only a part of their values. */
  private boolean isConstant(TensorT tensor, byte type) {
    return tensor.getType() == type
        && tensor.getSparsity() == null
        && !tensor.getIsVariable()
        && model.content(tensor).hasRemaining();
  }
}
