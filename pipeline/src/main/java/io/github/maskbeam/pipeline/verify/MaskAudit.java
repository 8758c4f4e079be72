// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.verify;

import io.github.maskbeam.area.AreaCounter;
import io.github.maskbeam.area.ClassArea;
import io.github.maskbeam.image.ImageException;
import io.github.maskbeam.output.CommittedOutput;
import io.github.maskbeam.output.OutputLayout;
import io.github.maskbeam.output.OutputMasks;
import io.github.maskbeam.output.Table;
import io.github.maskbeam.parquet.TableReader;
import io.github.maskbeam.pipeline.progress.ImageCounts;
import io.github.maskbeam.pipeline.progress.Progress;
import io.github.maskbeam.pipeline.run.Fingerprint;
import io.github.maskbeam.pipeline.run.TableTotals;
import io.github.maskbeam.schemas.ClassCoverageRow;
import io.github.maskbeam.schemas.ImageRow;
import io.github.maskbeam.schemas.ImageStatus;
import io.github.maskbeam.storage.StoredFile;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Decodes all masks of an output directory and compares them with the rows of their images. Uses
 * all processors.
 */
final class MaskAudit {
  private static final int QUEUE_LENGTH = 64;

  private final OutputLayout output;
  private final Set<Integer> classIds;
  private final Fingerprint classAreas = new Fingerprint();
  private final Map<String, String> invalid = new TreeMap<>();
  private long done;
  private long missing;

  private MaskAudit(OutputLayout output, Set<Integer> classIds) {
    this.output = output;
    this.classIds = classIds;
  }

  static MaskAudit of(CommittedOutput committed, TableTotals totals, Progress progress)
      throws IOException, InterruptedException {
    Set<Integer> classIds =
        totals.coverage().stream().map(ClassCoverageRow::getClassId).collect(Collectors.toSet());
    MaskAudit audit = new MaskAudit(committed.layout(), classIds);
    int threads = Runtime.getRuntime().availableProcessors();
    ThreadPoolExecutor workers =
        new ThreadPoolExecutor(
            threads,
            threads,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(QUEUE_LENGTH),
            // The reader of the table checks a mask itself while all workers are busy.
            new ThreadPoolExecutor.CallerRunsPolicy());
    try {
      TableReader.<ImageRow>read(
          committed.tables().files(Table.IMAGES),
          ImageRow.getClassSchema(),
          row -> {
            if (row.getStatus().equals(ImageStatus.SUCCEEDED.name())) {
              workers.execute(() -> audit.check(row));
              progress.update(ImageCounts.of(totals.succeeded(), audit.done()));
            }
          });
    } finally {
      workers.shutdown();
      boolean ended = workers.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
      progress.end();
      assert ended;
    }
    return audit;
  }

  /** What is wrong with each invalid or missing mask, by the URI of its image. */
  Map<String, String> invalidMasks() {
    return Collections.unmodifiableMap(invalid);
  }

  /** The number of missing masks. */
  long missing() {
    return missing;
  }

  /** The class areas of all valid masks. */
  Fingerprint classAreas() {
    return classAreas;
  }

  private synchronized long done() {
    return done;
  }

  private void check(ImageRow row) {
    String mask = output.mask(row.getImageUri());
    try {
      Optional<byte[]> content = StoredFile.bytes(mask);
      if (!content.isPresent()) {
        reject(row, mask + " is missing", 1);
        return;
      }
      accept(row, areas(content.get(), row));
    } catch (ImageException e) {
      reject(row, mask + ": " + e.getMessage(), 0);
    } catch (IOException | RuntimeException e) {
      reject(row, mask + " cannot be read: " + e.getMessage(), 0);
    }
  }

  private List<ClassArea> areas(byte[] content, ImageRow row) throws ImageException {
    List<ClassArea> areas = AreaCounter.count(OutputMasks.pixels(content, row));
    for (ClassArea area : areas) {
      if (!classIds.contains(area.classId())) {
        throw ImageException.corrupt(
            "the mask contains class id %d, which table class_coverage does not", area.classId());
      }
    }
    return areas;
  }

  private synchronized void accept(ImageRow row, List<ClassArea> areas) {
    done++;
    for (ClassArea area : areas) {
      classAreas.add(row.getImageId(), TableTotals.classArea(area.classId(), area.areaPx()));
    }
  }

  private synchronized void reject(ImageRow row, String reason, int missingMasks) {
    done++;
    missing += missingMasks;
    invalid.put(row.getImageUri(), reason);
  }
}
