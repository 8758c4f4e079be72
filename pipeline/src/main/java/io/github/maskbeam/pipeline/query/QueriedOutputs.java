// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.query;

import io.github.maskbeam.output.CommittedOutput;
import io.github.maskbeam.pipeline.errors.Problem;
import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.errors.UsageException;
import io.github.maskbeam.schemas.RunRecord;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** One or more outputs that are queried together, each with a name for the user. Immutable. */
public final class QueriedOutputs {
  private final Map<String, CommittedOutput> byName;

  private QueriedOutputs(Map<String, CommittedOutput> byName) {
    this.byName = byName;
  }

  /** A single output. */
  public static QueriedOutputs of(CommittedOutput output) {
    return new QueriedOutputs(Map.of(output.layout().root(), output));
  }

  /**
   * Outputs in this order.
   *
   * @param byName the outputs by the names that column {@code output} has for them
   * @throws UsageException if two names are of the same output
   */
  public static QueriedOutputs of(Map<String, CommittedOutput> byName) throws UsageException {
    Map<String, String> names = new LinkedHashMap<>();
    for (Map.Entry<String, CommittedOutput> output : byName.entrySet()) {
      String same = names.put(output.getValue().layout().root(), output.getKey());
      if (same != null) {
        throw repeated(same, output.getKey());
      }
    }
    return new QueriedOutputs(new LinkedHashMap<>(byName));
  }

  /** The problem that an output is given twice, by names that may be equal. */
  public static UsageException repeated(String name, String other) {
    return new UsageException(
        ProblemCode.OUTPUTS_NOT_COMBINED,
        String.format(
            "%s and %s are the same output, so each image would count twice. Name it once.",
            name, other));
  }

  /** Whether there is more than one output. */
  boolean areSeveral() {
    return byName.size() > 1;
  }

  /** The outputs by their names. */
  Map<String, CommittedOutput> byName() {
    return byName;
  }

  /** All names, for messages. */
  String names() {
    return String.join(", ", byName.keySet());
  }

  /** A warning if masks were made by different models or with different settings. */
  Optional<Problem> ofDifferentSettings() {
    Set<String> settings = new LinkedHashSet<>();
    for (CommittedOutput output : byName.values()) {
      RunRecord run = output.run();
      settings.add(
          (run.getModel() == null ? null : run.getModel().getSha256())
              + (run.getConfig() == null ? null : run.getConfig().getSha256()));
    }
    return settings.size() == 1
        ? Optional.empty()
        : Optional.of(
            Problem.of(
                ProblemCode.OUTPUTS_OF_DIFFERENT_SETTINGS,
                String.format(
                    "The outputs are of different models or settings (%s): sums mix them. Column"
                        + " output tells rows apart, and model_sha256 and config_sha256 in images.",
                    byName.entrySet().stream()
                        .map(output -> output.getKey() + ": " + model(output.getValue().run()))
                        .collect(Collectors.joining(", ")))));
  }

  private static String model(RunRecord run) {
    return run.getModel() == null ? "unknown model" : run.getModel().getModel();
  }
}
