// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.options;

import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.errors.UsageException;
import io.github.maskbeam.storage.Uris;
import io.github.maskbeam.tflite.ExternalDelegate;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The options {@code --delegate} and {@code --delegateOptions}. */
public final class DelegateOption {
  private DelegateOption() {}

  /**
   * Parses the values of the options; empty if there is no delegate. The library is not opened.
   *
   * @param library the value of {@code --delegate}, if given
   * @param options the value of {@code --delegateOptions}, if given
   * @param workingDirectory the absolute path that relative paths are resolved against
   * @throws UsageException if the library is no local path, or an option has no key
   */
  public static Optional<ExternalDelegate> parse(
      Optional<String> library, Optional<String> options, String workingDirectory)
      throws UsageException {
    if (!library.isPresent()) {
      if (options.isPresent()) {
        throw invalid(
            "--delegateOptions="
                + options.get()
                + " has no delegate; add --delegate with the path of its library.");
      }
      return Optional.empty();
    }
    return Optional.of(
        ExternalDelegate.of(path(library.get(), workingDirectory), options(options.orElse(""))));
  }

  private static String path(String library, String workingDirectory) throws UsageException {
    try {
      if (!library.isEmpty() && !Uris.hasScheme(library)) {
        return Path.of(workingDirectory).resolve(library).normalize().toString();
      }
    } catch (InvalidPathException e) {
      throw invalid("--delegate=" + library + " is no path: " + e.getReason() + ".");
    }
    throw invalid(
        "--delegate="
            + library
            + " is not a local path; use the path of a shared library, the same on each worker.");
  }

  private static Map<String, String> options(String text) throws UsageException {
    Map<String, String> options = new LinkedHashMap<>();
    for (String option : text.split(";", -1)) {
      int equals = option.indexOf('=');
      String key = option.substring(0, Math.max(0, equals)).strip();
      if (option.isBlank()) {
        continue;
      }
      if (key.isEmpty()) {
        throw invalid(
            "--delegateOptions="
                + text
                + " is not key=value;key=value: '"
                + option
                + "' has no key or no value.");
      }
      if (options.put(key, option.substring(equals + 1)) != null) {
        throw invalid("--delegateOptions=" + text + " has '" + key + "' twice; give it once.");
      }
    }
    return options;
  }

  private static UsageException invalid(String message) {
    return new UsageException(ProblemCode.OPTION_VALUE_INVALID, message);
  }
}
