// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.segment;

import com.google.auto.value.AutoValue;
import java.io.Serializable;
import java.math.BigDecimal;

/**
 * The size at which an image is segmented: a multiple of the model's input, or the image's own
 * size. Immutable.
 */
@AutoValue
public abstract class Scale implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The largest multiple; the image's own size is the choice for more. */
  public static final double MAX_FACTOR = 16;

  /** The factor of the image's own size. */
  private static final double OWN = 0;

  /**
   * A multiple of the size of the model's input.
   *
   * @throws IllegalArgumentException if it is not from 1 to {@link #MAX_FACTOR}
   */
  public static Scale of(double factor) {
    if (!(factor >= 1 && factor <= MAX_FACTOR)) {
      throw new IllegalArgumentException("The scale " + factor + " is not from 1 to " + MAX_FACTOR);
    }
    return new AutoValue_Scale(factor);
  }

  /** The image's own size, but not less than the model's input. */
  public static Scale ofImage() {
    return new AutoValue_Scale(OWN);
  }

  abstract double factor();

  /** Whether this is the image's own size. */
  public final boolean isOfImage() {
    return factor() == OWN;
  }

  /** As in the option: {@code 1.5} or {@code native}. */
  @Override
  public final String toString() {
    return isOfImage()
        ? "native"
        : BigDecimal.valueOf(factor()).stripTrailingZeros().toPlainString();
  }
}
