// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.transforms;

import io.github.maskbeam.area.Coverage;
import io.github.maskbeam.output.OutputLayout;
import io.github.maskbeam.schemas.LabelMap;
import io.github.maskbeam.schemas.SegmentationResult;
import io.github.maskbeam.sources.KeptColumns;
import java.io.IOException;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PDone;

/**
 * Writes the tables of a run: images, class_areas, class_coverage, and class_coverage_by_group.
 *
 * <p>The rows of all tables go through one grouping. With a transform per table, each result would
 * have several readers, and Flink would store all results for each of them.
 */
public final class WriteTables extends PTransform<PCollection<SegmentationResult>, PDone> {
  private static final long serialVersionUID = 1L;

  private final RunTables tables;
  private final GroupKeys files;

  private WriteTables(RunTables tables, GroupKeys files) {
    this.tables = tables;
    this.files = files;
  }

  /**
   * Writes tables to an output directory.
   *
   * @param labels of the classes; table class_coverage has a row for each
   * @param filesEach how many files the tables images and class_areas have; class_coverage has one
   * @param groups how the runner distributes groups; their number is not used
   */
  public static WriteTables to(
      OutputLayout output, LabelMap labels, int filesEach, GroupKeys groups) {
    return to(output, labels, filesEach, groups, KeptColumns.none());
  }

  /**
   * Writes tables like {@link #to(OutputLayout, LabelMap, int, GroupKeys)}, with columns of a
   * manifest in table images, and class_coverage_by_group if coverage is grouped.
   *
   * @param columns of which each result has the values
   */
  public static WriteTables to(
      OutputLayout output, LabelMap labels, int filesEach, GroupKeys groups, KeptColumns columns) {
    RunTables tables = new RunTables(output, labels, filesEach, columns);
    return new WriteTables(tables, groups.withGroups(tables.files()));
  }

  @Override
  public PDone expand(PCollection<SegmentationResult> results) {
    return results
        .apply("RowsOfImage", ParDo.of(new RowsOfImage(tables, files)))
        .setCoder(WriteFiles.CODER)
        .apply("WriteFiles", WriteFiles.of(files, tables));
  }

  private static final class RowsOfImage extends DoFn<SegmentationResult, KV<Integer, byte[]>> {
    private static final long serialVersionUID = 1L;

    private final RunTables tables;
    private final GroupKeys files;
    private transient Coverage coverage;
    private transient GroupCoverage byGroup;
    private transient RowChunks chunks;

    private RowsOfImage(RunTables tables, GroupKeys files) {
      this.tables = tables;
      this.files = files;
    }

    @StartBundle
    public void startBundle() {
      coverage = new Coverage();
      byGroup = new GroupCoverage();
      chunks = new RowChunks(tables.files());
    }

    @ProcessElement
    public void process(@Element SegmentationResult result, OutputReceiver<KV<Integer, byte[]>> out)
        throws IOException {
      tables.addRows(result, chunks, (file, chunk) -> out.output(KV.of(files.key(file), chunk)));
      tables.add(result, coverage, byGroup);
    }

    /** One element per bundle takes the place of a combining step. */
    @FinishBundle
    public void finishBundle(FinishBundleContext context) throws IOException {
      tables.addGroups(byGroup, chunks, (file, chunk) -> output(file, chunk, context));
      chunks.flush((file, chunk) -> output(file, chunk, context));
      output(tables.coverageFile(), RunTables.toBytes(coverage), context);
    }

    private void output(int file, byte[] element, FinishBundleContext context) {
      context.output(
          KV.of(files.key(file), element),
          GlobalWindow.INSTANCE.maxTimestamp(),
          GlobalWindow.INSTANCE);
    }
  }
}
