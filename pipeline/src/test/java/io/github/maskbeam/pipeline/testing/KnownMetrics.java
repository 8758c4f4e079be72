// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.testing;

import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.metrics.DistributionResult;
import org.apache.beam.sdk.metrics.MetricFiltering;
import org.apache.beam.sdk.metrics.MetricKey;
import org.apache.beam.sdk.metrics.MetricName;
import org.apache.beam.sdk.metrics.MetricQueryResults;
import org.apache.beam.sdk.metrics.MetricResult;
import org.apache.beam.sdk.metrics.MetricResults;
import org.apache.beam.sdk.metrics.MetricsFilter;
import org.joda.time.Duration;

/** The result of a run that is done, with metrics that a test chose. */
public final class KnownMetrics implements PipelineResult {
  private final String namespace;
  private final List<MetricResult<Long>> counters = new ArrayList<>();
  private final List<MetricResult<DistributionResult>> distributions = new ArrayList<>();

  /** No metrics yet; all will be of this namespace. */
  public KnownMetrics(String namespace) {
    this.namespace = namespace;
  }

  /** Adds a counter as one step of the pipeline reports it. */
  public KnownMetrics counter(String step, String name, long value) {
    counters.add(MetricResult.attempted(key(step, name), value));
    return this;
  }

  /** Adds a distribution as one step of the pipeline reports it. */
  public KnownMetrics distribution(String step, String name, DistributionResult values) {
    distributions.add(MetricResult.attempted(key(step, name), values));
    return this;
  }

  private MetricKey key(String step, String name) {
    return MetricKey.create(step, MetricName.named(namespace, name));
  }

  @Override
  public MetricResults metrics() {
    return new MetricResults() {
      @Override
      public MetricQueryResults queryMetrics(MetricsFilter filter) {
        return MetricQueryResults.create(
            matching(counters, filter),
            matching(distributions, filter),
            List.of(),
            List.of(),
            List.of(),
            List.of());
      }
    };
  }

  private static <T> List<MetricResult<T>> matching(
      List<MetricResult<T>> metrics, MetricsFilter filter) {
    List<MetricResult<T>> matching = new ArrayList<>(metrics);
    matching.removeIf(metric -> !MetricFiltering.matches(filter, metric.getKey()));
    return matching;
  }

  @Override
  public State getState() {
    return State.DONE;
  }

  @Override
  public State cancel() {
    return State.CANCELLED;
  }

  @Override
  public State waitUntilFinish(Duration duration) {
    return State.DONE;
  }

  @Override
  public State waitUntilFinish() {
    return State.DONE;
  }
}
