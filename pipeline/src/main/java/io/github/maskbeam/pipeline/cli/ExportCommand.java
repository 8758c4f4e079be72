// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.cli;

import io.github.maskbeam.errors.VisibleText;
import io.github.maskbeam.pipeline.errors.Problem;
import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.errors.UsageException;
import io.github.maskbeam.pipeline.export.Export;
import io.github.maskbeam.pipeline.export.ExportReport;
import io.github.maskbeam.pipeline.export.ExportText;
import io.github.maskbeam.pipeline.options.ArgumentText;
import io.github.maskbeam.pipeline.options.CheckedExport;
import io.github.maskbeam.pipeline.options.ExportArguments;
import io.github.maskbeam.pipeline.options.FinishedOutput.Inconsistent;
import io.github.maskbeam.pipeline.options.StorageOptions;
import io.github.maskbeam.pipeline.progress.Figures;
import io.github.maskbeam.pipeline.progress.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.beam.sdk.options.PipelineOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Unmatched;

/** {@code maskbeam export}: writes the masks of a run for other tools. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    usageHelpAutoWidth = true,
    description = {
      "Write the masks of a finished run in a format of other tools.",
      "The storage options of 'maskbeam segment --help', such as --awsRegion, are accepted.",
      "Exit codes: 0 done, 1 the command failed, 2 invalid arguments,",
      "3 done without images that are too large for the Java heap or have no georeference,",
      "4 done without images whose masks are missing or damaged, or that are gone or have changed",
      "and were to be linked or copied."
    })
final class ExportCommand implements Callable<Integer> {
  /** The number of images to name in a message. */
  private static final int EXAMPLES = 3;

  private final Console console;

  @Parameters(paramLabel = "OUT", description = "The --output of a run; a path or URI.")
  private String output;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "PATH",
      description = {
        "Where to write, a path or URI. geojson: a directory gets a FeatureCollection per image;"
            + " NAME.geojsonl or NAME.ndjson a feature per line, of all images;"
            + " NAME.geojsons the same with record separators (RFC 8142).",
        "cvat: NAME.zip. coco: NAME.json. labelstudio, fiftyone, mmseg, yolo: a directory."
      })
  private String to;

  @Option(
      names = "--as",
      required = true,
      paramLabel = "FORMAT",
      description = {
        "geojson: GeoJSON, see --coordinates. cvat: CVAT's Segmentation mask 1.1."
            + " coco: COCO's object annotations, see --geometry."
            + " labelstudio: tasks of Label Studio with brush predictions."
            + " fiftyone: an ImageSegmentationDirectory. mmseg: img_dir and ann_dir of"
            + " MMSegmentation. yolo: polygons for Ultralytics YOLO."
      })
  private String as;

  @Mixin private FormatOptions options;

  @Option(
      names = "--overwrite",
      description = "Replace an earlier export. Other files in a directory are kept.")
  private boolean overwrite;

  @Option(names = "--force", description = "Read the output even if it is inconsistent.")
  private boolean force;

  /** Beam parses these, because file systems add options. */
  @Unmatched private List<String> arguments = new ArrayList<>();

  ExportCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws UsageException, IOException {
    ArgumentText.require(options.texts(to, as));
    PipelineOptions storage = StorageOptions.ready(arguments, List.of(output, to), "export");
    CheckedExport job =
        CheckedExport.of(
            options
                .addTo(ExportArguments.builder())
                .output(output)
                .to(to)
                .as(as)
                .overwrites(overwrite)
                .inconsistent(force ? Inconsistent.ACCEPTED : Inconsistent.REJECTED)
                .build(),
            Path.of("").toAbsolutePath().toString(),
            storage);
    Progress progress = Progress.start(console.err(), console.display());
    ExportReport report = Export.run(job, Version.maskbeam(), progress);
    ExportText.print(job, report, console.out());
    return judge(report);
  }

  private int judge(ExportReport report) {
    int exitCode = ExitCode.OK;
    if (!report.tooLarge().isEmpty()) {
      print(
          ProblemCode.IMAGES_NOT_EXPORTED,
          "without "
              + Figures.counted(report.tooLarge().size(), "image", "images")
              + " too large for the Java heap; raise it with -Xmx:",
          report.tooLarge());
      exitCode = ExitCode.FAILURES;
    }
    if (report.unplacedImages() > 0) {
      print(
          ProblemCode.IMAGES_NOT_EXPORTED,
          "without "
              + Figures.counted(report.unplacedImages(), "image", "images")
              + " whose columns crs and geo_transform of table images are null, or of whose CRS"
              + " longitudes are not known; use --coordinates=pixel for them, or segment with"
              + " --georeference=worldfile and --crs",
          List.of());
      exitCode = ExitCode.FAILURES;
    }
    if (!report.damaged().isEmpty()) {
      print(
          ProblemCode.OUTPUT_INCONSISTENT,
          "without "
              + Figures.counted(report.damaged().size(), "image", "images")
              + " with missing or damaged masks, or images that are gone or have changed;"
              + " 'maskbeam verify --repair' segments images without a mask again:",
          report.damaged());
      exitCode = ExitCode.CONTRADICTION;
    }
    return exitCode;
  }

  private void print(ProblemCode code, String message, List<String> reasons) {
    console.print(Problem.of(code, "the export was written " + message));
    List<String> lines = reasons.stream().limit(EXAMPLES).collect(Collectors.toList());
    if (reasons.size() > EXAMPLES) {
      lines.add("...");
    }
    lines.forEach(line -> console.err().println("  " + VisibleText.line(line)));
  }
}
