// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.verify;

import io.github.maskbeam.area.AreaCounter;
import io.github.maskbeam.area.ClassArea;
import io.github.maskbeam.image.ImageException;
import io.github.maskbeam.mask.Mask;
import io.github.maskbeam.output.CommittedOutput;
import io.github.maskbeam.output.GeoFiles;
import io.github.maskbeam.output.MaskLayout;
import io.github.maskbeam.output.MaskShard;
import io.github.maskbeam.output.MaskShards;
import io.github.maskbeam.output.OutputLayout;
import io.github.maskbeam.output.OutputLayout.PerImage;
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
import io.github.maskbeam.schemas.RunConfig;
import io.github.maskbeam.segment.SegmentSettings.Confidence;
import io.github.maskbeam.storage.MemberUri;
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
  private final boolean hasConfidence;
  private final Set<Integer> classIds;

  /** The tars of complete shards; null if masks are files. */
  private final Set<String> completeTars;

  private final Fingerprint classAreas = new Fingerprint();
  private final Map<String, String> invalid = new TreeMap<>();
  private long done;
  private long missing;
  private long confidenceMasks;

  private MaskAudit(
      OutputLayout output, boolean hasConfidence, Set<Integer> classIds, Set<String> completeTars) {
    this.completeTars = completeTars;
    this.output = output;
    this.hasConfidence = hasConfidence;
    this.classIds = classIds;
  }

  static MaskAudit of(CommittedOutput committed, TableTotals totals, Progress progress)
      throws IOException, InterruptedException {
    Set<Integer> classIds =
        totals.coverage().stream().map(ClassCoverageRow::getClassId).collect(Collectors.toSet());
    RunConfig config = committed.run().getConfig();
    boolean hasConfidence =
        config != null && config.getConfidence().equals(Confidence.WRITTEN.name());
    MaskAudit audit =
        new MaskAudit(committed.layout(), hasConfidence, classIds, completeTars(committed));
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

  private static Set<String> completeTars(CommittedOutput committed) throws IOException {
    return MaskLayout.of(committed.run()) == MaskLayout.FILES
        ? null
        : MaskShards.complete(committed.layout()).stream()
            .map(MaskShard::tar)
            .collect(Collectors.toSet());
  }

  /** What is wrong with each invalid or missing mask, by the URI of its image. */
  Map<String, String> invalidMasks() {
    return Collections.unmodifiableMap(invalid);
  }

  /** The number of missing masks. */
  long missing() {
    return missing;
  }

  /** The number of confidence masks of the images of the run, valid or not. */
  long confidenceMasks() {
    return confidenceMasks;
  }

  /** The class areas of all valid masks. */
  Fingerprint classAreas() {
    return classAreas;
  }

  private synchronized long done() {
    return done;
  }

  private void check(ImageRow row) {
    String mask = output.mask(row);
    try {
      if (completeTars != null && !isInCompleteShard(mask)) {
        reject(row, mask + " is not in a complete shard", 1);
        return;
      }
      Optional<byte[]> content = StoredFile.bytes(mask);
      if (!content.isPresent()) {
        reject(row, mask + " is missing", 1);
        return;
      }
      List<ClassArea> areas = areas(content.get(), row);
      Optional<String> invalidGeoFile = GeoFiles.invalid(output, row);
      if (invalidGeoFile.isPresent()) {
        reject(row, invalidGeoFile.get() + " is missing, or not that of the image", 0);
      } else if (!hasConfidence || isConfidenceValid(row)) {
        accept(row, areas);
      }
    } catch (ImageException e) {
      reject(row, mask + ": " + e.getMessage(), 0);
    } catch (IOException | RuntimeException e) {
      reject(row, mask + " cannot be read: " + e.getMessage(), 0);
    }
  }

  private boolean isInCompleteShard(String mask) {
    return MemberUri.of(mask).map(MemberUri::archive).filter(completeTars::contains).isPresent();
  }

  /** Whether the confidence mask of an image is valid; rejects the image otherwise. */
  private boolean isConfidenceValid(ImageRow row) {
    String confidence = output.file(PerImage.CONFIDENCE, row.getImageUri());
    try {
      Optional<byte[]> content = StoredFile.bytes(confidence);
      if (!content.isPresent()) {
        reject(row, confidence + " is missing", 0);
        return false;
      }
      countConfidenceMask();
      OutputMasks.pixels(content.get(), row);
      return true;
    } catch (ImageException e) {
      reject(row, confidence + ": " + e.getMessage(), 0);
    } catch (IOException | RuntimeException e) {
      reject(row, confidence + " cannot be read: " + e.getMessage(), 0);
    }
    return false;
  }

  private synchronized void countConfidenceMask() {
    confidenceMasks++;
  }

  private List<ClassArea> areas(byte[] content, ImageRow row) throws ImageException {
    Mask mask = OutputMasks.pixels(content, row);
    List<ClassArea> areas = AreaCounter.count(mask);
    for (ClassArea area : areas) {
      // How many pixels are void is compared with the tables, as areas are.
      if (area.classId() != mask.voidId() && !classIds.contains(area.classId())) {
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
