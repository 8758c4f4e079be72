// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.transforms;

import io.github.maskbeam.schemas.ClassAreaRow;
import io.github.maskbeam.schemas.ClassCoverageRow;
import io.github.maskbeam.schemas.LabelMap;
import io.github.maskbeam.schemas.SegmentationResult;
import java.util.List;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.extensions.avro.coders.AvroCoder;
import org.apache.beam.sdk.transforms.Combine;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;

/** Converts the results of segmented images to the rows of class_areas and class_coverage. */
public final class MeasureAreas
    extends PTransform<PCollection<SegmentationResult>, PCollectionTuple> {
  private static final long serialVersionUID = 1L;

  /** Rows of the table class_areas. */
  public static final TupleTag<ClassAreaRow> CLASS_AREAS = new TupleTag<>("class_areas") {};

  /** Rows of the table class_coverage. */
  public static final TupleTag<ClassCoverageRow> CLASS_COVERAGE =
      new TupleTag<>("class_coverage") {};

  private final LabelMap labels;

  private MeasureAreas(LabelMap labels) {
    this.labels = labels;
  }

  /** Measures the classes of this label map. */
  public static MeasureAreas of(LabelMap labels) {
    return new MeasureAreas(labels);
  }

  @Override
  public PCollectionTuple expand(PCollection<SegmentationResult> succeeded) {
    PCollection<ClassAreaRow> areas =
        succeeded
            .apply("AreasOfImage", ParDo.of(new AreasOfImage()))
            .setCoder(AvroCoder.of(ClassAreaRow.class));
    PCollection<ClassCoverageRow> coverage =
        succeeded
            .apply("CombineCoverage", Combine.globally(CoverageFn.of(labels)))
            .setCoder(ListCoder.of(AvroCoder.of(ClassCoverageRow.class)))
            .apply("CoverageRows", Flatten.iterables());
    return PCollectionTuple.of(CLASS_AREAS, areas).and(CLASS_COVERAGE, coverage);
  }

  private static final class AreasOfImage extends DoFn<SegmentationResult, ClassAreaRow> {
    private static final long serialVersionUID = 1L;

    @ProcessElement
    public void process(@Element SegmentationResult result, OutputReceiver<ClassAreaRow> out) {
      List<ClassAreaRow> areas = result.getClassAreas();
      areas.forEach(out::output);
    }
  }
}
