// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.model;

import com.google.auto.value.AutoValue;
import io.github.maskbeam.model.GraphTail.Trait;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.tensorflow.lite.Tensor;

/** The points of an output tensor: a grid with the shape of the model's input. Immutable. */
@AutoValue
abstract class OutputGrid {
  abstract int height();

  abstract int width();

  abstract int channels();

  abstract TensorLayout layout();

  /** Assumptions that the user should know. */
  abstract List<String> warnings();

  /** The grid of a tensor; empty if no reading of its axes has the shape of the input. */
  static Optional<OutputGrid> of(Tensor tensor, GraphTail tail, Input input) {
    int[] shape = tensor.shape();
    if (Arrays.stream(shape).anyMatch(size -> size < 1)) {
      return Optional.empty();
    }
    List<OutputGrid> fitting = new ArrayList<>();
    for (OutputGrid grid : readings(shape, tail, input)) {
      if (input.hasShapeOf(grid)) {
        fitting.add(grid);
      }
    }
    if (fitting.size() < 2) {
      return fitting.stream().findFirst();
    }
    return Optional.of(chosen(fitting, shape, tail, input));
  }

  private static List<OutputGrid> readings(int[] shape, GraphTail tail, Input input) {
    boolean hasBatch = shape[0] == 1;
    if (shape.length == 4 && hasBatch) {
      return List.of(
          grid(shape[1], shape[2], shape[3], TensorLayout.NHWC),
          grid(shape[2], shape[3], shape[1], TensorLayout.NCHW));
    }
    if (shape.length == 3) {
      return hasBatch
          ? List.of(grid(shape[1], shape[2], 1, TensorLayout.NHWC))
          : List.of(grid(shape[0], shape[1], shape[2], TensorLayout.NHWC));
    }
    if (shape.length == 2) {
      return hasBatch
          ? flattened(shape[1], tail, input)
          : List.of(grid(shape[0], shape[1], 1, TensorLayout.NHWC));
    }
    return List.of();
  }

  /** The graph shows the sides; without it, only a value for each pixel of the input is clear. */
  private static List<OutputGrid> flattened(int points, GraphTail tail, Input input) {
    int[] before = tail.shapeBeforeReshape();
    if (before.length == 4 && before[1] * before[2] == points) {
      return List.of(grid(before[1], before[2], 1, TensorLayout.NHWC));
    }
    if (before.length == 4 && before[2] * before[3] == points) {
      return List.of(grid(before[2], before[3], 1, TensorLayout.NHWC));
    }
    return points == input.widthPx() * input.heightPx()
        ? List.of(grid(input.heightPx(), input.widthPx(), 1, TensorLayout.NHWC))
        : List.of();
  }

  private static OutputGrid chosen(
      List<OutputGrid> fitting, int[] shape, GraphTail tail, Input input) {
    if (input.layout().isPresent()) {
      for (OutputGrid grid : fitting) {
        if (grid.layout() == input.layout().get()) {
          return grid;
        }
      }
    }
    fitting.sort(Comparator.comparingDouble(input::error));
    OutputGrid first = fitting.get(0);
    if (input.error(first) < input.error(fitting.get(1))) {
      return first;
    }
    boolean isChannelsFirst =
        tail.has(Trait.CHANNELS_FIRST) || input.detectedLayout() == TensorLayout.NCHW;
    for (OutputGrid grid : fitting) {
      if ((grid.layout() == TensorLayout.NCHW) == isChannelsFirst) {
        return tail.has(Trait.CHANNELS_FIRST) || tail.has(Trait.LINEAR)
            ? grid
            : grid.withWarning(
                "its output "
                    + Arrays.toString(shape)
                    + " can be read as nhwc and as nchw; it is read as "
                    + (isChannelsFirst ? "nchw" : "nhwc")
                    + "; set --modelLayout");
      }
    }
    throw new AssertionError(fitting);
  }

  private OutputGrid withWarning(String warning) {
    return new AutoValue_OutputGrid(height(), width(), channels(), layout(), List.of(warning));
  }

  private static OutputGrid grid(int height, int width, int channels, TensorLayout layout) {
    return new AutoValue_OutputGrid(height, width, channels, layout, List.of());
  }

  /** The size of the model's input, in pixels, and what is known of the layout of tensors. */
  @AutoValue
  abstract static class Input {
    static Input of(
        int widthPx, int heightPx, TensorLayout detected, Optional<TensorLayout> layout) {
      return new AutoValue_OutputGrid_Input(widthPx, heightPx, detected, layout);
    }

    abstract int widthPx();

    abstract int heightPx();

    abstract TensorLayout detectedLayout();

    /** The layout that the user asked for. */
    abstract Optional<TensorLayout> layout();

    /**
     * Whether a grid has the aspect ratio of the input, up to one point: strides round the sides.
     */
    boolean hasShapeOf(OutputGrid grid) {
      boolean isPoint = grid.height() * grid.width() == 1 && widthPx() * heightPx() != 1;
      return !isPoint && error(grid) <= 1 && error(grid) * 4 <= Math.max(grid.width(), 1);
    }

    /** Distance from the aspect ratio of the input, in points along the axis that is nearer. */
    double error(OutputGrid grid) {
      double width = (double) grid.height() * widthPx() / heightPx();
      double height = (double) grid.width() * heightPx() / widthPx();
      return Math.min(Math.abs(width - grid.width()), Math.abs(height - grid.height()));
    }
  }
}
