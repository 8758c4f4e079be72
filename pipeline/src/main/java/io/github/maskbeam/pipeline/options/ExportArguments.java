// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.options;

import com.google.auto.value.AutoValue;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** The arguments of {@code export}, as the user wrote them. */
@AutoValue
public abstract class ExportArguments {
  /** A builder without options. */
  public static Builder builder() {
    return new AutoValue_ExportArguments.Builder()
        .overwrites(false)
        .inconsistent(FinishedOutput.Inconsistent.REJECTED)
        .options(Map.of());
  }

  abstract String output();

  abstract String to();

  abstract String as();

  abstract Map<ExportOption, String> options();

  abstract boolean overwrites();

  abstract FinishedOutput.Inconsistent inconsistent();

  /** The value of an option, if it is given; that of a switch is empty. */
  final Optional<String> option(ExportOption option) {
    return Optional.ofNullable(options().get(option));
  }

  /** Sets the arguments. */
  @AutoValue.Builder
  public abstract static class Builder {
    private final Map<ExportOption, String> given = new EnumMap<>(ExportOption.class);

    /** The output directory of a finished run. */
    public abstract Builder output(String output);

    /** The option {@code --to}. */
    public abstract Builder to(String to);

    /** The option {@code --as}. */
    public abstract Builder as(String as);

    /** The option {@code --overwrite}. */
    public abstract Builder overwrites(boolean overwrites);

    /** The option {@code --force}. */
    public abstract Builder inconsistent(FinishedOutput.Inconsistent inconsistent);

    /** An option that only some formats have. */
    public final Builder option(ExportOption option, String value) {
      given.put(option, value);
      return this;
    }

    abstract Builder options(Map<ExportOption, String> options);

    abstract ExportArguments complete();

    /** The arguments. */
    public final ExportArguments build() {
      return options(Map.copyOf(given)).complete();
    }
  }
}
