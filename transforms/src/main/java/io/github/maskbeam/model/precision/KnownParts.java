// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.model.precision;

import java.nio.ByteBuffer;
import org.tensorflow.lite.schema.BuiltinOptions;
import org.tensorflow.lite.schema.Model;
import org.tensorflow.lite.schema.Operator;
import org.tensorflow.lite.schema.SubGraph;

/**
 * Whether the schema classes know all parts of a model. They are older than the library, and drop
 * what they do not know when a model is written again.
 */
final class KnownParts {
  /** Numbers of fields that the schema classes know, by table. */
  private static final int MODEL_FIELDS = 8;

  private static final int GRAPH_FIELDS = 5;
  private static final int OPERATOR_FIELDS = 9;
  private static final int TENSOR_FIELDS = 10;
  private static final int BUFFER_FIELDS = 1;

  private static final int GRAPHS = 2;
  private static final int BUFFERS = 4;
  private static final int TENSORS = 0;
  private static final int OPERATORS = 3;
  private static final int QUANTIZATION = 4;
  private static final int QUANTIZATION_DETAILS = 4;

  private static final String CONTROL_DEPENDENCIES = "model_control_dependencies";

  private final ByteBuffer bytes;

  private KnownParts(ByteBuffer bytes) {
    this.bytes = bytes;
  }

  /**
   * Requires that a model can be written again.
   *
   * @param bytes a model that TensorFlow Lite has accepted, little-endian
   */
  static void require(ByteBuffer bytes) throws UnknownPartException {
    KnownParts parts = new KnownParts(bytes);
    int model = bytes.getInt(0);
    parts.requireFields(model, MODEL_FIELDS, "a model");
    for (int buffer : parts.tables(model, BUFFERS)) {
      // Offset and size of what is stored behind the model, beyond 2 GiB.
      parts.requireFields(buffer, BUFFER_FIELDS, "buffers outside of the model's structure");
    }
    for (int graph : parts.tables(model, GRAPHS)) {
      parts.requireFields(graph, GRAPH_FIELDS, "a graph");
      for (int operator : parts.tables(graph, OPERATORS)) {
        parts.requireFields(operator, OPERATOR_FIELDS, "operators");
      }
      for (int tensor : parts.tables(graph, TENSORS)) {
        parts.requireFields(tensor, TENSOR_FIELDS, "tensors");
        int quantization = parts.field(tensor, QUANTIZATION);
        if (quantization != 0
            && parts.field(quantization + bytes.getInt(quantization), QUANTIZATION_DETAILS) != 0) {
          throw new UnknownPartException("tensors with quantization of another form than scales");
        }
      }
    }
    requireMeaning(Model.getRootAsModel(bytes));
  }

  private static void requireMeaning(Model model) throws UnknownPartException {
    for (int i = 0; i < model.metadataLength(); i++) {
      // It numbers the operators, whose number may change.
      if (CONTROL_DEPENDENCIES.equals(model.metadata(i).name())) {
        throw new UnknownPartException("control dependencies between operators");
      }
    }
    for (int i = 0; i < model.subgraphsLength(); i++) {
      SubGraph graph = model.subgraphs(i);
      for (int j = 0; j < graph.operatorsLength(); j++) {
        Operator operator = graph.operators(j);
        if (Byte.toUnsignedInt(operator.builtinOptionsType()) >= BuiltinOptions.names.length) {
          throw new UnknownPartException(
              "an operator with options of number "
                  + Byte.toUnsignedInt(operator.builtinOptionsType())
                  + ", which is newer than Maskbeam");
        }
      }
    }
  }

  private void requireFields(int table, int count, String name) throws UnknownPartException {
    int vtable = table - bytes.getInt(table);
    int present = (Short.toUnsignedInt(bytes.getShort(vtable)) - 4) / Short.BYTES;
    for (int i = count; i < present; i++) {
      if (field(table, i) != 0) {
        throw new UnknownPartException(name + " with field " + i + ", which Maskbeam cannot copy");
      }
    }
  }

  /** The position of a field; 0 if it is absent. */
  private int field(int table, int index) {
    int vtable = table - bytes.getInt(table);
    int entry = 4 + Short.BYTES * index;
    int offset =
        entry < Short.toUnsignedInt(bytes.getShort(vtable))
            ? Short.toUnsignedInt(bytes.getShort(vtable + entry))
            : 0;
    return offset == 0 ? 0 : table + offset;
  }

  /** The positions of the tables in a vector. */
  private int[] tables(int table, int index) {
    int field = field(table, index);
    if (field == 0) {
      return new int[0];
    }
    int vector = field + bytes.getInt(field);
    int[] tables = new int[bytes.getInt(vector)];
    for (int i = 0; i < tables.length; i++) {
      int element = vector + Integer.BYTES * (i + 1);
      tables[i] = element + bytes.getInt(element);
    }
    return tables;
  }
}
