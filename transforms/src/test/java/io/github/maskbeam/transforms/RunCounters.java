// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.transforms;

import io.github.maskbeam.transforms.metrics.MetricNames;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.metrics.DistributionResult;
import org.apache.beam.sdk.metrics.MetricQueryResults;
import org.apache.beam.sdk.metrics.MetricResult;
import org.apache.beam.sdk.metrics.MetricsFilter;

/** The committed metrics of a finished run, by name. */
final class RunCounters {
  private RunCounters() {}

  static Map<String, Long> counters(PipelineResult result) {
    Map<String, Long> counters = new TreeMap<>();
    for (MetricResult<Long> counter : query(result).getCounters()) {
      if (counter.getName().getNamespace().equals(MetricNames.NAMESPACE)) {
        counters.merge(counter.getName().getName(), counter.getCommitted(), Long::sum);
      }
    }
    return counters;
  }

  static DistributionResult distribution(PipelineResult result, String name) {
    for (MetricResult<DistributionResult> metric : query(result).getDistributions()) {
      if (metric.getName().getName().equals(name)) {
        return metric.getCommitted();
      }
    }
    throw new AssertionError("There is no distribution " + name);
  }

  private static MetricQueryResults query(PipelineResult result) {
    return result.metrics().queryMetrics(MetricsFilter.builder().build());
  }
}
