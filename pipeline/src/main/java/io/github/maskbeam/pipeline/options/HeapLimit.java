// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.options;

import io.github.maskbeam.pipeline.errors.Problem;
import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.runner.Runners;
import java.util.Locale;
import java.util.Optional;
import org.apache.beam.sdk.options.PipelineOptions;

/** How many images a run on DirectRunner can have, which keeps the rows of all in memory. */
public final class HeapLimit {
  /** Measured with {@code ScaleMain}: 1,000,000 images of three classes just fit into 1 GiB. */
  static final long IMAGES_PER_GIB = 800_000;

  private static final double GIB = 1 << 30;

  private HeapLimit() {}

  /**
   * A warning if there may be too many images for the heap.
   *
   * @param images images of the run
   * @param heapBytes the maximum size of the heap
   */
  public static Optional<Problem> problem(PipelineOptions options, long images, long heapBytes) {
    if (!Runners.isDirect(options) || images <= IMAGES_PER_GIB * (heapBytes / GIB)) {
      return Optional.empty();
    }
    return Optional.of(
        Problem.of(
            ProblemCode.HEAP_SMALL_FOR_IMAGES,
            String.format(
                Locale.ROOT,
                "%,d images are listed, and DirectRunner keeps the rows of all in memory: about %,d"
                    + " images per GiB, and the heap has %.1f GiB. If it runs out of memory, repeat"
                    + " the command with --runner=FlinkRunner, which moves rows to disk, or with a"
                    + " larger -Xmx; finished images are not segmented again.",
                images,
                IMAGES_PER_GIB,
                heapBytes / GIB)));
  }
}
