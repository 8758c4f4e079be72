// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.model.precision;

import com.google.flatbuffers.FlatBufferBuilder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.lite.schema.Buffer;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.Metadata;
import org.tensorflow.lite.schema.Model;
import org.tensorflow.lite.schema.OperatorCode;
import org.tensorflow.lite.schema.OperatorCodeT;
import org.tensorflow.lite.schema.OperatorT;
import org.tensorflow.lite.schema.SignatureDef;
import org.tensorflow.lite.schema.SubGraph;
import org.tensorflow.lite.schema.SubGraphT;
import org.tensorflow.lite.schema.TensorT;

/**
 * A model whose graphs can be changed. The content of its buffers is not copied before it is
 * packed, because the schema's own objects take four bytes for each byte. Not thread-safe.
 */
final class EditableModel {
  /** The schema demands it of a buffer's content; its Java code does not heed it. */
  private static final int DATA_ALIGNMENT_BYTES = 16;

  /** Operators below this number are also written where old readers look for them. */
  private static final int OLD_OPERATOR_LIMIT = 127;

  /** Room for what the graphs of a model grow by. */
  private static final int SPARE_BYTES = 1 << 16;

  private final Model model;
  private final List<SubGraphT> graphs = new ArrayList<>();
  private final List<OperatorCodeT> codes = new ArrayList<>();
  private final List<ByteBuffer> buffers = new ArrayList<>();

  private EditableModel(Model model) {
    this.model = model;
  }

  /**
   * Reads a model.
   *
   * @param content a model that TensorFlow Lite has accepted, from position to limit; not changed
   * @throws UnknownPartException if it has parts that would be lost
   */
  static EditableModel of(ByteBuffer content) throws UnknownPartException {
    ByteBuffer bytes = content.slice().order(ByteOrder.LITTLE_ENDIAN);
    KnownParts.require(bytes);
    Model model = Model.getRootAsModel(bytes);
    EditableModel editable = new EditableModel(model);
    for (int i = 0; i < model.operatorCodesLength(); i++) {
      editable.codes.add(model.operatorCodes(i).unpack());
    }
    for (int i = 0; i < model.buffersLength(); i++) {
      ByteBuffer data = model.buffers(i).dataAsByteBuffer();
      editable.buffers.add(
          data == null ? ByteBuffer.allocate(0) : data.slice().order(ByteOrder.LITTLE_ENDIAN));
    }
    for (int i = 0; i < model.subgraphsLength(); i++) {
      SubGraphT graph = model.subgraphs(i).unpack();
      EmptyVectors.remove(graph);
      editable.graphs.add(graph);
    }
    return editable;
  }

  /** The graphs, to be changed in place. */
  List<SubGraphT> graphs() {
    return graphs;
  }

  /** The kind of an operator, one of {@link BuiltinOperator}. */
  int builtin(OperatorT operator) {
    return builtin(codes.get((int) operator.getOpcodeIndex()));
  }

  private static int builtin(OperatorCodeT code) {
    // Older models have the code only in the deprecated one-byte field.
    return Math.max(code.getBuiltinCode(), code.getDeprecatedBuiltinCode());
  }

  /** Makes an operator one of at least this version. */
  void setVersion(OperatorT operator, int version) {
    int builtin = builtin(operator);
    int index = (int) operator.getOpcodeIndex();
    if (codes.get(index).getVersion() < version) {
      index = 0;
      while (index < codes.size()
          && !(builtin(codes.get(index)) == builtin && codes.get(index).getVersion() == version)) {
        index++;
      }
    }
    if (index == codes.size()) {
      OperatorCodeT code = new OperatorCodeT();
      code.setBuiltinCode(builtin);
      code.setDeprecatedBuiltinCode((byte) Math.min(builtin, OLD_OPERATOR_LIMIT));
      code.setVersion(version);
      codes.add(code);
    }
    operator.setOpcodeIndex(index);
  }

  /** The content of a constant, little-endian; empty if the tensor is computed. */
  ByteBuffer content(TensorT tensor) {
    return buffers.get((int) tensor.getBuffer()).duplicate().order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Gives a tensor a content of its own. */
  void setContent(TensorT tensor, ByteBuffer content) {
    buffers.add(content);
    tensor.setBuffer(buffers.size() - 1);
  }

  /** The changed model, in a direct buffer of native order. */
  ByteBuffer pack() {
    releaseUnused();
    int bytes = buffers.stream().mapToInt(ByteBuffer::remaining).sum();
    FlatBufferBuilder builder = new FlatBufferBuilder(bytes + SPARE_BYTES);
    int[] packedBuffers = new int[buffers.size()];
    for (int i = 0; i < packedBuffers.length; i++) {
      packedBuffers[i] = packed(builder, buffers.get(i));
    }
    int[] packedCodes = codes.stream().mapToInt(code -> OperatorCode.pack(builder, code)).toArray();
    int[] packedGraphs = graphs.stream().mapToInt(graph -> SubGraph.pack(builder, graph)).toArray();
    int[] metadata = new int[model.metadataLength()];
    for (int i = 0; i < metadata.length; i++) {
      metadata[i] = Metadata.pack(builder, model.metadata(i).unpack());
    }
    int[] signatures = new int[model.signatureDefsLength()];
    for (int i = 0; i < signatures.length; i++) {
      signatures[i] = SignatureDef.pack(builder, model.signatureDefs(i).unpack());
    }
    int description = model.description() == null ? 0 : builder.createString(model.description());
    int codeVector = Model.createOperatorCodesVector(builder, packedCodes);
    int graphVector = Model.createSubgraphsVector(builder, packedGraphs);
    int bufferVector = Model.createBuffersVector(builder, packedBuffers);
    int metadataVector = metadata.length == 0 ? 0 : Model.createMetadataVector(builder, metadata);
    int signatureVector =
        signatures.length == 0 ? 0 : Model.createSignatureDefsVector(builder, signatures);
    Model.finishModelBuffer(
        builder,
        Model.createModel(
            builder,
            model.version(),
            codeVector,
            graphVector,
            description,
            bufferVector,
            0,
            metadataVector,
            signatureVector));
    ByteBuffer packed = builder.dataBuffer();
    ByteBuffer direct =
        ByteBuffer.allocateDirect(packed.remaining()).order(ByteOrder.nativeOrder());
    direct.put(packed).flip();
    return direct;
  }

  /** Empties buffers that no tensor and no metadata uses now. */
  private void releaseUnused() {
    boolean[] isUsed = new boolean[buffers.size()];
    for (SubGraphT graph : graphs) {
      for (TensorT tensor : graph.getTensors()) {
        isUsed[(int) tensor.getBuffer()] = true;
      }
    }
    for (int i = 0; i < model.metadataLength(); i++) {
      isUsed[(int) model.metadata(i).buffer()] = true;
    }
    for (int i = 0; i < isUsed.length; i++) {
      if (!isUsed[i]) {
        buffers.set(i, ByteBuffer.allocate(0));
      }
    }
  }

  private static int packed(FlatBufferBuilder builder, ByteBuffer content) {
    int data = 0;
    if (content.hasRemaining()) {
      builder
          .createUnintializedVector(1, content.remaining(), DATA_ALIGNMENT_BYTES)
          .put(content.duplicate());
      data = builder.endVector();
    }
    return Buffer.createBuffer(builder, data);
  }
}
