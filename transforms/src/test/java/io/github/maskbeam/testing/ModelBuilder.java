// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.testing;

import com.google.flatbuffers.FlatBufferBuilder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.lite.schema.BufferT;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.BuiltinOptions;
import org.tensorflow.lite.schema.BuiltinOptionsUnion;
import org.tensorflow.lite.schema.DequantizeOptionsT;
import org.tensorflow.lite.schema.MetadataT;
import org.tensorflow.lite.schema.Model;
import org.tensorflow.lite.schema.ModelT;
import org.tensorflow.lite.schema.OperatorCodeT;
import org.tensorflow.lite.schema.OperatorT;
import org.tensorflow.lite.schema.QuantizationParametersT;
import org.tensorflow.lite.schema.SubGraphT;
import org.tensorflow.lite.schema.TensorT;
import org.tensorflow.lite.schema.TensorType;

/** Puts a TFLite model together, tensor by tensor and operator by operator. */
public final class ModelBuilder {

  /** Operators below this number are also written where old readers look for them. */
  private static final int OLD_OPERATOR_LIMIT = 127;

  // The schema says force_align: 16 for a buffer's data; the Java object API does not heed it.
  private static final int DATA_ALIGNMENT_BYTES = 16;

  private final List<TensorT> tensors = new ArrayList<>();
  private final List<BufferT> buffers = new ArrayList<>();
  private final List<OperatorCodeT> codes = new ArrayList<>();
  private final List<OperatorT> operators = new ArrayList<>();
  private int[] inputs = {};
  private int[] outputs = {};
  private MetadataT[] metadata = {};
  private String description = "Built by a test of Maskbeam";

  public ModelBuilder() {
    // By convention buffer 0 is the empty one.
    buffers.add(new BufferT());
  }

  /** Adds a tensor without content, for example an input; answers its index. */
  public int tensor(String name, byte type, int... shape) {
    TensorT tensor = new TensorT();
    tensor.setName(name);
    tensor.setType(type);
    tensor.setShape(shape);
    tensors.add(tensor);
    return tensors.size() - 1;
  }

  /** Adds a tensor with fixed content; answers its index. */
  public int constant(String name, byte type, ByteBuffer content, int... shape) {
    byte[] bytes = new byte[content.remaining()];
    content.get(bytes);
    buffers.add(buffer(bytes));
    int index = tensor(name, type, shape);
    tensors.get(index).setBuffer(buffers.size() - 1);
    return index;
  }

  public int floats(String name, float[] values, int... shape) {
    ByteBuffer content = littleEndian(4 * values.length);
    content.asFloatBuffer().put(values);
    return constant(name, TensorType.FLOAT32, content, shape);
  }

  /** Adds a constant of float16 that DEQUANTIZE converts; answers the index of the float32. */
  public int halves(String name, float[] values, int... shape) {
    ByteBuffer content = littleEndian(2 * values.length);
    for (float value : values) {
      content.putShort(halfBits(value));
    }
    int stored = constant("half", TensorType.FLOAT16, content.flip(), shape);
    int converted = tensor(name, TensorType.FLOAT32, shape);
    operator(
        BuiltinOperator.DEQUANTIZE,
        3,
        LayerOptions.union(BuiltinOptions.DequantizeOptions, new DequantizeOptionsT()),
        new int[] {stored},
        new int[] {converted});
    return converted;
  }

  /** A value that is not huge as a half, rounded towards 0; tiny ones become 0. */
  private static short halfBits(float value) {
    int bits = Float.floatToIntBits(value);
    int exponent = (bits >> 23 & 0xFF) - 127 + 15;
    int sign = bits >>> 16 & 0x8000;
    return (short) (exponent <= 0 ? sign : sign | (exponent << 10) | ((bits >> 13) & 0x3FF));
  }

  public int ints(String name, int[] values, int... shape) {
    ByteBuffer content = littleEndian(4 * values.length);
    content.asIntBuffer().put(values);
    return constant(name, TensorType.INT32, content, shape);
  }

  public ModelBuilder quantize(int tensor, float scale, int zeroPoint) {
    QuantizationParametersT quantization = new QuantizationParametersT();
    quantization.setScale(new float[] {scale});
    quantization.setZeroPoint(new long[] {zeroPoint});
    tensors.get(tensor).setQuantization(quantization);
    return this;
  }

  /** A scale per index of a dimension, and zero points of 0. */
  public ModelBuilder quantizeChannels(int tensor, int dimension, float... scales) {
    QuantizationParametersT quantization = new QuantizationParametersT();
    quantization.setScale(scales);
    quantization.setZeroPoint(new long[scales.length]);
    quantization.setQuantizedDimension(dimension);
    tensors.get(tensor).setQuantization(quantization);
    return this;
  }

  /** Marks dimensions of a tensor as unknown: -1. */
  public ModelBuilder signature(int tensor, int... shape) {
    tensors.get(tensor).setShapeSignature(shape);
    return this;
  }

  public ModelBuilder operator(
      int builtin, int version, BuiltinOptionsUnion options, int[] in, int[] out) {
    OperatorCodeT code = new OperatorCodeT();
    code.setBuiltinCode(builtin);
    code.setDeprecatedBuiltinCode((byte) Math.min(builtin, OLD_OPERATOR_LIMIT));
    return operator(code, version, options, in, out);
  }

  public ModelBuilder customOperator(String name, int[] in, int[] out) {
    return operator(customCode(name), 1, null, in, out);
  }

  private static OperatorCodeT customCode(String name) {
    OperatorCodeT code = new OperatorCodeT();
    code.setBuiltinCode(BuiltinOperator.CUSTOM);
    code.setDeprecatedBuiltinCode((byte) BuiltinOperator.CUSTOM);
    code.setCustomCode(name);
    return code;
  }

  /** Declares a custom operator that no graph uses. */
  public ModelBuilder unusedCustomOperator(String name) {
    codes.add(customCode(name));
    return this;
  }

  private ModelBuilder operator(
      OperatorCodeT code, int version, BuiltinOptionsUnion options, int[] in, int[] out) {
    code.setVersion(version);
    codes.add(code);
    OperatorT operator = new OperatorT();
    operator.setOpcodeIndex(codes.size() - 1);
    operator.setInputs(in);
    operator.setOutputs(out);
    operator.setBuiltinOptions(options);
    operators.add(operator);
    return this;
  }

  public ModelBuilder inputs(int... tensors) {
    inputs = tensors;
    return this;
  }

  public ModelBuilder outputs(int... tensors) {
    outputs = tensors;
    return this;
  }

  /** Replaces the one line that says what the model is. */
  public ModelBuilder description(String text) {
    description = text;
    return this;
  }

  /** Adds a description, a flatbuffer of TFLite's metadata schema. */
  public ModelBuilder metadata(byte[] description) {
    buffers.add(buffer(description));
    MetadataT entry = new MetadataT();
    entry.setName("TFLITE_METADATA");
    entry.setBuffer(buffers.size() - 1);
    metadata = new MetadataT[] {entry};
    return this;
  }

  /** The model in a direct buffer. */
  public ByteBuffer build() {
    SubGraphT graph = new SubGraphT();
    graph.setName("main");
    graph.setTensors(tensors.toArray(new TensorT[0]));
    graph.setOperators(operators.toArray(new OperatorT[0]));
    graph.setInputs(inputs);
    graph.setOutputs(outputs);
    return build(new SubGraphT[] {graph});
  }

  /** As {@link #build()}, but with no graph in it: well-formed, and of no use. */
  public ByteBuffer buildWithoutGraph() {
    return build(new SubGraphT[0]);
  }

  private ByteBuffer build(SubGraphT[] graphs) {
    ModelT model = new ModelT();
    model.setVersion(3);
    model.setDescription(description);
    model.setOperatorCodes(codes.toArray(new OperatorCodeT[0]));
    model.setSubgraphs(graphs);
    model.setMetadata(metadata);
    model.setBuffers(buffers.toArray(new BufferT[0]));
    FlatBufferBuilder builder = new AlignedFlatBufferBuilder();
    Model.finishModelBuffer(builder, Model.pack(builder, model));
    byte[] bytes = builder.sizedByteArray();
    ByteBuffer direct = ByteBuffer.allocateDirect(bytes.length).order(ByteOrder.nativeOrder());
    direct.put(bytes).flip();
    return direct;
  }

  private static BufferT buffer(byte[] bytes) {
    int[] data = new int[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      data[i] = Byte.toUnsignedInt(bytes[i]);
    }
    BufferT buffer = new BufferT();
    buffer.setData(data);
    return buffer;
  }

  private static ByteBuffer littleEndian(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static final class AlignedFlatBufferBuilder extends FlatBufferBuilder {
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
