// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.model;

import com.google.auto.value.AutoValue;
import io.github.maskbeam.tflite.ExternalDelegate;
import java.io.Serializable;
import java.util.Optional;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * What the user says about a model: its tensors, instead of the detection, the precision of its
 * weights, and the delegate that runs it. Immutable.
 */
@AutoValue
public abstract class ModelChoices implements Serializable {
  private static final long serialVersionUID = 1L;

  /** No choices: everything is detected. */
  public static ModelChoices none() {
    return new AutoValue_ModelChoices(null, null, null, null, Precision.MODEL);
  }

  /** The same choices with an output, by its index or name. */
  public ModelChoices withOutput(String indexOrName) {
    return new AutoValue_ModelChoices(
        indexOrName, layoutOrNull(), inputSizeOrNull(), delegateOrNull(), precision());
  }

  /** The same choices with a layout, which applies to each tensor whose shape allows both. */
  public ModelChoices withLayout(TensorLayout layout) {
    return new AutoValue_ModelChoices(
        outputOrNull(), layout, inputSizeOrNull(), delegateOrNull(), precision());
  }

  /** The same choices with a size of the input. */
  public ModelChoices withInputSize(InputSize size) {
    return new AutoValue_ModelChoices(
        outputOrNull(), layoutOrNull(), size, delegateOrNull(), precision());
  }

  /** The same choices with this delegate, or without one. */
  public ModelChoices withDelegate(Optional<ExternalDelegate> delegate) {
    return new AutoValue_ModelChoices(
        outputOrNull(), layoutOrNull(), inputSizeOrNull(), delegate.orElse(null), precision());
  }

  /** The same choices with a precision. */
  public ModelChoices withPrecision(Precision precision) {
    return new AutoValue_ModelChoices(
        outputOrNull(), layoutOrNull(), inputSizeOrNull(), delegateOrNull(), precision);
  }

  abstract @Nullable String outputOrNull();

  abstract @Nullable TensorLayout layoutOrNull();

  abstract @Nullable InputSize inputSizeOrNull();

  abstract @Nullable ExternalDelegate delegateOrNull();

  /** The precision of the weights. */
  public abstract Precision precision();

  /** The output that is the mask, by its index or name. */
  public final Optional<String> output() {
    return Optional.ofNullable(outputOrNull());
  }

  /** The layout of image tensors. */
  public final Optional<TensorLayout> layout() {
    return Optional.ofNullable(layoutOrNull());
  }

  /** The size of the input of a model whose size is dynamic. */
  public final Optional<InputSize> inputSize() {
    return Optional.ofNullable(inputSizeOrNull());
  }

  /** The delegate of each interpreter, besides XNNPACK; its path is the worker's. */
  public final Optional<ExternalDelegate> delegate() {
    return Optional.ofNullable(delegateOrNull());
  }
}
