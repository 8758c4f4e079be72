// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.report;

import com.google.auto.value.AutoValue;
import io.github.maskbeam.pipeline.options.SegmentOptions;
import io.github.maskbeam.schemas.RunConfig;
import java.time.Duration;
import java.util.Optional;
import org.apache.beam.sdk.options.PipelineOptionsFactory;

/** The limits of files that a report reads: those of the run. */
@AutoValue
abstract class ReadLimits {
  /** The limits of the run; the default limits if they are unknown. */
  static ReadLimits of(Optional<RunConfig> config) {
    SegmentOptions defaults = PipelineOptionsFactory.as(SegmentOptions.class);
    return new AutoValue_ReadLimits(
        Math.max(1, config.map(RunConfig::getMaxPixels).orElseGet(defaults::getMaxPixels)),
        Math.max(1, config.map(RunConfig::getMaxBytes).orElseGet(defaults::getMaxBytes)),
        Duration.ofSeconds(
            Math.max(
                1,
                config
                    .map(RunConfig::getMaxDecodeSeconds)
                    .orElseGet(defaults::getMaxDecodeSeconds))));
  }

  abstract long maxPixels();

  abstract long maxBytes();

  abstract Duration maxDecode();
}
