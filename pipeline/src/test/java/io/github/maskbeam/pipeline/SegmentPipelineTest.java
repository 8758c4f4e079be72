// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.github.maskbeam.output.OutputLayout;
import io.github.maskbeam.pipeline.options.CheckedJob;
import io.github.maskbeam.pipeline.options.SegmentOptions;
import io.github.maskbeam.pipeline.testing.Landscapes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.runners.TransformHierarchy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runners translate each step, and each costs start-up time, also of a run of one image. Flink
 * makes a stage of its own of each output, if a step has several, and of each merging.
 */
class SegmentPipelineTest {
  @TempDir private Path directory;

  @Test
  void hasFewSteps() throws Exception {
    assertThat(
        steps(),
        is(
            List.of(
                "ListImages/Listings",
                "ListImages/ListFiles",
                "ListImages/GroupById",
                "ListImages/DeduplicateImages",
                "ReuseResults/ReuseResult",
                "SegmentImages/SegmentImage",
                "WriteTables/RowsOfImage",
                "WriteTables/WriteFiles/Start",
                "WriteTables/WriteFiles/Files",
                "WriteTables/WriteFiles/RowsOfFiles",
                "WriteTables/WriteFiles/GroupByFile",
                "WriteTables/WriteFiles/WriteFile")));
  }

  /** Steps of Beam's own transforms are left out if they are part of one step of ours. */
  private List<String> steps() throws Exception {
    Landscapes.landscape(directory.resolve("a.png"), 60, 40, 20);
    SegmentOptions options =
        PipelineOptionsFactory.fromArgs(
                "--runner=DirectRunner",
                "--input=" + directory + "/a.png",
                "--output=" + directory.resolve("out"))
            .as(SegmentOptions.class);
    CheckedJob checked = CheckedJob.of(options, directory.toString());
    List<String> steps = new ArrayList<>();
    SegmentPipeline.of(
            options, checked.sources(), checked.job(), OutputLayout.at(directory.toString()))
        .traverseTopologically(
            new Pipeline.PipelineVisitor.Defaults() {
              @Override
              public CompositeBehavior enterCompositeTransform(TransformHierarchy.Node node) {
                boolean isOurs =
                    node.getTransform() == null
                        || node.getTransform().getClass().getName().startsWith("io.github");
                if (!isOurs) {
                  steps.add(node.getFullName());
                }
                return isOurs
                    ? CompositeBehavior.ENTER_TRANSFORM
                    : CompositeBehavior.DO_NOT_ENTER_TRANSFORM;
              }

              @Override
              public void visitPrimitiveTransform(TransformHierarchy.Node node) {
                steps.add(node.getFullName());
              }
            });
    return steps;
  }
}
