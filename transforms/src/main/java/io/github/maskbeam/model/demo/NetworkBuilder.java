// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.model.demo;

import com.google.flatbuffers.FlatBufferBuilder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.lite.schema.BufferT;
import org.tensorflow.lite.schema.BuiltinOptionsUnion;
import org.tensorflow.lite.schema.MetadataT;
import org.tensorflow.lite.schema.Model;
import org.tensorflow.lite.schema.ModelT;
import org.tensorflow.lite.schema.OperatorCodeT;
import org.tensorflow.lite.schema.OperatorT;
import org.tensorflow.lite.schema.SubGraphT;
import org.tensorflow.lite.schema.TensorT;
import org.tensorflow.lite.schema.TensorType;

/**
 * Collects the float32 tensors and operators of a network and writes them as a TFLite flatbuffer.
 *
 * <p>Used by one thread. The order of the calls fixes every byte of the result.
 */
final class NetworkBuilder {

  private static final int SCHEMA_VERSION = 3;
  // The schema says force_align: 16 for a buffer's data; the Java object API does not heed it.
  private static final int DATA_ALIGNMENT_BYTES = 16;
  private static final int INITIAL_SIZE_BYTES = 64 * 1024;
  private static final int EMPTY_BUFFER = 0;

  private final List<BufferT> buffers = new ArrayList<>();
  private final List<TensorT> tensors = new ArrayList<>();
  private final List<OperatorCodeT> operatorCodes = new ArrayList<>();
  private final List<OperatorT> operators = new ArrayList<>();

  NetworkBuilder() {
    // By the schema's convention buffer 0 is empty: tensors without data name it.
    addBuffer(new byte[0]);
  }

  /** Adds a tensor that is filled at run time, and returns its index. */
  int activation(String name, int... shape) {
    return addTensor(name, EMPTY_BUFFER, shape);
  }

  /** Adds a tensor of weights, in row-major order, and returns its index. */
  int constant(String name, float[] values, int... shape) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return addTensor(name, addBuffer(bytes.array()), shape);
  }

  /**
   * Appends an operator; operators run in the order in which they are appended.
   *
   * @param builtinCode a constant of {@link org.tensorflow.lite.schema.BuiltinOperator}
   * @param optionsType a constant of {@link org.tensorflow.lite.schema.BuiltinOptions}
   * @param options the object of that type
   */
  void operator(int builtinCode, byte optionsType, Object options, int[] inputs, int output) {
    OperatorCodeT operatorCode = new OperatorCodeT();
    operatorCode.setBuiltinCode(builtinCode);
    // Runtimes older than schema 3a know only the code of one byte.
    operatorCode.setDeprecatedBuiltinCode((byte) builtinCode);
    operatorCode.setVersion(1);
    operatorCodes.add(operatorCode);

    BuiltinOptionsUnion union = new BuiltinOptionsUnion();
    union.setType(optionsType);
    union.setValue(options);
    OperatorT operator = new OperatorT();
    operator.setOpcodeIndex(operatorCodes.size() - 1L);
    operator.setInputs(inputs);
    operator.setOutputs(new int[] {output});
    operator.setBuiltinOptions(union);
    operators.add(operator);
  }

  /** Writes the model with one input, one output and a named metadata buffer. */
  byte[] build(String description, int input, int output, String metadataName, byte[] metadata) {
    SubGraphT graph = new SubGraphT();
    graph.setName("main");
    graph.setTensors(tensors.toArray(new TensorT[0]));
    graph.setOperators(operators.toArray(new OperatorT[0]));
    graph.setInputs(new int[] {input});
    graph.setOutputs(new int[] {output});

    MetadataT metadataEntry = new MetadataT();
    metadataEntry.setName(metadataName);
    metadataEntry.setBuffer(addBuffer(metadata));

    ModelT model = new ModelT();
    model.setVersion(SCHEMA_VERSION);
    model.setDescription(description);
    model.setOperatorCodes(operatorCodes.toArray(new OperatorCodeT[0]));
    model.setSubgraphs(new SubGraphT[] {graph});
    model.setBuffers(buffers.toArray(new BufferT[0]));
    model.setMetadata(new MetadataT[] {metadataEntry});

    FlatBufferBuilder builder = new AlignedFlatBufferBuilder();
    Model.finishModelBuffer(builder, Model.pack(builder, model));
    return builder.sizedByteArray();
  }

  private int addTensor(String name, int buffer, int... shape) {
    TensorT tensor = new TensorT();
    tensor.setName(name);
    tensor.setType(TensorType.FLOAT32);
    tensor.setShape(shape);
    tensor.setBuffer(buffer);
    tensors.add(tensor);
    return tensors.size() - 1;
  }

  private int addBuffer(byte[] bytes) {
    int[] data = new int[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      data[i] = bytes[i] & 0xff;
    }
    BufferT buffer = new BufferT();
    if (data.length > 0) {
      buffer.setData(data);
    }
    buffers.add(buffer);
    return buffers.size() - 1;
  }

  private static final class AlignedFlatBufferBuilder extends FlatBufferBuilder {
    AlignedFlatBufferBuilder() {
      super(INITIAL_SIZE_BYTES);
    }

    @Override
    public int createByteVector(byte[] bytes) {
      startVector(1, bytes.length, DATA_ALIGNMENT_BYTES);
      // A flatbuffer grows from its end to its start.
      for (int i = bytes.length - 1; i >= 0; i--) {
        addByte(bytes[i]);
      }
      return endVector();
    }
  }
}
