// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.auto.value.AutoValue;
import io.github.maskbeam.pipeline.options.SegmentOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;

/** The limits of files that a report reads: those of the run. */
@AutoValue
abstract class ReadLimits {
  /** The limits in run.json; the default limits of a run if it has none. */
  static ReadLimits of(JsonNode run) {
    SegmentOptions defaults = PipelineOptionsFactory.as(SegmentOptions.class);
    JsonNode config = run.path("config");
    return new AutoValue_ReadLimits(
        Math.max(1, config.path("max_pixels").asLong(defaults.getMaxPixels())),
        Math.max(1, config.path("max_bytes").asLong(defaults.getMaxBytes())));
  }

  abstract long maxPixels();

  abstract long maxBytes();
}
