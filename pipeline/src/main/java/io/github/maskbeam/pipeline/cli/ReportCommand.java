// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.cli;

import io.github.maskbeam.errors.VisibleText;
import io.github.maskbeam.output.CommittedOutput;
import io.github.maskbeam.output.OutputLayout;
import io.github.maskbeam.pipeline.errors.Problem;
import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.errors.UsageException;
import io.github.maskbeam.pipeline.options.ArgumentText;
import io.github.maskbeam.pipeline.options.Choice;
import io.github.maskbeam.pipeline.options.FinishedOutput;
import io.github.maskbeam.pipeline.options.FinishedOutput.Inconsistent;
import io.github.maskbeam.pipeline.options.Globs;
import io.github.maskbeam.pipeline.options.StorageOptions;
import io.github.maskbeam.pipeline.progress.Figures;
import io.github.maskbeam.pipeline.progress.Progress;
import io.github.maskbeam.pipeline.query.LeastConfident;
import io.github.maskbeam.pipeline.query.OutputDatabase;
import io.github.maskbeam.pipeline.report.GalleryChoice;
import io.github.maskbeam.pipeline.report.GalleryOrder;
import io.github.maskbeam.pipeline.report.Report;
import io.github.maskbeam.storage.Uris;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Unmatched;

/** {@code maskbeam report}: writes an HTML page about a finished run. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description = {
      "Write one HTML page about a finished run: coverage, a gallery of overlays, failures.",
      "The page loads no other files.",
      "The storage options of 'maskbeam segment --help', such as --awsRegion, are accepted."
    })
final class ReportCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(paramLabel = "OUT", description = "The --output of a run; a path or URI.")
  private String output;

  @Option(
      names = "--report",
      paramLabel = "PATH",
      description = "The path or URI of the page (default: OUT/report.html).")
  private String report;

  @Option(
      names = "--gallery",
      paramLabel = "N",
      defaultValue = "60",
      description = {
        "Maximum number of images, 0 to " + Report.MAX_GALLERY + " (default: ${DEFAULT-VALUE}).",
        "Each image adds at most 0.22 MB to the page, or 0.31 MB of a run",
        "with confidence masks; --zoomMb limits what else it has."
      })
  private int gallery;

  @Option(
      names = "--sort",
      paramLabel = "ORDER",
      defaultValue = "classes",
      description = {
        "The images of the gallery: classes (default), for each class",
        "those with most of it, and others at random; or confidence,",
        "the least confident first, of a run with --confidence."
      })
  private String sort;

  @Option(
      names = "--zoomMb",
      paramLabel = "MB",
      defaultValue = "32",
      description = {
        "Maximum size of what the page has to show images of more than",
        "800 px in full resolution, 0 to " + Report.MAX_ZOOM_MB + " (default: ${DEFAULT-VALUE}).",
        "Images come in the order of the gallery; the page says what",
        "is left out."
      })
  private int zoomMb;

  @Option(names = "--force", description = "Read the output even if it is inconsistent.")
  private boolean force;

  /** Beam parses these, because file systems add options. */
  @Unmatched private List<String> arguments = new ArrayList<>();

  ReportCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws UsageException, IOException {
    String workingDirectory = Path.of("").toAbsolutePath().toString();
    if (gallery < 0 || gallery > Report.MAX_GALLERY) {
      throw new UsageException(
          ProblemCode.OPTION_OUT_OF_RANGE,
          "--gallery=" + gallery + " is out of range; use 0 to " + Report.MAX_GALLERY + ".");
    }
    if (zoomMb < 0 || zoomMb > Report.MAX_ZOOM_MB) {
      throw new UsageException(
          ProblemCode.OPTION_OUT_OF_RANGE,
          "--zoomMb=" + zoomMb + " is out of range; use 0 to " + Report.MAX_ZOOM_MB + ".");
    }
    GalleryOrder order = Choice.of(GalleryOrder.class, "sort", sort);
    ArgumentText.require(Collections.singletonList(report));
    StorageOptions.ready(arguments, List.of(output, StorageOptions.ANYWHERE), "report");
    CommittedOutput committed = FinishedOutput.of(output, workingDirectory, inconsistent());
    OutputLayout layout = committed.layout();
    String target = target(layout, workingDirectory);
    GalleryChoice images = images(order, committed);
    Progress progress = Progress.start(console.err(), console.display());
    Report read;
    try {
      read = Report.read(committed, images, zoomMb, Version.maskbeam(), progress);
    } finally {
      progress.end();
    }
    console
        .out()
        .printf(
            Locale.ROOT,
            "report    %s (%.1f MB, %,d of %,d segmented images shown)%n",
            VisibleText.line(target),
            written(read, target) / 1e6,
            read.shownImages(),
            read.succeededImages());
    if (read.zoomableImages() + read.imagesNotZoomable() > 0) {
      console
          .out()
          .printf(
              Locale.ROOT,
              "zoom      %,d of %,d large images in full resolution%n",
              read.zoomableImages(),
              read.zoomableImages() + read.imagesNotZoomable());
    }
    if (read.unreadableImages() > 0) {
      console.print(
          Problem.of(
              ProblemCode.GALLERY_INCOMPLETE,
              String.format(
                  Locale.ROOT,
                  "%,d of %s of the gallery could not be shown; their tiles contain the reasons.",
                  read.unreadableImages(),
                  Figures.images(read.shownImages() + read.unreadableImages()))));
    }
    return ExitCode.OK;
  }

  private GalleryChoice images(GalleryOrder order, CommittedOutput committed)
      throws UsageException, IOException {
    switch (order) {
      case CLASSES:
        return GalleryChoice.byClasses(gallery);
      case CONFIDENCE:
        try (OutputDatabase database = OutputDatabase.open(committed, console.err())) {
          return GalleryChoice.leastConfident(LeastConfident.imageIds(database, gallery));
        }
    }
    throw new AssertionError(order);
  }

  private Inconsistent inconsistent() {
    return force ? Inconsistent.ACCEPTED : Inconsistent.REJECTED;
  }

  private String target(OutputLayout layout, String workingDirectory) throws UsageException {
    String target = report == null ? layout.report() : Uris.absolute(report, workingDirectory);
    if (Globs.isGlob(target)) {
      throw new UsageException(
          ProblemCode.REPORT_IS_PATTERN,
          target + " contains a glob character, one of * ? [ {. Choose another --report.");
    }
    return target;
  }

  private static long written(Report report, String target) throws UsageException {
    try {
      return report.write(target);
    } catch (IOException | IllegalArgumentException e) {
      throw new UsageException(
          ProblemCode.REPORT_NOT_WRITABLE,
          String.format(
              "%s cannot be written: %s. Choose a writable file with --report.",
              target, e.getMessage()));
    }
  }
}
