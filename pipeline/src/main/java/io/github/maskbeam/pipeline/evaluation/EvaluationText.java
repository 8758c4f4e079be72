// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.evaluation;

import io.github.maskbeam.errors.VisibleText;
import io.github.maskbeam.evaluate.ConfusionMatrix;
import io.github.maskbeam.output.OutputLayout;
import io.github.maskbeam.output.Table;
import io.github.maskbeam.output.TableGroup;
import io.github.maskbeam.pipeline.options.GroundTruthMatch;
import io.github.maskbeam.pipeline.progress.Figures;
import io.github.maskbeam.pipeline.progress.Progress;
import io.github.maskbeam.schemas.EvaluatedClassRow;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** Prints the result of an evaluation. */
public final class EvaluationText {
  private static final String ABSENT = "-";

  private EvaluationText() {}

  /** Prints counts, metrics read from the tables, and paths. */
  public static void print(EvaluationReport report, PrintStream out) {
    EvaluationTotals facts = report.facts();
    GroundTruthMatch match = report.checked().match();
    OutputLayout output = report.checked().job().output();
    out.printf(
        Locale.ROOT,
        "%s compared with their ground truth, %,d could not be, in %s%n",
        Figures.images(facts.succeeded()),
        facts.failed(),
        Progress.duration(report.duration().toMillis() / 1e3));
    facts
        .failedByCode()
        .forEach(
            (code, count) ->
                out.printf(
                    Locale.ROOT,
                    "  %,8d  %s, as %s%n",
                    count,
                    code,
                    VisibleText.line(facts.firstFailure(code))));
    printUnmatched("images without ground truth", match.images(), out);
    printUnmatched("ground truths without image", match.groundTruths(), out);
    out.println();
    printClasses(facts.classes(), out);
    out.println();
    ConfusionMatrix confusion = facts.confusion();
    printTotal("mean IoU", confusion.meanIou(), out);
    printTotal("mean boundary IoU", facts.meanBoundaryIou(), out);
    printTotal("mean class accuracy", confusion.meanAccuracy(), out);
    printTotal("pixel accuracy", confusion.pixelAccuracy(), out);
    printTotal("frequency-weighted IoU", confusion.frequencyWeightedIou(), out);
    out.printf(Locale.ROOT, "over %,d px; %,d px are void%n", facts.countedPx(), facts.voidPx());
    printPredictedVoid(confusion, out);
    out.println();
    for (Table table : TableGroup.EVALUATION.tables()) {
      out.printf(
          "%-9s %s/*.parquet%n",
          table == Table.EVALUATION_IMAGES ? "tables" : "", VisibleText.line(output.table(table)));
    }
    out.println("summary   " + VisibleText.line(output.evaluationJson()));
  }

  /** Void pixels of masks are wrong in all metrics above; without them, the metrics are others. */
  private static void printPredictedVoid(ConfusionMatrix confusion, PrintStream out) {
    long predictedVoidPx = confusion.predictedPx(ConfusionMatrix.VOID);
    if (predictedVoidPx > 0) {
      ConfusionMatrix others = confusion.withoutPredictedVoid();
      out.printf(
          Locale.ROOT,
          "%,d of these px (%.2f %%) are void in the masks and count as wrong; without them:%n",
          predictedVoidPx,
          100.0 * predictedVoidPx / confusion.countedPx());
      printTotal("mean IoU", others.meanIou(), out);
      printTotal("pixel accuracy", others.pixelAccuracy(), out);
    }
  }

  private static void printUnmatched(
      String what, GroundTruthMatch.Unmatched unmatched, PrintStream out) {
    if (unmatched.count() > 0) {
      out.printf(
          Locale.ROOT,
          "  %,8d  %s, such as %s%n",
          unmatched.count(),
          what,
          VisibleText.line(String.join(", ", unmatched.examples())));
    }
  }

  /** Prints the classes that occur, by id; other classes have no metrics. */
  private static void printClasses(List<EvaluatedClassRow> classes, PrintStream out) {
    List<EvaluatedClassRow> present =
        classes.stream().filter(row -> row.getUnionPx() > 0).collect(Collectors.toList());
    int nameWidth = "class".length();
    for (EvaluatedClassRow row : present) {
      nameWidth = Math.max(nameWidth, VisibleText.line(row.getClassName()).length());
    }
    String columns = "  %3s  %-" + nameWidth + "s  %6s  %12s  %8s  %16s  %14s%n";
    out.printf(
        columns, "id", "class", "IoU", "boundary IoU", "accuracy", "ground truth px", "mask px");
    for (EvaluatedClassRow row : present) {
      out.printf(
          columns,
          row.getClassId(),
          VisibleText.line(row.getClassName()),
          fraction(row.getIou()),
          fraction(row.getBoundaryIou()),
          fraction(row.getAccuracy()),
          String.format(Locale.ROOT, "%,d", row.getGroundTruthPx()),
          String.format(Locale.ROOT, "%,d", row.getPredictedPx()));
    }
  }

  private static void printTotal(String what, OptionalDouble value, PrintStream out) {
    out.printf("%-24s %s%n", what, value.isPresent() ? fraction(value.getAsDouble()) : ABSENT);
  }

  private static String fraction(Double value) {
    return value == null ? ABSENT : String.format(Locale.ROOT, "%.4f", value);
  }
}
