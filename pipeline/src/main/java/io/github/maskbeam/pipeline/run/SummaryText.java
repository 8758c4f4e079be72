// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.run;

import io.github.maskbeam.errors.VisibleText;
import io.github.maskbeam.model.Precision;
import io.github.maskbeam.model.SegmentationModel;
import io.github.maskbeam.output.MaskLayout;
import io.github.maskbeam.output.OutputLayout;
import io.github.maskbeam.output.OutputLayout.PerImage;
import io.github.maskbeam.output.PreviousResults;
import io.github.maskbeam.output.Table;
import io.github.maskbeam.output.TableGroup;
import io.github.maskbeam.pipeline.progress.Figures;
import io.github.maskbeam.pipeline.progress.Progress;
import io.github.maskbeam.pipeline.progress.RunMetrics;
import io.github.maskbeam.segment.SegmentJob;
import io.github.maskbeam.segment.SegmentSettings.Confidence;
import io.github.maskbeam.sources.ImageSources;
import io.github.maskbeam.sources.Manifest;
import io.github.maskbeam.sources.Manifest.Packing;
import io.github.maskbeam.transforms.metrics.MetricNames;
import java.io.PrintStream;
import java.util.Locale;
import org.apache.beam.sdk.metrics.DistributionResult;

/** Prints the summary of a run. */
public final class SummaryText {
  private SummaryText() {}

  /** Prints counts, paths, and class_coverage as read from storage. */
  public static void print(RunReport report, PrintStream out) {
    TableTotals facts = report.facts();
    RunMetrics metrics = report.metrics();
    OutputLayout output = report.checked().job().output();
    out.println();
    out.printf(
        Locale.ROOT,
        "%s: %,d segmented, %,d failed%s%s, in %s (%s images/s)%n",
        Figures.images(report.images()),
        facts.succeeded(),
        facts.failed(),
        ifAny("; %,d repeated in the input", metrics.counter(MetricNames.DUPLICATES)),
        ifAny("; %,d known from earlier runs", metrics.already()),
        Progress.duration(report.duration().toMillis() / 1e3),
        Figures.rate(report.imagesPerSecond()));
    facts
        .failedByCode()
        .forEach((code, count) -> out.printf(Locale.ROOT, "  %,8d  %s%n", count, code));
    out.print(
        ifAny(
            "%,d masks of images that are not in this run's input are kept; no table counts them%n",
            metrics.counter(MetricNames.MASKS_OF_OTHER_IMAGES)));
    out.print(
        ifAny(
            "%,d masks in shards are of images that were segmented again or failed since, and are kept;"
                + " no table counts them%n",
            metrics.counter(MetricNames.REPLACED_MASKS)));
    out.print(
        ifAny(
            "%,d files below the directories or in the archives of --input are not named as images"
                + " are and were left out; 'DIRECTORY/**' and 'ARCHIVE!**' take all%n",
            metrics.counter(MetricNames.FILES_LEFT_OUT)));
    if (facts.failed() > 0) {
      out.println("failed images are remembered; --retryFailed tries them again");
      if (facts.failedByCode().keySet().stream().anyMatch(PreviousResults::triesAgain)) {
        out.println("the next run tries READ_ERROR and TIMED_OUT again without it");
      }
    }
    printManifests(report.checked().sources(), out);
    long differing = metrics.counter(MetricNames.DIFFERING_ROWS);
    if (differing > 0) {
      out.printf(
          "%s named by several rows of the manifest with different values in the kept columns; the"
              + " first row counts%n",
          Figures.counted(differing, "image is", "images are"));
    }
    printMean("decoding", MetricNames.DECODE_US, metrics, out);
    printMean("inference", MetricNames.INFERENCE_US, metrics, out);
    printPrecision(report, out);
    printGeoreferences(facts, out);
    report.warnings().forEach(warning -> out.println("warning   " + warning.printed()));
    out.println();
    boolean isSharded = report.checked().job().maskLayout() == MaskLayout.SHARDS;
    out.println("masks     " + VisibleText.line(output.masks()) + (isSharded ? "/*.tar" : ""));
    if (report.checked().job().settings().confidence() == Confidence.WRITTEN) {
      out.println("          " + VisibleText.line(output.directory(PerImage.CONFIDENCE)));
    }
    if (report.checked().job().overlays() == SegmentJob.Overlays.WRITTEN) {
      out.print("overlays  " + VisibleText.line(output.directory(PerImage.OVERLAY)));
      out.println(
          ifAny(
              "; %,d could not be made, see the warnings in the log",
              metrics.counter(MetricNames.OVERLAYS_MISSING)));
    }
    OutputLayout written = report.checked().job().partition().of(output, "*");
    boolean isGrouped = !report.checked().sources().keptColumns().coverageBy().isEmpty();
    for (Table table : TableGroup.RUN.tables()) {
      if (table.isOptional() && !isGrouped) {
        continue;
      }
      out.printf(
          "%-9s %s/*.parquet%n",
          table == Table.IMAGES ? "tables" : "", VisibleText.line(written.written(table)));
    }
    out.println("run       " + VisibleText.line(output.runJson()));
    out.println();
    out.println("class_coverage, largest area first:");
    CoverageText.lines(facts.coverage()).forEach(out::println);
    if (facts.voidPx() > 0) {
      out.printf(
          Locale.ROOT,
          "  void: %,d px (%.2f %% of all) have no class%n",
          facts.voidPx(),
          100.0 * facts.voidPx() / facts.maskPx());
    }
  }

  /** What was detected of manifests with columns. */
  private static void printManifests(ImageSources sources, PrintStream out) {
    for (Manifest manifest : sources.manifests()) {
      String gzip = manifest.packing() == Packing.GZIP ? ", gzip" : "";
      if (manifest.format().isTable()) {
        out.printf(
            "manifest  %s%s, images in column %s%n",
            manifest.format(), gzip, VisibleText.line(manifest.urlColumn()));
      }
    }
    if (!sources.keptColumns().isEmpty()) {
      out.println(
          "          columns kept in table images: "
              + VisibleText.line(String.join(", ", sources.keptColumns().names())));
    }
  }

  /** Nothing for images without a position, which most photographs are. */
  private static void printGeoreferences(TableTotals facts, PrintStream out) {
    facts
        .georeferences()
        .forEach(
            (source, images) -> out.printf("position  %s: %s%n", Figures.images(images), source));
    facts
        .georeferenceNotes()
        .forEach(
            (note, images) ->
                out.printf(
                    "position  %s: %s, see column georeference_note%n",
                    Figures.images(images), note));
  }

  /** What could be saved is not known without measuring it, so the summary says how to. */
  private static void printPrecision(RunReport report, PrintStream out) {
    SegmentationModel model = report.checked().model();
    boolean wasUsed =
        report
            .metrics()
            .milliseconds(MetricNames.INFERENCE_US, DistributionResult::getMean)
            .isPresent();
    if (wasUsed && model.precision() == Precision.MODEL && model.quantizableOperators() > 0) {
      out.println(
          "          --precision=int8 makes most float models faster and changes some pixels;"
              + " compare with 'doctor --model="
              + VisibleText.line(report.checked().job().model())
              + " --precision=int8 --image=PHOTO'");
    }
  }

  private static String ifAny(String format, long number) {
    return number > 0 ? String.format(Locale.ROOT, format, number) : "";
  }

  private static void printMean(String what, String name, RunMetrics metrics, PrintStream out) {
    metrics
        .milliseconds(name, DistributionResult::getMean)
        .ifPresent(ms -> out.printf("%-9s %s per image%n", what, Figures.time(ms)));
  }
}
