// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.model;

import com.google.auto.value.AutoValue;
import io.github.maskbeam.model.GraphTail.Trait;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.tensorflow.lite.InterpreterApi;
import org.tensorflow.lite.Tensor;

/** Selects the output of a model that is a mask. */
final class OutputSelection {
  private static final Pattern MASK_NAME =
      Pattern.compile("segment|(^|[^a-z])mask", Pattern.CASE_INSENSITIVE);
  private static final Pattern OTHER_NAME =
      Pattern.compile(
          "heat_?map|key_?point|offset|landmark|(^|[^a-z])pose", Pattern.CASE_INSENSITIVE);
  private static final String IMAGE =
      "it looks like a model that draws pictures, such as super-resolution; ";
  private static final int RGB = 3;

  private final InterpreterApi interpreter;
  private final OutputGrid.Input input;
  private final Map<Integer, OutputReading> readings = new TreeMap<>();
  private final Map<Integer, GraphTail> tails = new TreeMap<>();

  private OutputSelection(
      InterpreterApi interpreter, OutputGrid.Input input, IntFunction<GraphTail> tailOf) {
    this.interpreter = interpreter;
    this.input = input;
    for (int i = 0; i < interpreter.getOutputTensorCount(); i++) {
      tails.put(i, tailOf.apply(i));
      Optional<OutputReading> reading =
          OutputReading.of(interpreter.getOutputTensor(i), tails.get(i), input);
      if (reading.isPresent()) {
        readings.put(i, reading.get());
      }
    }
  }

  /**
   * Selects an output.
   *
   * @param described the output that the metadata describe as a mask
   * @throws ModelException if no output is a mask, or the requested one is not
   */
  static Selected of(
      InterpreterApi interpreter,
      OutputGrid.Input input,
      IntFunction<GraphTail> tailOf,
      Optional<String> requested,
      OptionalInt described)
      throws ModelException {
    OutputSelection selection = new OutputSelection(interpreter, input, tailOf);
    return requested.isPresent()
        ? selection.requested(requested.get())
        : selection.detected(described);
  }

  /** Whether a name says that a tensor is a mask. */
  static boolean isMaskName(String name) {
    return name != null && MASK_NAME.matcher(name).find();
  }

  private Selected requested(String indexOrName) throws ModelException {
    for (int i = 0; i < interpreter.getOutputTensorCount(); i++) {
      if (indexOrName.equals(String.valueOf(i))
          || indexOrName.equals(interpreter.getOutputTensor(i).name())) {
        if (!readings.containsKey(i)) {
          throw refusal("--modelOutput=" + indexOrName + " is not a mask; ");
        }
        return Selected.of(i, readings.get(i), OutputChoice.OPTION, readings.get(i).warnings());
      }
    }
    throw refusal("--modelOutput=" + indexOrName + " is not an output of the model; ");
  }

  private Selected detected(OptionalInt described) throws ModelException {
    if (described.isPresent() && readings.containsKey(described.getAsInt())) {
      requireMask(described.getAsInt());
      return selected(List.of(described.getAsInt()), OutputChoice.METADATA);
    }
    List<Integer> named = matching(i -> isMaskName(name(i)) && !isOther(i));
    if (!named.isEmpty() && interpreter.getOutputTensorCount() > 1) {
      for (int output : named) {
        requireMask(output);
      }
      return selected(named, OutputChoice.NAME);
    }
    for (int output : readings.keySet()) {
      requireOwnTask(output);
    }
    List<Integer> masks = matching(i -> !isOther(i) && !isImage(i));
    if (masks.isEmpty()) {
      throw refusal(readings.keySet().stream().anyMatch(this::isImage) ? IMAGE : "");
    }
    return selected(
        masks,
        interpreter.getOutputTensorCount() == 1 ? OutputChoice.ONLY_OUTPUT : OutputChoice.LARGEST);
  }

  /** The largest of these outputs; the first one if several are equally large. */
  private Selected selected(List<Integer> outputs, OutputChoice choice) {
    int best = outputs.get(0);
    boolean isTie = false;
    for (int i : outputs.subList(1, outputs.size())) {
      isTie = points(i) == points(best) || (isTie && points(i) < points(best));
      best = points(i) > points(best) ? i : best;
    }
    List<String> warnings = new ArrayList<>(readings.get(best).warnings());
    if (isTie) {
      warnings.add(
          "several outputs may be the mask: "
              + outputs.stream().map(this::described).collect(Collectors.joining(", "))
              + "; output "
              + best
              + " is used; set --modelOutput");
    }
    if (mayBeImage(best)) {
      warnings.add(
          "its output has three channels of the size of the input, which may also be an image;"
              + " they are assumed to be the scores of three classes; confirm with --modelOutput="
              + best);
    }
    return Selected.of(best, readings.get(best), choice, warnings);
  }

  /**
   * Refuses an output that metadata or its name call a mask, but that belongs to another task:
   * prototypes of a detector, for example, are often named masks.
   */
  private void requireMask(int output) throws ModelException {
    requireOwnTask(output);
    if (isImage(output)) {
      throw refusal(IMAGE);
    }
  }

  /** Refuses an output of several channels that only makes sense with another output. */
  private void requireOwnTask(int output) throws ModelException {
    OutputGrid grid = readings.get(output).grid();
    if (grid.channels() == 1) {
      return;
    }
    for (int i = 0; i < interpreter.getOutputTensorCount(); i++) {
      int[] shape = interpreter.getOutputTensor(i).shape();
      if (readings.containsKey(i)) {
        if (isPose(grid, readings.get(i).grid()) || isPose(readings.get(i).grid(), grid)) {
          throw refusal("it looks like a pose model, with heat maps and two offsets each; ");
        }
      } else if (shape.length == 3 && Math.min(shape[1], shape[2]) > grid.channels() + 4) {
        throw refusal("it looks like a detector with mask prototypes, such as YOLO-seg; ");
      }
    }
  }

  private static boolean isPose(OutputGrid heatMaps, OutputGrid offsets) {
    return heatMaps.channels() > 1
        && offsets.channels() == 2 * heatMaps.channels()
        && offsets.width() == heatMaps.width();
  }

  /** Super-resolution and other models that draw pictures. */
  private boolean isImage(int output) {
    OutputGrid grid = readings.get(output).grid();
    GraphTail tail = tails.get(output);
    boolean isPicture =
        readings.get(output).kind() != OutputKind.CLASS_IDS
            && (grid.channels() == 1 || grid.channels() == RGB)
            && !tail.has(Trait.SOFTMAX);
    boolean isLarger = grid.width() > input.widthPx() && grid.height() > input.heightPx();
    return isPicture
        && (tail.has(Trait.IMAGE)
            || (isLarger && !(grid.channels() == 1 && tail.has(Trait.LOGISTIC))));
  }

  private boolean mayBeImage(int output) {
    OutputGrid grid = readings.get(output).grid();
    return grid.channels() == RGB
        && grid.width() == input.widthPx()
        && !tails.get(output).has(Trait.SOFTMAX)
        && interpreter.getInputTensor(0).dataType()
            == interpreter.getOutputTensor(output).dataType();
  }

  private long points(int output) {
    OutputGrid grid = readings.get(output).grid();
    return (long) grid.width() * grid.height();
  }

  private List<Integer> matching(IntPredicate predicate) {
    return readings.keySet().stream().filter(predicate::test).collect(Collectors.toList());
  }

  private boolean isOther(int output) {
    return OTHER_NAME.matcher(name(output)).find();
  }

  private String name(int output) {
    String name = interpreter.getOutputTensor(output).name();
    return name == null ? "" : name;
  }

  private String described(int output) {
    Tensor tensor = interpreter.getOutputTensor(output);
    return output + " " + name(output) + " " + Tensors.describe(tensor);
  }

  private ModelException refusal(String found) {
    return new ModelException(
        ModelFailure.OUTPUT_UNSUPPORTED,
        String.format(
            Locale.ROOT,
            "unsupported output %s; %sa segmentation model must have, in the shape of its input (%d"
                + " x %d px), scores [1, h, w, classes], [1, classes, h, w] or [h, w, classes] of at"
                + " most 65535 classes, class ids [1, h, w], [h, w] or [1, h, w, 1], or one foreground"
                + " channel [1, h, w, 1], [1, h, w] or [1, h * w]; --modelOutput and --modelLayout"
                + " override what is detected",
            Tensors.outputs(interpreter),
            found,
            input.widthPx(),
            input.heightPx()));
  }

  /** The selected output. */
  @AutoValue
  abstract static class Selected {
    static Selected of(
        int index, OutputReading reading, OutputChoice choice, List<String> warnings) {
      return new AutoValue_OutputSelection_Selected(index, reading, choice, warnings);
    }

    abstract int index();

    abstract OutputReading reading();

    abstract OutputChoice choice();

    abstract List<String> warnings();
  }
}
