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
 * The current Beam metrics of a run. Values are attempted values, the only ones that every runner
 * provides while it runs; repeated work is counted repeatedly.
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

  /** The progress of the run. */
  public ImageCounts imageCounts() {
    long failed = counter(MetricNames.FAILED) + counter(MetricNames.ALREADY_FAILED);
    return ImageCounts.of(
        counter(MetricNames.IMAGES_LISTED),
        counter(MetricNames.SUCCEEDED) + counter(MetricNames.ALREADY_DONE) + failed,
        failed);
  }

  /** Images whose result is from a previous run. */
  public long already() {
    return counter(MetricNames.ALREADY_DONE) + counter(MetricNames.ALREADY_FAILED);
  }

  /** The value of a counter; 0 if it has none yet. */
  public long counter(String name) {
    long sum = 0;
    for (MetricResult<Long> counter : query(name).getCounters()) {
      sum += counter.getAttempted();
    }
    return sum;
  }

  /** The distribution over all steps that update it; absent if it has no values yet. */
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
