// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.transforms;

import io.github.maskbeam.area.Coverage;
import io.github.maskbeam.schemas.ClassCoverageRow;
import io.github.maskbeam.schemas.LabelMap;
import io.github.maskbeam.schemas.SegmentationResult;
import java.util.List;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderRegistry;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.transforms.Combine;

/** Combines the results of segmented images into the rows of table class_coverage. */
final class CoverageFn
    extends Combine.CombineFn<SegmentationResult, Coverage, List<ClassCoverageRow>> {
  private static final long serialVersionUID = 1L;

  private final LabelMap labels;

  private CoverageFn(LabelMap labels) {
    this.labels = labels;
  }

  static CoverageFn of(LabelMap labels) {
    return new CoverageFn(labels);
  }

  @Override
  public Coverage createAccumulator() {
    return new Coverage();
  }

  @Override
  public Coverage addInput(Coverage coverage, SegmentationResult result) {
    coverage.add(result);
    return coverage;
  }

  @Override
  public Coverage mergeAccumulators(Iterable<Coverage> coverages) {
    Coverage merged = createAccumulator();
    coverages.forEach(merged::add);
    return merged;
  }

  @Override
  public List<ClassCoverageRow> extractOutput(Coverage coverage) {
    return coverage.rows(labels);
  }

  @Override
  public Coder<Coverage> getAccumulatorCoder(
      CoderRegistry registry, Coder<SegmentationResult> inputCoder) {
    return SerializableCoder.of(Coverage.class);
  }
}
