// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.model;

import io.github.maskbeam.model.precision.UnknownPartException;
import io.github.maskbeam.model.precision.WeightQuantizer;
import io.github.maskbeam.schemas.Sha256;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/** A model file, and what interpreters run instead of it by the user's choices. Immutable. */
final class ModelContent {
  private final ByteBuffer file;
  private final String sha256;
  private final ByteBuffer sized;
  private final ByteBuffer runnable;
  private final boolean mayDiffer;

  private ModelContent(
      ByteBuffer file, String sha256, ByteBuffer sized, ByteBuffer runnable, boolean mayDiffer) {
    this.file = file;
    this.sha256 = sha256;
    this.sized = sized;
    this.runnable = runnable;
    this.mayDiffer = mayDiffer;
  }

  /**
   * The content for choices of the size of the input. The precision is that of the file.
   *
   * @param file not copied if it is a direct buffer of native order
   */
  static ModelContent of(ByteBuffer file, ModelChoices choices) {
    ByteBuffer direct = direct(file);
    ByteBuffer sized = DynamicInput.sized(direct, choices.inputSize());
    return new ModelContent(
        direct, Sha256.hex(direct), sized, sized, choices.inputSize().isPresent());
  }

  /**
   * The same content in a precision.
   *
   * @throws ModelException if the precision has no effect on the model, or cannot be had
   */
  ModelContent in(Precision precision) throws ModelException {
    if (precision == Precision.MODEL) {
      return this;
    }
    Optional<ByteBuffer> quantized;
    try {
      quantized = WeightQuantizer.quantize(sized);
    } catch (UnknownPartException e) {
      throw new ModelException(
          ModelFailure.PRECISION_UNAVAILABLE,
          "its weights cannot be quantized: it has " + e.getMessage() + "; omit --precision=int8",
          e);
    } catch (RuntimeException e) {
      // The schema's classes check nothing.
      throw new ModelException(
          ModelFailure.DAMAGED, "its structure is inconsistent (" + e + "); download it again", e);
    }
    return new ModelContent(
        file,
        sha256,
        sized,
        quantized.orElseThrow(
            () ->
                new ModelException(
                    ModelFailure.PRECISION_WITHOUT_EFFECT,
                    "--precision=int8 has no effect: none of its convolutions has float weights"
                        + " that gain from int8; omit the option, or use a float model")),
        true);
  }

  /** Number of operators that {@link Precision#INT8} changes; 0 if it cannot be had. */
  int quantizableOperators() {
    try {
      return WeightQuantizer.operatorCount(sized);
    } catch (UnknownPartException | RuntimeException e) {
      return 0;
    }
  }

  /** The model file. */
  ByteBuffer file() {
    return file;
  }

  /** SHA-256 of the model file. */
  String sha256() {
    return sha256;
  }

  /** SHA-256 of {@link #runnable}. */
  String runnableSha256() {
    return mayDiffer ? Sha256.hex(runnable) : sha256;
  }

  /** The model with the weights of the file. */
  ByteBuffer sized() {
    return sized;
  }

  /** The model for interpreters. */
  ByteBuffer runnable() {
    return runnable;
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
