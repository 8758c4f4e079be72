// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.transforms.metrics;

import io.github.maskbeam.schemas.FailureCode;
import io.github.maskbeam.schemas.ImageStatus;
import java.io.Serializable;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Distribution;
import org.apache.beam.sdk.metrics.Metrics;

/** Updates the Beam metrics of a run; {@link MetricNames} documents them. */
public final class ImageMetrics implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final double US_PER_MS = 1e3;

  /** Beam reports a counter only after its element, and a large image has thousands of tiles. */
  private static final LongAdder TILES_OF_PROCESS = new LongAdder();

  private final Counter succeeded = counter(MetricNames.SUCCEEDED);
  private final Counter tiles = counter(MetricNames.TILES);
  private final Counter failed = counter(MetricNames.FAILED);
  private final Counter alreadyDone = counter(MetricNames.ALREADY_DONE);
  private final Counter alreadyFailed = counter(MetricNames.ALREADY_FAILED);
  private final Counter overlaysMissing = counter(MetricNames.OVERLAYS_MISSING);
  private final Counter replacedMasks = counter(MetricNames.REPLACED_MASKS);
  private final Counter bytesRead = counter(MetricNames.BYTES_READ);
  private final EnumMap<FailureCode, Counter> failedByCode = new EnumMap<>(FailureCode.class);
  private final Distribution decodeUs =
      Metrics.distribution(MetricNames.NAMESPACE, MetricNames.DECODE_US);
  private final Distribution inferenceUs =
      Metrics.distribution(MetricNames.NAMESPACE, MetricNames.INFERENCE_US);

  private final Counter decodeUsSum = counter(MetricNames.DECODE_US_SUM);
  private final Counter inferenceUsSum = counter(MetricNames.INFERENCE_US_SUM);

  public ImageMetrics() {
    for (FailureCode code : FailureCode.values()) {
      failedByCode.put(code, counter(MetricNames.failed(code)));
    }
  }

  public void read(long bytes) {
    bytesRead.inc(bytes);
  }

  public void segmented(double decodeMs, double inferenceMs) {
    succeeded.inc();
    update(decodeUs, decodeUsSum, decodeMs);
    update(inferenceUs, inferenceUsSum, inferenceMs);
  }

  private static void update(Distribution us, Counter sum, double ms) {
    long rounded = Math.round(ms * US_PER_MS);
    us.update(rounded);
    sum.inc(rounded);
  }

  /** Counts a tile of an image that is being segmented. */
  public void tile() {
    tiles.inc();
    TILES_OF_PROCESS.increment();
  }

  /** Tiles that this process has segmented, those of images in progress included. Thread-safe. */
  public static long tilesOfProcess() {
    return TILES_OF_PROCESS.sum();
  }

  public void reused(ImageStatus status) {
    (status == ImageStatus.SUCCEEDED ? alreadyDone : alreadyFailed).inc();
  }

  /** Counts a mask in a shard that is not that of its image anymore. */
  public void maskReplaced() {
    replacedMasks.inc();
  }

  /** Counts an overlay that could not be made. */
  public void overlayMissing() {
    overlaysMissing.inc();
  }

  public void failed(FailureCode code) {
    failed.inc();
    Map<FailureCode, Counter> counters = failedByCode;
    counters.get(code).inc();
  }

  private static Counter counter(String name) {
    return Metrics.counter(MetricNames.NAMESPACE, name);
  }
}
