// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.progress;

import io.github.maskbeam.transforms.metrics.MetricNames;
import java.util.Optional;
import java.util.function.Function;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.metrics.DistributionResult;
import org.apache.beam.sdk.metrics.MetricNameFilter;
import org.apache.beam.sdk.metrics.MetricQueryResults;
import org.apache.beam.sdk.metrics.MetricResult;
import org.apache.beam.sdk.metrics.MetricsFilter;

/**
 * Beam's metrics of a run, as they stand when asked. Attempted values: the only ones that every
 * runner has, and has while it runs; work that was done twice counts twice in them.
 */
public final class RunMetrics {
  private final PipelineResult result;

  private RunMetrics(PipelineResult result) {
    this.result = result;
  }

  /** The metrics of this run. */
  public static RunMetrics of(PipelineResult result) {
    return new RunMetrics(result);
  }

  /** How far the run is. */
  public ImageCounts imageCounts() {
    long failed = counter(MetricNames.FAILED) + counter(MetricNames.ALREADY_FAILED);
    return ImageCounts.of(
        counter(MetricNames.IMAGES_LISTED),
        counter(MetricNames.SUCCEEDED) + counter(MetricNames.ALREADY_DONE) + failed,
        failed);
  }

  /** Images of which an earlier run left the result, so that this one did not try them. */
  public long already() {
    return counter(MetricNames.ALREADY_DONE) + counter(MetricNames.ALREADY_FAILED);
  }

  /** A counter's value; 0 while nothing was counted. */
  public long counter(String name) {
    long sum = 0;
    for (MetricResult<Long> counter : query(name).getCounters()) {
      sum += counter.getAttempted();
    }
    return sum;
  }

  /** A distribution's values over all steps that report it; absent while there are none. */
  public Optional<DistributionResult> distribution(String name) {
    DistributionResult all = DistributionResult.IDENTITY_ELEMENT;
    for (MetricResult<DistributionResult> step : query(name).getDistributions()) {
      DistributionResult values = step.getAttempted();
      all =
          DistributionResult.create(
              all.getSum() + values.getSum(),
              all.getCount() + values.getCount(),
              Math.min(all.getMin(), values.getMin()),
              Math.max(all.getMax(), values.getMax()));
    }
    return Optional.of(all).filter(values -> values.getCount() > 0);
  }

  /** A statistic of a distribution of microseconds, in milliseconds; absent if there is none. */
  public Optional<Double> milliseconds(
      String name, Function<DistributionResult, ? extends Number> statistic) {
    return distribution(name).map(values -> statistic.apply(values).doubleValue() / 1e3);
  }

  private MetricQueryResults query(String name) {
    return result
        .metrics()
        .queryMetrics(
            MetricsFilter.builder()
                .addNameFilter(MetricNameFilter.named(MetricNames.NAMESPACE, name))
                .build());
  }
}
