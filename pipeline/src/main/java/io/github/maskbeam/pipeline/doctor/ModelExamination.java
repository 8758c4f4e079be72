// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.doctor;

import io.github.maskbeam.model.ForegroundValues;
import io.github.maskbeam.model.ModelContract;
import io.github.maskbeam.model.Normalization;
import io.github.maskbeam.model.OutputChoice;
import io.github.maskbeam.model.Precision;
import io.github.maskbeam.model.SegmentationModel;
import io.github.maskbeam.model.SegmentationModel.Kernels;
import io.github.maskbeam.model.SegmentationModel.Origin;
import io.github.maskbeam.model.TensorLayout;
import io.github.maskbeam.pipeline.benchmark.InferenceTimes;
import io.github.maskbeam.pipeline.options.ModelWarnings;
import io.github.maskbeam.schemas.LabelMap;
import io.github.maskbeam.tflite.DelegatedOperators;
import io.github.maskbeam.tflite.Delegation;
import io.github.maskbeam.tflite.TfliteInterpreter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.tensorflow.lite.DataType;
import org.tensorflow.lite.InterpreterApi;
import org.tensorflow.lite.Tensor;

/** Examines a model: its contract, the origin of each part of it, and its inference time. */
final class ModelExamination {
  private static final String MODEL = "model";
  private static final String RUNTIME = "runtime";
  private static final String TIMING = "inference";
  private static final int LISTED_LABELS = 40;

  /** Enough for a median; large models run fewer times. */
  private static final InferenceTimes.Plan TIMED = InferenceTimes.Plan.of(3, 0, 5, 30, 3);

  private ModelExamination() {}

  static void examine(Findings findings, String name, SegmentationModel model) {
    findings.fact(MODEL, "name", name);
    findings.fact(MODEL, "size", String.format(Locale.ROOT, "%,d bytes", model.sizeBytes()));
    findings.fact(MODEL, "SHA-256", model.sha256());
    try (InterpreterApi interpreter = model.newInterpreter()) {
      contract(findings, model, interpreter);
      delegation(findings, model, interpreter);
      time(findings, name, model, interpreter);
    }
  }

  private static void contract(
      Findings findings, SegmentationModel model, InterpreterApi interpreter) {
    ModelContract contract = model.contract();
    findings.fact(
        MODEL,
        "input",
        described(interpreter.getInputTensor(0))
            + " (by its tensor): one RGB image"
            + (contract.inputChannels() == 4 ? " and a previous mask, which is empty" : "")
            + layout(contract.inputLayout()));
    findings.fact(
        MODEL,
        "output",
        described(interpreter.getOutputTensor(contract.outputIndex()))
            + " (by its tensor): "
            + meaning(contract)
            + (interpreter.getOutputTensorCount() > 1
                ? String.format(
                    Locale.ROOT,
                    ", output %d (%s) of %d, chosen %s",
                    contract.outputIndex(),
                    contract.outputName(),
                    interpreter.getOutputTensorCount(),
                    reason(contract.outputChoice()))
                : ""));
    findings.fact(
        MODEL,
        "labels",
        String.format(
            "%d (%s): %s",
            model.labels().size(), origin(model.labelsOrigin()), listed(model.labels())));
    findings.fact(MODEL, "normalization", normalization(model));
    findings.fact(MODEL, "precision", precision(model));
  }

  private static void delegation(
      Findings findings, SegmentationModel model, InterpreterApi interpreter) {
    if (!(interpreter instanceof TfliteInterpreter)) {
      findings.fact(RUNTIME, "delegate", "not known of " + interpreter.getClass().getName());
      return;
    }
    Delegation delegation = ((TfliteInterpreter) interpreter).delegation();
    if (model.delegate().isPresent() && delegation.externalOperators().isPresent()) {
      findings.fact(RUNTIME, "delegate library", model.delegate().get().library());
      int all = delegation.operatorCount();
      findings.fact(RUNTIME, "by it", taken(delegation.externalOperators().get(), all));
      findings.fact(RUNTIME, "by XNNPACK", taken(delegation.xnnpackOperators(), all));
      findings.fact(RUNTIME, "by plain kernels", taken(delegation.plainOperators(), all));
    }
    findings.fact(
        RUNTIME,
        "delegate",
        delegation.delegateNames().isEmpty()
            ? (model.kernels() == Kernels.PLAIN
                ? "none: XNNPACK cannot prepare this model"
                : "none")
            : String.format(
                "%s, %d of %d operators, partitions: %d",
                String.join(", ", delegation.delegateNames()),
                delegation.delegatedOperatorCount(),
                delegation.operatorCount(),
                delegation.partitionCount()));
  }

  private static String taken(DelegatedOperators operators, int all) {
    String count = operators.operatorCount() + " of " + all + " operators";
    return operators.operatorCount() == 0 ? count : count + ": " + operators.operators();
  }

  private static void time(
      Findings findings, String name, SegmentationModel model, InterpreterApi interpreter) {
    findings.fact(RUNTIME, "threads", "1 an interpreter, an interpreter for each worker thread");
    findings.fact(
        RUNTIME, "worker threads", Runtime.getRuntime().availableProcessors() + " by default");
    InferenceTimes timing = InferenceTimes.of(interpreter, TIMED);
    ModelContract contract = model.contract();
    findings.fact(TIMING, "model", name.substring(name.replace('\\', '/').lastIndexOf('/') + 1));
    findings.fact(TIMING, "size", contract.inputWidthPx() + "x" + contract.inputHeightPx());
    findings.fact(TIMING, "device", Machine.processor());
    findings.fact(TIMING, "threads", 1);
    if (timing.medianCpuMs().isPresent()) {
      findings.fact(TIMING, "CPU ms", rounded(timing.medianCpuMs().getAsDouble()));
    }
    findings.fact(TIMING, "wall ms", rounded(timing.medianMs()));
    findings.fact(TIMING, "runs", timing.runs());
    ModelWarnings.of(model, Optional.of(timing.medianMs())).forEach(findings::warning);
  }

  private static String described(Tensor tensor) {
    StringBuilder shape = new StringBuilder();
    for (int size : tensor.shape()) {
      shape.append(shape.length() == 0 ? "" : ", ").append(size);
    }
    Tensor.QuantizationParams quantization = tensor.quantizationParams();
    return tensor.dataType().name().toLowerCase(Locale.ROOT)
        + " ["
        + shape
        + "]"
        + (quantization.getScale() == 0
            ? ""
            : ", scale " + quantization.getScale() + ", zero point " + quantization.getZeroPoint());
  }

  private static String meaning(ModelContract contract) {
    switch (contract.outputKind()) {
      case SCORES:
        return "a score for each of "
            + contract.classes()
            + " classes"
            + layout(contract.outputLayout());
      case CLASS_IDS:
        return "class ids of at most " + contract.classes() + " classes";
      case FOREGROUND:
        return contract.foregroundValues() == ForegroundValues.LOGITS
            ? "one foreground channel of logits" + layout(contract.outputLayout())
            : "one foreground channel" + layout(contract.outputLayout());
    }
    throw new AssertionError(contract.outputKind());
  }

  private static String layout(TensorLayout layout) {
    return layout == TensorLayout.NCHW ? ", channels first" : "";
  }

  private static String reason(OutputChoice choice) {
    switch (choice) {
      case ONLY_OUTPUT:
        return "as the only one";
      case OPTION:
        return "by option";
      case METADATA:
        return "by the model's metadata";
      case NAME:
        return "by its name";
      case LARGEST:
        return "as the largest that has the shape of the input";
    }
    throw new AssertionError(choice);
  }

  private static String normalization(SegmentationModel model) {
    String origin = " (" + origin(model.normalizationOrigin()) + ")";
    if (model.declaredNormalization().isEmpty()
        && model.contract().inputType() != DataType.FLOAT32) {
      return "none, pixel values as they are" + origin;
    }
    Normalization values = model.normalization();
    return String.format(
        Locale.ROOT,
        "mean %s, %s, %s, std %s, %s, %s%s",
        values.meanRed(),
        values.meanGreen(),
        values.meanBlue(),
        values.stdRed(),
        values.stdGreen(),
        values.stdBlue(),
        origin);
  }

  private static String precision(SegmentationModel model) {
    int operators = model.quantizableOperators();
    if (model.precision() == Precision.INT8) {
      return "weights of int8 in " + operators + " operators (by option)";
    }
    return operators == 0
        ? "as in the file"
        : "as in the file; --precision=int8 quantizes the weights of " + operators + " operators";
  }

  private static String origin(Origin origin) {
    switch (origin) {
      case OPTION:
        return "by option";
      case METADATA:
        return "by the model's metadata";
      case KNOWN_MODEL:
        return "by its SHA-256: a known model";
      case DEFAULT:
        return "by default";
    }
    throw new AssertionError(origin);
  }

  private static String listed(LabelMap labels) {
    List<String> names = labels.names();
    return names.size() <= LISTED_LABELS
        ? String.join(", ", names)
        : String.join(", ", names.subList(0, LISTED_LABELS))
            + " and "
            + (names.size() - LISTED_LABELS)
            + " more";
  }

  private static double rounded(double ms) {
    return Math.round(ms * 100) / 100.0;
  }
}
