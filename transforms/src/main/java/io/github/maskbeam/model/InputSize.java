// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.model;

import com.google.auto.value.AutoValue;
import java.io.Serializable;

/** The size of a model input, in pixels. Immutable. */
@AutoValue
public abstract class InputSize implements Serializable {
  private static final long serialVersionUID = 1L;

  /** A size; both sides are at least 1. */
  public static InputSize of(int widthPx, int heightPx) {
    return new AutoValue_InputSize(widthPx, heightPx);
  }

  /** Width, in pixels. */
  public abstract int widthPx();

  /** Height, in pixels. */
  public abstract int heightPx();

  /** {@code WIDTHxHEIGHT}, as the option is written. */
  @Override
  public final String toString() {
    return widthPx() + "x" + heightPx();
  }
}
