// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.model;

import io.github.maskbeam.schemas.LabelMap;
import io.github.maskbeam.schemas.ModelCard;
import io.github.maskbeam.tflite.Delegation;
import io.github.maskbeam.tflite.ExternalDelegate;
import io.github.maskbeam.tflite.TfliteInterpreter;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.tensorflow.lite.DataType;
import org.tensorflow.lite.InterpreterApi;

/**
 * A verified segmentation model: its bytes, contract, labels and normalization.
 *
 * <p>Immutable and thread-safe. All interpreters share one copy of the bytes. Throughput is best
 * with one thread per interpreter and as many interpreters as cores.
 */
public final class SegmentationModel {
  /** Referenced here, because a logger that is garbage collected loses its level. */
  private static final Logger TFLITE_API_LOG =
      Logger.getLogger(InterpreterApi.class.getPackageName());

  static {
    // TFLite's API logs at level INFO that Android libraries are missing.
    TFLITE_API_LOG.setLevel(Level.WARNING);
  }

  private static final Normalization DEFAULT_NORMALIZATION = Normalization.of(127.5, 127.5);

  private final ModelContent content;
  private final Precision precision;
  private final ModelContract contract;
  private final Kernels kernels;
  private final Optional<ExternalDelegate> delegate;
  private final Optional<Delegation> delegation;
  private final LabelMap labels;
  private final Origin labelsOrigin;
  private final Optional<Normalization> normalization;
  private final Origin normalizationOrigin;
  private final Optional<ModelCard> card;

  /** The origin of the labels or the normalization of a model. */
  public enum Origin {
    /** An option of the user. */
    OPTION,
    /** The metadata of the model. */
    METADATA,
    /** The list of known models, by the model's SHA-256. */
    KNOWN_MODEL,
    /** The default. */
    DEFAULT
  }

  /** What runs the operators of a model. */
  public enum Kernels {
    /** XNNPACK those that it has, and TensorFlow Lite's plain kernels the others. */
    XNNPACK,
    /** TensorFlow Lite's plain kernels, because XNNPACK cannot prepare this model. */
    PLAIN
  }

  private SegmentationModel(
      ModelContent content,
      Precision precision,
      ModelContract contract,
      Kernels kernels,
      Optional<ExternalDelegate> delegate,
      Optional<Delegation> delegation,
      LabelMap labels,
      Origin labelsOrigin,
      Optional<Normalization> normalization,
      Origin normalizationOrigin,
      Optional<ModelCard> card) {
    this.content = content;
    this.precision = precision;
    this.contract = contract;
    this.kernels = kernels;
    this.delegate = delegate;
    this.delegation = delegation;
    this.labels = labels;
    this.labelsOrigin = labelsOrigin;
    this.normalization = normalization;
    this.normalizationOrigin = normalizationOrigin;
    this.card = card;
  }

  /**
   * Verifies a model and reads its metadata. The number of labels in its metadata is checked only
   * by {@link #requireMatchingLabels}.
   *
   * @param content the TFLite file; not copied if it is a direct buffer of native order
   * @throws ModelException if it is not a valid segmentation model; callers add the model to the
   *     message
   */
  public static SegmentationModel of(ByteBuffer content) throws ModelException {
    return of(content, ModelChoices.none());
  }

  /**
   * Verifies a model like {@link #of(ByteBuffer)}.
   *
   * @param choices what is not detected, because the user said it
   */
  public static SegmentationModel of(ByteBuffer content, ModelChoices choices)
      throws ModelException {
    return of(ModelContent.of(content, choices).in(choices.precision()), choices, Kernels.XNNPACK);
  }

  /**
   * {@link #of(ByteBuffer, ModelChoices)} with what is expected to run its operators.
   *
   * @param content in the precision of the choices
   */
  static SegmentationModel of(ModelContent content, ModelChoices choices, Kernels expected)
      throws ModelException {
    ModelContract contract;
    ModelMetadata metadata;
    Optional<Delegation> delegation;
    try (InterpreterApi interpreter =
        interpreter(content.runnable(), expected, choices.delegate(), 1)) {
      try {
        // Labels may be stored behind the model, which a model in another precision does not have.
        ByteBuffer described = content.sized();
        contract =
            ModelContract.of(interpreter, described, choices, ModelMetadata.maskOutput(described));
        metadata = ModelMetadata.read(described, contract);
      } catch (ModelException e) {
        throw e.withTensors(Tensors.all(interpreter));
      }
      delegation = delegation(interpreter);
    } catch (IllegalArgumentException e) {
      throw DynamicInput.explained(
          new ModelException(ModelFailure.of(e), e.getMessage(), e), content.file(), choices);
    }
    Optional<KnownModel> known = KnownModel.withSha256(content.sha256());
    LabelMap labels =
        metadata
            .labels()
            .map(declared -> ModelLabels.completed(declared, contract))
            .or(() -> known.map(KnownModel::labels))
            .orElseGet(() -> ModelLabels.defaults(contract));
    Origin fallbackOrigin = known.isPresent() ? Origin.KNOWN_MODEL : Origin.DEFAULT;
    return new SegmentationModel(
        content,
        choices.precision(),
        contract,
        delegation.filter(Delegation::isXnnpackRejected).isPresent() ? Kernels.PLAIN : expected,
        choices.delegate(),
        delegation,
        labels,
        metadata.labels().isPresent() ? Origin.METADATA : fallbackOrigin,
        metadata.normalization(),
        metadata.normalization().isPresent() ? Origin.METADATA : fallbackOrigin,
        metadata.card().or(() -> known.map(KnownModel::card)));
  }

  /**
   * Verifies the number of labels. Separate from {@link #of}, because {@link #withLabels} can
   * replace the labels.
   *
   * @return this
   * @throws ModelException if the number of labels differs from the number of classes
   */
  public SegmentationModel requireMatchingLabels() throws ModelException {
    requireMatching(labels, "its metadata");
    return this;
  }

  /**
   * The same model with other labels. One label is enough for a foreground channel: class 0 is then
   * {@code background}.
   *
   * @throws ModelException if the number of labels differs from the number of classes
   */
  public SegmentationModel withLabels(LabelMap labels) throws ModelException {
    LabelMap others = ModelLabels.completed(labels, contract);
    requireMatching(others, "--labels");
    return new SegmentationModel(
        content,
        precision,
        contract,
        kernels,
        delegate,
        delegation,
        others,
        Origin.OPTION,
        normalization,
        normalizationOrigin,
        card);
  }

  /**
   * The same model with another normalization. Without any (mean 0, std 1), an integer input takes
   * the pixel values themselves, whatever its quantization.
   */
  public SegmentationModel withNormalization(Normalization other) {
    boolean isStoredAsIs = other.isNone() && contract.inputType() != DataType.FLOAT32;
    return new SegmentationModel(
        content,
        precision,
        contract,
        kernels,
        delegate,
        delegation,
        labels,
        labelsOrigin,
        isStoredAsIs ? Optional.empty() : Optional.of(other),
        Origin.OPTION,
        card);
  }

  /** What its metadata, or else the list of known models, say about it; empty if nothing. */
  public Optional<ModelCard> card() {
    return card;
  }

  /** A new interpreter with one thread, on the shared bytes; the caller closes it. */
  public InterpreterApi newInterpreter() {
    return newInterpreter(1);
  }

  /** A new interpreter with this number of threads, on the shared bytes; the caller closes it. */
  public InterpreterApi newInterpreter(int threads) {
    return interpreter(content.runnable(), kernels, delegate, threads);
  }

  /** The model file, read-only. */
  public ByteBuffer file() {
    return content.file().asReadOnlyBuffer();
  }

  /** SHA-256 of the model file, 64 hex digits. */
  public String sha256() {
    return content.sha256();
  }

  /** The precision of the weights that it runs with. */
  public Precision precision() {
    return precision;
  }

  /** Number of operators that {@link Precision#INT8} changes. */
  public int quantizableOperators() {
    return content.quantizableOperators();
  }

  /** The input and output of the model. */
  public ModelContract contract() {
    return contract;
  }

  /** What runs the operators that {@link #delegate} does not take. */
  public Kernels kernels() {
    return kernels;
  }

  /** The delegate of each interpreter, besides XNNPACK. */
  public Optional<ExternalDelegate> delegate() {
    return delegate;
  }

  /** Which operators delegates run; absent for another runtime than Maskbeam's. */
  public Optional<Delegation> delegation() {
    return delegation;
  }

  /** The labels of the classes. */
  public LabelMap labels() {
    return labels;
  }

  /** The origin of {@link #labels()}. */
  public Origin labelsOrigin() {
    return labelsOrigin;
  }

  /** The origin of {@link #declaredNormalization()}; KNOWN_MODEL or DEFAULT if it is absent. */
  public Origin normalizationOrigin() {
    return normalizationOrigin;
  }

  /** What was assumed about the model, a sentence each that names the option; often empty. */
  public List<String> warnings() {
    List<String> warnings = new ArrayList<>(contract.warnings());
    if (!contract.areClassesKnown() && labelsOrigin == Origin.DEFAULT) {
      warnings.add(
          "its output has class ids, and it does not show of how many classes; at most 255 are"
              + " assumed, and larger ids become void; set --labels to a file with all classes");
    }
    if (normalizationOrigin == Origin.DEFAULT && contract.inputType() == DataType.FLOAT32) {
      warnings.add(
          "it does not say how its input is normalized; -1..1 is assumed; set --normalization to"
              + " -1..1, 0..1, imagenet, none or numbers ('maskbeam doctor --image=PHOTO' shows the"
              + " mask under each)");
    }
    return warnings;
  }

  /** Number of outputs, of which one is the mask. */
  public int outputCount() {
    try (InterpreterApi interpreter = newInterpreter()) {
      return interpreter.getOutputTensorCount();
    }
  }

  /** Size of the model file, in bytes. */
  public int sizeBytes() {
    return content.file().capacity();
  }

  /**
   * The normalization in the metadata or set by the user. If it is absent, the input of a quantized
   * model is the pixel values themselves.
   */
  public Optional<Normalization> declaredNormalization() {
    return normalization;
  }

  /** {@link #declaredNormalization()}, or (value - 127.5) / 127.5 if it is absent. */
  public Normalization normalization() {
    return normalization.orElse(DEFAULT_NORMALIZATION);
  }

  private void requireMatching(LabelMap candidate, String origin) throws ModelException {
    try {
      ModelLabels.requireMatching(candidate, contract, origin);
    } catch (ModelException e) {
      try (InterpreterApi interpreter = newInterpreter()) {
        throw e.withTensors(Tensors.all(interpreter));
      }
    }
  }

  private static InterpreterApi interpreter(
      ByteBuffer content, Kernels kernels, Optional<ExternalDelegate> delegate, int threads) {
    InterpreterApi.Options options =
        new InterpreterApi.Options()
            .setNumThreads(threads)
            .setUseXNNPACK(kernels == Kernels.XNNPACK);
    delegate.ifPresent(options::addDelegateFactory);
    return InterpreterApi.create(content, options);
  }

  private static Optional<Delegation> delegation(InterpreterApi interpreter) {
    return interpreter instanceof TfliteInterpreter
        ? Optional.of(((TfliteInterpreter) interpreter).delegation())
        : Optional.empty();
  }
}
