// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.testing;

import java.nio.ByteBuffer;
import org.tensorflow.lite.schema.ArgMaxOptionsT;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.BuiltinOptions;
import org.tensorflow.lite.schema.CastOptionsT;
import org.tensorflow.lite.schema.TensorType;

/** Models of up to 1,024 classes, each of a color. The input is float32, from 0 to 1. */
public final class ManyClasses {
  private static final int SIDE = 32;
  private static final int STEP = 8;
  private static final float WHITE = 255;

  private ManyClasses() {}

  /** The color of a class, as {@code 0xRRGGBB}. */
  public static int color(int classId) {
    int red = STEP * (classId % SIDE);
    int green = STEP * (classId / SIDE);
    return red << 16 | green << 8;
  }

  /** Scores [1, height, width, classes]: the highest is that of the nearest color. */
  public static ByteBuffer scores(int height, int width, int classes) {
    return scoresBuilder(height, width, classes).build();
  }

  /** Class ids [1, height, width] of int64, from ARG_MAX of {@link #scores}. */
  public static ByteBuffer ids(int height, int width, int classes) {
    ModelBuilder model = scoresBuilder(height, width, classes);
    int axis = model.ints("axis", new int[] {3}, 1);
    int ids = model.tensor("ids", TensorType.INT64, 1, height, width);
    ArgMaxOptionsT options = new ArgMaxOptionsT();
    options.setOutputType(TensorType.INT64);
    return model
        .operator(
            BuiltinOperator.ARG_MAX,
            1,
            LayerOptions.union(BuiltinOptions.ArgMaxOptions, options),
            new int[] {3, axis},
            new int[] {ids})
        .outputs(ids)
        .build();
  }

  /**
   * Class ids [1, height, width, 1] of int32, computed from the color: of any number of classes.
   */
  public static ByteBuffer computedIds(int height, int width) {
    float[][] weights = {{WHITE / STEP, WHITE / STEP * SIDE, 0}};
    ModelBuilder model = TestModels.pixelScoresBuilder(height, width, weights, new float[] {0.5f});
    int ids = model.tensor("ids", TensorType.INT32, 1, height, width, 1);
    CastOptionsT options = new CastOptionsT();
    options.setInDataType(TensorType.FLOAT32);
    options.setOutDataType(TensorType.INT32);
    return model
        .operator(
            BuiltinOperator.CAST,
            1,
            LayerOptions.union(BuiltinOptions.CastOptions, options),
            new int[] {3},
            new int[] {ids})
        .outputs(ids)
        .build();
  }

  /**
   * The squared distance of x and c is |x|^2 - 2 cx + |c|^2, of which |x|^2 is the same for all.
   */
  private static ModelBuilder scoresBuilder(int height, int width, int classes) {
    float[][] weights = new float[classes][3];
    float[] bias = new float[classes];
    for (int k = 0; k < classes; k++) {
      float red = STEP * (k % SIDE) / WHITE;
      float green = (k / SIDE) * STEP / WHITE;
      weights[k] = new float[] {2 * red, 2 * green, 0};
      bias[k] = -red * red - green * green;
    }
    return TestModels.pixelScoresBuilder(height, width, weights, bias);
  }
}
