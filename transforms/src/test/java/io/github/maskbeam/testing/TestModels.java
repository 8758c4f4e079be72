// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.testing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tensorflow.lite.schema.AddOptionsT;
import org.tensorflow.lite.schema.ArgMaxOptionsT;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.BuiltinOptions;
import org.tensorflow.lite.schema.BuiltinOptionsUnion;
import org.tensorflow.lite.schema.Model;
import org.tensorflow.lite.schema.MulOptionsT;
import org.tensorflow.lite.schema.ReducerOptionsT;
import org.tensorflow.lite.schema.ResizeBilinearOptionsT;
import org.tensorflow.lite.schema.SubGraph;
import org.tensorflow.lite.schema.TensorType;

/** Small models whose results a person can work out by hand. All are in direct buffers. */
public final class TestModels {

  /** float32 "image" to float32 "scores", each 1 more. */
  public static ByteBuffer addOne(int... shape) {
    return addOneBuilder(shape).build();
  }

  /** As {@link #addOne}, with a first dimension that the signature leaves open. */
  public static ByteBuffer addOneToAnyBatch(int... shape) {
    int[] open = shape.clone();
    open[0] = -1;
    return addOneBuilder(shape).signature(0, open).signature(2, open).build();
  }

  private static ModelBuilder addOneBuilder(int... shape) {
    ModelBuilder model = new ModelBuilder();
    int in = model.tensor("image", TensorType.FLOAT32, shape);
    int one = model.floats("one", new float[] {1}, 1);
    int out = model.tensor("scores", TensorType.FLOAT32, shape);
    return model
        .operator(BuiltinOperator.ADD, 1, add(), new int[] {in, one}, new int[] {out})
        .inputs(in)
        .outputs(out);
  }

  /** uint8 or int8 "image" to "scores", each 2 more; scale 0.5, the given zero point. */
  public static ByteBuffer addTwoQuantized(byte tensorType, int zeroPoint, int... shape) {
    ModelBuilder model = new ModelBuilder();
    int in = model.tensor("image", tensorType, shape);
    ByteBuffer two = ByteBuffer.wrap(new byte[] {(byte) (zeroPoint + 2)});
    int constant = model.constant("two", tensorType, two, 1);
    int out = model.tensor("scores", tensorType, shape);
    int version = tensorType == TensorType.INT8 ? 2 : 1;
    return model
        .quantize(in, 0.5f, zeroPoint)
        .quantize(constant, 0.5f, zeroPoint)
        .quantize(out, 0.5f, zeroPoint)
        .operator(BuiltinOperator.ADD, version, add(), new int[] {in, constant}, new int[] {out})
        .inputs(in)
        .outputs(out)
        .build();
  }

  /** float32 [1,height,width,classes] to the class of the highest score, [1,height,width]. */
  public static ByteBuffer classIds(byte idType, int height, int width, int classes) {
    ModelBuilder model = new ModelBuilder();
    int in = model.tensor("image", TensorType.FLOAT32, 1, height, width, classes);
    int axis = model.ints("axis", new int[] {3});
    int out = model.tensor("ids", idType, 1, height, width);
    ArgMaxOptionsT options = new ArgMaxOptionsT();
    options.setOutputType(idType);
    return model
        .operator(
            BuiltinOperator.ARG_MAX,
            1,
            LayerOptions.union(BuiltinOptions.ArgMaxOptions, options),
            new int[] {in, axis},
            new int[] {out})
        .inputs(in)
        .outputs(out)
        .build();
  }

  /**
   * float32 [1,height,width,channels] to [1,height,width,classes]: class k of a pixel scores the
   * sum of its channels, weighed by {@code weights[k]}, plus {@code bias[k]}.
   */
  public static ByteBuffer pixelScores(int height, int width, float[][] weights, float[] bias) {
    return pixelScoresBuilder(height, width, weights, bias).build();
  }

  /** {@link #pixelScores}, unbuilt. */
  public static ModelBuilder pixelScoresBuilder(
      int height, int width, float[][] weights, float[] bias) {
    int channels = weights[0].length;
    float[] flat = new float[weights.length * channels];
    for (int k = 0; k < weights.length; k++) {
      System.arraycopy(weights[k], 0, flat, k * channels, channels);
    }
    ModelBuilder model = new ModelBuilder();
    int in = model.tensor("image", TensorType.FLOAT32, 1, height, width, channels);
    int filter = model.floats("weights", flat, weights.length, 1, 1, channels);
    int offset = model.floats("bias", bias, bias.length);
    int out = model.tensor("scores", TensorType.FLOAT32, 1, height, width, weights.length);
    return model
        .operator(
            BuiltinOperator.CONV_2D,
            1,
            LayerOptions.dense(),
            new int[] {in, filter, offset},
            new int[] {out})
        .inputs(in)
        .outputs(out);
  }

  /**
   * "image" [1,height,width,3] of uint8 or int8 to the highest of a pixel's three values; {@code
   * scale} 0 leaves it without quantization.
   *
   * @param outputShape [1,height,width] or [1,height,width,1]
   */
  public static ByteBuffer highestChannel(
      byte tensorType, float scale, int zeroPoint, int... outputShape) {
    ModelBuilder model = new ModelBuilder();
    int in = model.tensor("image", tensorType, 1, outputShape[1], outputShape[2], 3);
    int axis = model.ints("axis", new int[] {3}, 1);
    int out = model.tensor("highest", tensorType, outputShape);
    if (scale != 0) {
      model.quantize(in, scale, zeroPoint).quantize(out, scale, zeroPoint);
    }
    ReducerOptionsT options = new ReducerOptionsT();
    options.setKeepDims(outputShape.length == 4);
    return model
        .operator(
            BuiltinOperator.REDUCE_MAX,
            tensorType == TensorType.INT8 ? 2 : 1,
            LayerOptions.union(BuiltinOptions.ReducerOptions, options),
            new int[] {in, axis},
            new int[] {out})
        .inputs(in)
        .outputs(out)
        .build();
  }

  /**
   * uint8 "image" [1,height,width,3] to "scores" of twice the height and width. The scales of the
   * two differ: XNNPACK accepts such an operator, but cannot prepare it; the plain kernels copy the
   * values whatever their scales.
   */
  public static ByteBuffer notForXnnpack(int height, int width) {
    ModelBuilder model = new ModelBuilder();
    int in = model.tensor("image", TensorType.UINT8, 1, height, width, 3);
    int size = model.ints("size", new int[] {2 * height, 2 * width}, 2);
    int out = model.tensor("scores", TensorType.UINT8, 1, 2 * height, 2 * width, 3);
    return model
        .quantize(in, 0.5f, 0)
        .quantize(out, 0.25f, 0)
        .operator(
            BuiltinOperator.RESIZE_BILINEAR,
            1,
            LayerOptions.union(BuiltinOptions.ResizeBilinearOptions, new ResizeBilinearOptionsT()),
            new int[] {in, size},
            new int[] {out})
        .inputs(in)
        .outputs(out)
        .build();
  }

  /**
   * uint8 "left" and "right" to "sum", whose scale is so small that a check in the library ends the
   * process.
   */
  public static ByteBuffer endsTheProcess() {
    ModelBuilder model = new ModelBuilder();
    int left = model.tensor("left", TensorType.UINT8, 1, 4);
    int right = model.tensor("right", TensorType.UINT8, 1, 4);
    int sum = model.tensor("sum", TensorType.UINT8, 1, 4);
    return model
        .quantize(left, 0.5f, 0)
        .quantize(right, 0.5f, 0)
        .quantize(sum, 1e-9f, 0)
        .operator(BuiltinOperator.ADD, 1, add(), new int[] {left, right}, new int[] {sum})
        .inputs(left, right)
        .outputs(sum)
        .build();
  }

  /** {@link #addOne} in a file that declares a custom operator and does not use it. */
  public static ByteBuffer unusedCustomOperator(String name) {
    return addOneBuilder(1, 2).unusedCustomOperator(name).build();
  }

  /**
   * int8 "image" [1,1,2,2] to int8 "scores" [1,1,2,2] of a 1 x 1 convolution whose weights are 1
   * for class 0 and 0 for class 1; the scale of the latter is zero.
   */
  public static ByteBuffer zeroScaleChannel() {
    ModelBuilder model = new ModelBuilder();
    int in = model.tensor("image", TensorType.INT8, 1, 1, 2, 2);
    int filter =
        model.constant(
            "weights", TensorType.INT8, ByteBuffer.wrap(new byte[] {1, 1, 0, 0}), 2, 1, 1, 2);
    int bias = model.ints("bias", new int[] {0, 0}, 2);
    int out = model.tensor("scores", TensorType.INT8, 1, 1, 2, 2);
    return model
        .quantize(in, 1, 0)
        .quantizeChannels(filter, 0, 1, 0)
        .quantizeChannels(bias, 0, 1, 0)
        .quantize(out, 1, 0)
        .operator(
            BuiltinOperator.CONV_2D,
            3,
            LayerOptions.dense(),
            new int[] {in, filter, bias},
            new int[] {out})
        .inputs(in)
        .outputs(out)
        .build();
  }

  /** float32 "left" and "right" to "sum" and "product". */
  public static ByteBuffer sumAndProduct(int... shape) {
    ModelBuilder model = new ModelBuilder();
    int left = model.tensor("left", TensorType.FLOAT32, shape);
    int right = model.tensor("right", TensorType.FLOAT32, shape);
    int sum = model.tensor("sum", TensorType.FLOAT32, shape);
    int product = model.tensor("product", TensorType.FLOAT32, shape);
    BuiltinOptionsUnion multiply = LayerOptions.union(BuiltinOptions.MulOptions, new MulOptionsT());
    int[] in = {left, right};
    return model
        .operator(BuiltinOperator.ADD, 1, add(), in, new int[] {sum})
        .operator(BuiltinOperator.MUL, 1, multiply, in, new int[] {product})
        .inputs(in)
        .outputs(sum, product)
        .build();
  }

  /** float32 "image" [1,height,width,3], plus 1, to its own channels as "scores" of classes. */
  public static ByteBuffer sumThenScores(int height, int width) {
    ModelBuilder model = new ModelBuilder();
    int in = model.tensor("image", TensorType.FLOAT32, 1, height, width, 3);
    int one = model.floats("one", new float[] {1}, 1);
    int sum = model.tensor("sum", TensorType.FLOAT32, 1, height, width, 3);
    int filter = model.floats("weights", new float[] {1, 0, 0, 0, 1, 0, 0, 0, 1}, 3, 1, 1, 3);
    int bias = model.floats("bias", new float[3], 3);
    int out = model.tensor("scores", TensorType.FLOAT32, 1, height, width, 3);
    BuiltinOptionsUnion convolution = LayerOptions.dense();
    return model
        .operator(BuiltinOperator.ADD, 1, add(), new int[] {in, one}, new int[] {sum})
        .operator(
            BuiltinOperator.CONV_2D, 1, convolution, new int[] {sum, filter, bias}, new int[] {out})
        .inputs(in)
        .outputs(out)
        .build();
  }

  /** Needs an operator that only its maker has. */
  public static ByteBuffer customOperator(String name) {
    ModelBuilder model = new ModelBuilder();
    int in = model.tensor("image", TensorType.FLOAT32, 1, 2, 2, 3);
    int out = model.tensor("scores", TensorType.FLOAT32, 1, 2, 2, 3);
    return model
        .customOperator(name, new int[] {in}, new int[] {out})
        .inputs(in)
        .outputs(out)
        .build();
  }

  /** Needs a built-in operator by its number, in a version. */
  public static ByteBuffer builtinOperator(int builtin, int version) {
    ModelBuilder model = new ModelBuilder();
    int in = model.tensor("image", TensorType.FLOAT32, 1, 2, 2, 3);
    int out = model.tensor("scores", TensorType.FLOAT32, 1, 2, 2, 3);
    return model
        .operator(builtin, version, null, new int[] {in}, new int[] {out})
        .inputs(in)
        .outputs(out)
        .build();
  }

  /**
   * Gives the first operator with options of this type options that the schema's classes do not
   * know. TensorFlow Lite uses the defaults instead, if the operator has any.
   */
  public static void setUnknownOptions(ByteBuffer model, byte optionsType) {
    ByteBuffer bytes = model.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    SubGraph graph = Model.getRootAsModel(bytes).subgraphs(0);
    int index = 0;
    while (graph.operators(index).builtinOptionsType() != optionsType) {
      index++;
    }
    byte unknown = (byte) BuiltinOptions.names.length;
    for (int i = 0; i < bytes.capacity(); i++) {
      if (bytes.get(i) == optionsType) {
        bytes.put(i, unknown);
        if (graph.operators(index).builtinOptionsType() == unknown) {
          return;
        }
        bytes.put(i, optionsType);
      }
    }
    throw new AssertionError(index);
  }

  /** Writes a model to a file; answers the file. */
  public static Path write(ByteBuffer model, Path file) throws IOException {
    byte[] bytes = new byte[model.remaining()];
    model.duplicate().get(bytes);
    return Files.write(file, bytes);
  }

  private static BuiltinOptionsUnion add() {
    return LayerOptions.union(BuiltinOptions.AddOptions, new AddOptionsT());
  }

  private TestModels() {}
}
