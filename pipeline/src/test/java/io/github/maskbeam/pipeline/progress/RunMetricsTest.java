// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.progress;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.github.maskbeam.pipeline.testing.KnownMetrics;
import io.github.maskbeam.transforms.metrics.MetricNames;
import java.util.Optional;
import org.apache.beam.sdk.metrics.DistributionResult;
import org.junit.jupiter.api.Test;

class RunMetricsTest {
  @Test
  void counterIsTheSumOverSteps() {
    RunMetrics metrics =
        RunMetrics.of(
            new KnownMetrics(MetricNames.NAMESPACE)
                .counter("a", "failed", 3)
                .counter("b", "failed", 4)
                .counter("a", "failed_CORRUPT", 100));
    assertThat(metrics.counter("failed"), is(7L));
  }

  @Test
  void whatNobodyCountedIsZero() {
    RunMetrics metrics = RunMetrics.of(new KnownMetrics(MetricNames.NAMESPACE));
    assertThat(metrics.counter("failed"), is(0L));
    assertThat(metrics.distribution("decode_us"), is(Optional.empty()));
    assertThat(
        metrics.milliseconds("decode_us", DistributionResult::getMean), is(Optional.empty()));
  }

  @Test
  void countersOfOthersDoNotCount() {
    RunMetrics metrics = RunMetrics.of(new KnownMetrics("other").counter("a", "failed", 3));
    assertThat(metrics.counter("failed"), is(0L));
  }

  @Test
  void distributionIsThatOfAllSteps() {
    RunMetrics metrics =
        RunMetrics.of(
            new KnownMetrics(MetricNames.NAMESPACE)
                .distribution("idle", "decode_us", DistributionResult.IDENTITY_ELEMENT)
                .distribution("a", "decode_us", DistributionResult.create(3000, 2, 1000, 2000))
                .distribution("b", "decode_us", DistributionResult.create(9000, 1, 9000, 9000)));
    assertThat(
        metrics.distribution("decode_us"),
        is(Optional.of(DistributionResult.create(12_000, 3, 1000, 9000))));
    assertThat(
        metrics.milliseconds("decode_us", DistributionResult::getMean), is(Optional.of(4.0)));
    assertThat(metrics.milliseconds("decode_us", DistributionResult::getMax), is(Optional.of(9.0)));
  }
}
