// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.options;

import io.github.maskbeam.model.InputSize;
import io.github.maskbeam.model.ModelChoices;
import io.github.maskbeam.model.Precision;
import io.github.maskbeam.model.TensorLayout;
import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.errors.UsageException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The options {@code --modelOutput}, {@code --modelLayout}, {@code --modelInputSize} and {@code
 * --precision}.
 */
public final class ModelChoicesOption {
  private static final Pattern SIZE = Pattern.compile("([1-9][0-9]{0,4})x([1-9][0-9]{0,4})");

  private ModelChoicesOption() {}

  /**
   * Parses the values of the options that are given.
   *
   * @throws UsageException if the layout or precision is unknown or the size is not WIDTHxHEIGHT
   */
  public static ModelChoices parse(
      Optional<String> output,
      Optional<String> layout,
      Optional<String> inputSize,
      Optional<String> precision)
      throws UsageException {
    ModelChoices choices = ModelChoices.none();
    if (output.isPresent()) {
      choices = choices.withOutput(output.get());
    }
    if (layout.isPresent()) {
      choices = choices.withLayout(Choice.of(TensorLayout.class, "modelLayout", layout.get()));
    }
    if (precision.isPresent()) {
      choices = choices.withPrecision(precision(precision.get()));
    }
    return inputSize.isPresent() ? choices.withInputSize(size(inputSize.get())) : choices;
  }

  /**
   * Parses the value of {@code --precision}.
   *
   * @throws UsageException if it is unknown
   */
  public static Precision precision(String text) throws UsageException {
    return Choice.of(Precision.class, "precision", text);
  }

  private static InputSize size(String text) throws UsageException {
    Matcher size = SIZE.matcher(text);
    if (!size.matches()) {
      throw new UsageException(
          ProblemCode.OPTION_VALUE_INVALID,
          "--modelInputSize="
              + text
              + " is not a size; use WIDTHxHEIGHT in pixels, such as 513x513, of at most 99999.");
    }
    return InputSize.of(Integer.parseInt(size.group(1)), Integer.parseInt(size.group(2)));
  }
}
