// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.run;

import io.github.maskbeam.transforms.MetricNames;
import io.github.maskbeam.transforms.OutputLayout;
import io.github.maskbeam.transforms.OutputLayout.Table;
import io.github.maskbeam.transforms.SegmentJob;
import java.io.PrintStream;
import java.util.Locale;
import org.apache.beam.sdk.metrics.DistributionResult;

/** The end of a run, for a person. */
public final class SummaryText {
  private SummaryText() {}

  /** Prints what was done, where it is, and the coverage table as read back from storage. */
  public static void print(RunReport report, PrintStream out) {
    OutputFacts facts = report.facts();
    RunMetrics metrics = report.metrics();
    OutputLayout output = report.checked().job().output();
    long duplicates = metrics.counter(MetricNames.DUPLICATES);
    out.println();
    out.printf(
        Locale.ROOT,
        "%,d images: %,d segmented, %,d failed%s, in %s (%.1f images/s)%n",
        facts.succeeded() + facts.failed(),
        facts.succeeded(),
        facts.failed(),
        duplicates > 0 ? String.format(Locale.ROOT, "; %,d repeated in the input", duplicates) : "",
        Progress.duration(report.duration().toMillis() / 1e3),
        report.imagesPerSecond());
    facts
        .failedByCode()
        .forEach((code, count) -> out.printf(Locale.ROOT, "  %,8d  %s%n", count, code));
    printMean("decoding", MetricNames.DECODE_US, metrics, out);
    printMean("inference", MetricNames.INFERENCE_US, metrics, out);
    out.println();
    out.println("masks     " + output.masks());
    if (report.checked().job().overlays() == SegmentJob.Overlays.WRITTEN) {
      out.println("overlays  " + output.overlays());
    }
    for (Table table : Table.values()) {
      out.printf("%-9s %s/*.parquet%n", table == Table.IMAGES ? "tables" : "", output.table(table));
    }
    out.println("run       " + output.runJson());
    out.println();
    out.println("class_coverage, largest area first:");
    CoverageText.lines(facts.coverage()).forEach(out::println);
  }

  private static void printMean(String what, String name, RunMetrics metrics, PrintStream out) {
    metrics
        .milliseconds(name, DistributionResult::getMean)
        .ifPresent(ms -> out.printf(Locale.ROOT, "%-9s %.1f ms an image%n", what, ms));
  }
}
