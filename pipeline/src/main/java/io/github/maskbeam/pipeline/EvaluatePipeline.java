// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline;

import io.github.maskbeam.evaluate.EvaluationJob;
import io.github.maskbeam.output.OutputLayout;
import io.github.maskbeam.output.Table;
import io.github.maskbeam.output.TableSet;
import io.github.maskbeam.pipeline.runner.Runners;
import io.github.maskbeam.schemas.ConfusionRow;
import io.github.maskbeam.schemas.EvaluatedClassRow;
import io.github.maskbeam.schemas.EvaluatedImageRow;
import io.github.maskbeam.transforms.EvaluateImages;
import io.github.maskbeam.transforms.PairGroundTruths;
import io.github.maskbeam.transforms.ReadImageRows;
import io.github.maskbeam.transforms.WriteTable;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.values.PCollectionTuple;

/** The pipeline of {@code evaluate}: from masks and ground truth to tables of metrics. */
public final class EvaluatePipeline {
  /** The same number as for table images of a run. */
  private static final int IMAGES_FILES = 4;

  private EvaluatePipeline() {}

  /**
   * Builds the pipeline of a job.
   *
   * @param tables the tables of the run
   * @param staged where to write the tables of the evaluation
   */
  public static Pipeline of(
      PipelineOptions options, EvaluationJob job, TableSet tables, OutputLayout staged) {
    Pipeline pipeline = Pipeline.create(options);

    PCollectionTuple evaluated =
        pipeline
            .apply("ReadImageRows", ReadImageRows.of(tables))
            .apply(
                "PairGroundTruths",
                PairGroundTruths.of(job.groundTruth(), job.keys(), Runners.groups(options)))
            .apply("EvaluateImages", EvaluateImages.of(job));

    evaluated
        .get(EvaluateImages.IMAGES)
        .apply(
            "WriteImages",
            WriteTable.of(
                staged, Table.EVALUATION_IMAGES, EvaluatedImageRow.getClassSchema(), IMAGES_FILES));
    evaluated
        .get(EvaluateImages.CLASSES)
        .apply(
            "WriteClasses",
            WriteTable.of(staged, Table.EVALUATION_CLASSES, EvaluatedClassRow.getClassSchema(), 1));
    evaluated
        .get(EvaluateImages.CONFUSION)
        .apply(
            "WriteConfusion",
            WriteTable.of(staged, Table.CONFUSION, ConfusionRow.getClassSchema(), 1));
    return pipeline;
  }
}
