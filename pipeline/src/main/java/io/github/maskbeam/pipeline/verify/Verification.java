// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.verify;

import com.google.auto.value.AutoValue;
import io.github.maskbeam.output.CommittedOutput;
import io.github.maskbeam.output.MaskLayout;
import io.github.maskbeam.output.OutputFiles;
import io.github.maskbeam.output.OutputLayout.PerImage;
import io.github.maskbeam.output.OutputMasks;
import io.github.maskbeam.pipeline.progress.Progress;
import io.github.maskbeam.pipeline.run.Reconciliation;
import io.github.maskbeam.pipeline.run.TableTotals;
import io.github.maskbeam.schemas.RunCounts;
import io.github.maskbeam.schemas.TableFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The result of the comparison of an output directory with itself. */
@AutoValue
public abstract class Verification {
  /** The number of masks to name in a message. */
  private static final int EXAMPLES = 3;

  /**
   * Compares the tables with each other, with run.json and with every mask.
   *
   * @throws IOException if a table cannot be read
   * @throws InterruptedException if the thread is interrupted
   */
  public static Verification of(CommittedOutput output, Progress progress)
      throws IOException, InterruptedException {
    TableTotals totals = TableTotals.read(output.tables());
    List<String> contradictions = new ArrayList<>(Reconciliation.ofTables(totals));
    checkRows(output, contradictions);
    checkCounts(output, totals, contradictions);
    MaskAudit audit = MaskAudit.of(output, totals, progress);
    Map<String, String> invalid = audit.invalidMasks();
    if (!invalid.isEmpty()) {
      contradictions.add(
          String.format(
              Locale.ROOT,
              "%,d of %,d masks are missing or invalid: %s%s",
              invalid.size(),
              totals.succeeded(),
              invalid.values().stream().limit(EXAMPLES).collect(Collectors.joining("; ")),
              invalid.size() > EXAMPLES ? "; ..." : ""));
    } else if (!audit.classAreas().agreesWith(totals.classAreas())) {
      contradictions.add("The areas in table class_areas are not those of the masks");
    }
    long[] masks = new long[1];
    OutputMasks.imageIds(output.layout(), MaskLayout.of(output.run()), id -> masks[0]++);
    long[] confidenceMasks = new long[1];
    OutputFiles.listAll(output.layout(), PerImage.CONFIDENCE, (id, uri) -> confidenceMasks[0]++);
    long missing = audit.missing();
    return new AutoValue_Verification(
        contradictions,
        List.copyOf(invalid.keySet()),
        totals.succeeded(),
        totals.failed(),
        masks[0] - (totals.succeeded() - missing),
        confidenceMasks[0] - audit.confidenceMasks(),
        MaskLayout.of(output.run()));
  }

  private static void checkRows(CommittedOutput output, List<String> contradictions)
      throws IOException {
    Map<String, Long> committedRows =
        output.run().getTables().stream()
            .collect(Collectors.toMap(TableFile::getPath, TableFile::getRows));
    for (TableFile file : output.tables().describe()) {
      long committed = committedRows.get(file.getPath());
      if (file.getRows() != committed) {
        contradictions.add(
            String.format(
                Locale.ROOT,
                "%s has %,d rows, but %,d were committed",
                file.getPath(),
                file.getRows(),
                committed));
      }
    }
  }

  private static void checkCounts(
      CommittedOutput output, TableTotals totals, List<String> contradictions) {
    RunCounts counts = output.run().getCounts();
    if (counts != null
        && (counts.getSucceeded() != totals.succeeded() || counts.getFailed() != totals.failed())) {
      contradictions.add(
          String.format(
              Locale.ROOT,
              "run.json counts %,d succeeded and %,d failed images, but table images %,d and %,d",
              counts.getSucceeded(),
              counts.getFailed(),
              totals.succeeded(),
              totals.failed()));
    }
  }

  /** The inconsistencies, one sentence each; empty if there are none. */
  public abstract List<String> contradictions();

  /** The URIs of the images whose masks are missing or invalid. */
  public abstract List<String> imagesToRepair();

  /** Images that succeeded, by table images. */
  public abstract long succeeded();

  /** Images that failed, by table images. */
  public abstract long failed();

  /** Masks that are not those of table images: of other images, or in shards and replaced. */
  public abstract long masksOfOtherImages();

  /** Confidence masks whose images are not in table images, or which the run did not write. */
  public abstract long otherConfidenceMasks();

  /** How the output stores masks. */
  public abstract MaskLayout maskLayout();
}
