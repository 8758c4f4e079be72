// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.auto.value.AutoValue;
import io.github.maskbeam.image.memory.ImageMemory;
import io.github.maskbeam.output.CommittedOutput;
import io.github.maskbeam.output.OutputLayout;
import io.github.maskbeam.overlay.OverlayColors;
import io.github.maskbeam.pipeline.errors.UsageException;
import io.github.maskbeam.pipeline.evaluation.RecordedEvaluation;
import io.github.maskbeam.pipeline.progress.Progress;
import io.github.maskbeam.schemas.ClassColors;
import io.github.maskbeam.schemas.ClassCoverageRow;
import io.github.maskbeam.schemas.ImageRow;
import io.github.maskbeam.schemas.LabelMap;
import io.github.maskbeam.storage.AtomicFiles;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.beam.sdk.io.FileSystems;

/** The content of the report of a finished run. */
@AutoValue
public abstract class Report {
  /** Maximum number of gallery images: about 44 MB of pictures, or 61 MB with confidences. */
  public static final int MAX_GALLERY = 200;

  /** Maximum of the megabytes of tiles in full resolution: browsers hold the page as one text. */
  public static final int MAX_ZOOM_MB = 200;

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /**
   * Reads a run's output.
   *
   * @param choice the images of the gallery
   * @param zoomMb maximum size of the tiles of large images in full resolution, 0 to {@link
   *     #MAX_ZOOM_MB} megabytes of the page
   * @param version of Maskbeam
   * @throws UsageException if the output contains an evaluation that is damaged
   * @throws IOException if tables cannot be read; an image that cannot be read is reported in the
   *     page
   */
  public static Report read(
      CommittedOutput committed,
      GalleryChoice choice,
      int zoomMb,
      String version,
      Progress progress)
      throws UsageException, IOException {
    OutputLayout output = committed.layout();
    Optional<RecordedEvaluation> evaluation = RecordedEvaluation.read(committed);
    RunFacts run = RunFacts.of(committed.run());
    ReportTables tables = ReportTables.read(committed.tables(), choice, progress);
    ObjectNode data = MAPPER.createObjectNode();
    data.put("output", ShortText.of(output.root()));
    data.put("created_at", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    data.put("maskbeam", version);
    run.describe(data.putObject("run"));
    data.put("succeeded", tables.succeeded());
    data.put("failed", tables.failures().count());
    ClassColors colors = run.colors();
    ArrayNode classes = data.putArray("classes");
    describeClasses(tables, colors, classes);
    int voidId = LabelMap.voidId(tables.coverage().size());
    tables.voids().describe(voidId, colors, classes);
    tables.failures().describe(data.putArray("failures"));
    if (evaluation.isPresent()) {
      EvaluationSection.describe(evaluation.get(), data.putObject("evaluation"));
    }
    ZoomBudget zoom = ZoomBudget.of(zoomMb, Runtime.getRuntime().maxMemory());
    int shown = 0;
    data.put("gallery_order", choice.order().name());
    ArrayNode gallery = data.putArray("gallery");
    try (TilePictures pictures =
        new TilePictures(
            output,
            labels(tables.coverage()),
            colors,
            run.confidence(),
            ReadLimits.of(run.config()),
            ImageMemory.ofMachine(),
            zoom)) {
      Tiles tiles = new Tiles(output, voidId, pictures);
      for (ImageRow image : tables.chosen()) {
        shown += tiles.describe(image, tables.areas(image), gallery.addObject()) ? 1 : 0;
        progress.update(
            () ->
                String.format(
                    Locale.ROOT,
                    "Shrinking images: %d of %d",
                    gallery.size(),
                    tables.chosen().size()));
      }
    }
    zoom.describe(data.putObject("zoom"));
    return new AutoValue_Report(
        data, shown, gallery.size() - shown, tables.succeeded(), zoom.zoomable(), zoom.leftOut());
  }

  abstract ObjectNode data();

  /** Images in the gallery. */
  public abstract int shownImages();

  /** Images in the gallery that could not be shown. */
  public abstract int unreadableImages();

  /** Images that the run segmented. */
  public abstract long succeededImages();

  /** Images that the page shows in full resolution where it zooms. */
  public abstract int zoomableImages();

  /** Images that the page would show in full resolution, but for its limits. */
  public abstract int imagesNotZoomable();

  /**
   * Writes the page and returns its size in bytes.
   *
   * @param target an absolute path or URI
   * @throws IOException if it cannot be written
   */
  public final long write(String target) throws IOException {
    // On a full disk, a page that was written before remains.
    AtomicFiles.write(
        target,
        "text/html",
        out -> ReportPage.write(data(), out),
        target.substring(0, target.lastIndexOf('/')));
    return FileSystems.matchSingleFileSpec(target).sizeBytes();
  }

  private static void describeClasses(ReportTables tables, ClassColors colors, ArrayNode classes) {
    for (ClassCoverageRow row : tables.coverage()) {
      ObjectNode node = classes.addObject();
      node.put("id", row.getClassId());
      node.put("name", ShortText.of(row.getClassName()));
      node.put("color", String.format(Locale.ROOT, "#%06x", colors.rgb(row.getClassId())));
      node.put("is_clear", OverlayColors.isClear(row.getClassName()));
      node.put("image_count", row.getImageCount());
      node.put("area_px", row.getAreaPx());
      node.put("area_fraction", row.getAreaFraction());
      node.put("max_image_fraction", row.getMaxImageFraction());
      for (long images : tables.shares().of(row.getClassId())) {
        node.withArray("shares").add(images);
      }
    }
  }

  private static LabelMap labels(List<ClassCoverageRow> coverage) {
    int classes = coverage.stream().mapToInt(row -> row.getClassId() + 1).max().orElse(1);
    List<String> names =
        new ArrayList<>(
            LabelMap.numbered(Math.max(1, Math.min(classes, LabelMap.MAX_CLASSES))).names());
    for (ClassCoverageRow row : coverage) {
      if (row.getClassId() >= 0 && row.getClassId() < names.size()) {
        names.set(row.getClassId(), row.getClassName().isEmpty() ? " " : row.getClassName());
      }
    }
    return LabelMap.of(names);
  }
}
