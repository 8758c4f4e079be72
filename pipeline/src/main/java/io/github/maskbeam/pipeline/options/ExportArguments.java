// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.options;

import com.google.auto.value.AutoValue;
import java.util.Optional;

/** The arguments of {@code export}, as the user wrote them. */
@AutoValue
public abstract class ExportArguments {
  /** A builder without values. */
  public static Builder builder() {
    return new AutoValue_ExportArguments.Builder();
  }

  abstract String output();

  abstract String to();

  abstract String as();

  abstract String coordinates();

  abstract Optional<String> classes();

  abstract boolean hasBackground();

  abstract double tolerancePx();

  abstract long minAreaPx();

  abstract boolean overwrites();

  abstract FinishedOutput.Inconsistent inconsistent();

  /** Sets the arguments. */
  @AutoValue.Builder
  public abstract static class Builder {
    /** The output directory of a finished run. */
    public abstract Builder output(String output);

    /** The option {@code --to}. */
    public abstract Builder to(String to);

    /** The option {@code --as}. */
    public abstract Builder as(String as);

    /** The option {@code --coordinates}. */
    public abstract Builder coordinates(String coordinates);

    /** The option {@code --classes}. */
    public abstract Builder classes(Optional<String> classes);

    /** The option {@code --background}. */
    public abstract Builder hasBackground(boolean hasBackground);

    /** The option {@code --tolerance}, in px. */
    public abstract Builder tolerancePx(double tolerancePx);

    /** The option {@code --minArea}, in px. */
    public abstract Builder minAreaPx(long minAreaPx);

    /** The option {@code --overwrite}. */
    public abstract Builder overwrites(boolean overwrites);

    /** The option {@code --force}. */
    public abstract Builder inconsistent(FinishedOutput.Inconsistent inconsistent);

    /** The arguments. */
    public abstract ExportArguments build();
  }
}
