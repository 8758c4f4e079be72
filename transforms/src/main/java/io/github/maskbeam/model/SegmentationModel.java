// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.model;

import io.github.maskbeam.schemas.LabelMap;
import io.github.maskbeam.schemas.Sha256;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.tensorflow.lite.InterpreterApi;

/**
 * A segmentation model that was checked: its bytes, its contract, its labels and normalization.
 *
 * <p>Immutable and safe for use by many threads; all interpreters share the one copy of the bytes.
 * Throughput is best with one thread an interpreter and as many interpreters as cores.
 */
public final class SegmentationModel {
  /** Held, since a logger that nobody holds forgets its level. */
  private static final Logger TFLITE_API_LOG =
      Logger.getLogger(InterpreterApi.class.getPackageName());

  static {
    // TFLite's API tells at level INFO which of Android's libraries it looked for in vain.
    TFLITE_API_LOG.setLevel(Level.WARNING);
  }

  private static final Normalization DEFAULT_NORMALIZATION = Normalization.of(127.5, 127.5);

  private final ByteBuffer content;
  private final String sha256;
  private final ModelContract contract;
  private final LabelMap labels;
  private final Origin labelsOrigin;
  private final Optional<Normalization> normalization;
  private final Origin normalizationOrigin;

  /** Where something that is known of a model comes from. */
  public enum Origin {
    /** The user said so. */
    OPTION,
    /** The model's own metadata. */
    METADATA,
    /** The model's bytes are those of a model that Maskbeam knows. */
    KNOWN_MODEL,
    /** Nobody said anything. */
    DEFAULT
  }

  private SegmentationModel(
      ByteBuffer content,
      String sha256,
      ModelContract contract,
      LabelMap labels,
      Origin labelsOrigin,
      Optional<Normalization> normalization,
      Origin normalizationOrigin) {
    this.content = content;
    this.sha256 = sha256;
    this.contract = contract;
    this.labels = labels;
    this.labelsOrigin = labelsOrigin;
    this.normalization = normalization;
    this.normalizationOrigin = normalizationOrigin;
  }

  /**
   * Checks a model and reads what it says of itself. Whether the labels in its metadata fit is left
   * to {@link #requireLabels}.
   *
   * @param content the bytes of a TFLite file, kept and not copied if in a direct buffer of native
   *     order
   * @throws ModelException if it is not a segmentation model that can be run; the message goes on
   *     after the model's name, as in "model x: it takes …"
   */
  public static SegmentationModel of(ByteBuffer content) throws ModelException {
    ByteBuffer direct = direct(content);
    String sha256 = Sha256.hex(direct);
    ModelContract contract;
    try (InterpreterApi interpreter = interpreter(direct)) {
      contract = ModelContract.of(interpreter);
    } catch (IllegalArgumentException e) {
      throw new ModelException(ModelFailure.of(e), e.getMessage(), e);
    }
    ModelMetadata metadata = ModelMetadata.read(direct, contract);
    Optional<LabelMap> known = KnownModel.withSha256(sha256).map(KnownModel::labels);
    LabelMap labels = metadata.labels().or(() -> known).orElseGet(() -> defaultLabels(contract));
    Origin unsaid = known.isPresent() ? Origin.KNOWN_MODEL : Origin.DEFAULT;
    return new SegmentationModel(
        direct,
        sha256,
        contract,
        labels,
        metadata.labels().isPresent() ? Origin.METADATA : unsaid,
        metadata.normalization(),
        metadata.normalization().isPresent() ? Origin.METADATA : Origin.DEFAULT);
  }

  /**
   * This model, if its own labels fit. Apart from {@link #of}, since {@link #withLabels} can mend
   * it.
   *
   * @throws ModelException if their number is not that of the model's classes
   */
  public SegmentationModel requireLabels() throws ModelException {
    checkLabels(labels, "its metadata");
    return this;
  }

  /**
   * The same model with other class names.
   *
   * @throws ModelException if their number is not that of the model's classes
   */
  public SegmentationModel withLabels(LabelMap others) throws ModelException {
    checkLabels(others, "--labels");
    return new SegmentationModel(
        content, sha256, contract, others, Origin.OPTION, normalization, normalizationOrigin);
  }

  /** The same model with another normalization. */
  public SegmentationModel withNormalization(Normalization other) {
    return new SegmentationModel(
        content, sha256, contract, labels, labelsOrigin, Optional.of(other), Origin.OPTION);
  }

  /** A new interpreter of one thread over the shared bytes; the caller closes it. */
  public InterpreterApi newInterpreter() {
    return interpreter(content);
  }

  /** SHA-256 of the model file, 64 hex digits. */
  public String sha256() {
    return sha256;
  }

  /** What it takes and gives. */
  public ModelContract contract() {
    return contract;
  }

  /** The names of its classes. */
  public LabelMap labels() {
    return labels;
  }

  /** Where {@link #labels()} come from. */
  public Origin labelsOrigin() {
    return labelsOrigin;
  }

  /** Where {@link #declaredNormalization()} comes from; DEFAULT where there is none. */
  public Origin normalizationOrigin() {
    return normalizationOrigin;
  }

  /** Size of the model file, in bytes. */
  public int sizeBytes() {
    return content.capacity();
  }

  /**
   * How pixels become input values where the model or the user said so; a quantized model without
   * it takes pixel values as they are.
   */
  public Optional<Normalization> declaredNormalization() {
    return normalization;
  }

  /** {@link #declaredNormalization()}, else (value - 127.5) / 127.5. */
  public Normalization normalization() {
    return normalization.orElse(DEFAULT_NORMALIZATION);
  }

  private void checkLabels(LabelMap candidate, String origin) throws ModelException {
    int classes = contract.classes();
    boolean fits =
        contract.outputKind() == OutputKind.CLASS_IDS
            ? candidate.size() <= classes
            : candidate.size() == classes;
    if (!fits) {
      throw new ModelException(
          ModelFailure.LABELS_DIFFER,
          String.format(
              "it has %d classes, but %s has %d labels; pass a file with --labels that"
                  + " has one class name per line, background included",
              classes, origin, candidate.size()));
    }
  }

  private static LabelMap defaultLabels(ModelContract contract) {
    return contract.outputKind() == OutputKind.FOREGROUND
        ? LabelMap.of(List.of("background", "foreground"))
        : LabelMap.numbered(contract.classes());
  }

  private static InterpreterApi interpreter(ByteBuffer content) {
    return InterpreterApi.create(content, new InterpreterApi.Options().setNumThreads(1));
  }

  private static ByteBuffer direct(ByteBuffer content) {
    if (content.isDirect() && content.order() == ByteOrder.nativeOrder()) {
      return content.slice().order(ByteOrder.nativeOrder());
    }
    ByteBuffer direct =
        ByteBuffer.allocateDirect(content.remaining()).order(ByteOrder.nativeOrder());
    direct.put(content.duplicate()).flip();
    return direct;
  }
}
