// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.benchmark;

import io.github.maskbeam.output.OutputLock;
import io.github.maskbeam.pipeline.SegmentPipeline;
import io.github.maskbeam.pipeline.errors.UsageException;
import io.github.maskbeam.pipeline.options.CheckedJob;
import io.github.maskbeam.pipeline.options.OptionsParser;
import io.github.maskbeam.pipeline.options.SegmentOptions;
import io.github.maskbeam.pipeline.progress.Progress;
import io.github.maskbeam.pipeline.run.LockedOutput;
import io.github.maskbeam.pipeline.run.RunJson;
import io.github.maskbeam.pipeline.run.RunReport;
import io.github.maskbeam.pipeline.run.SegmentRun;
import io.github.maskbeam.transforms.StubSegmentImages;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.beam.sdk.Pipeline;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Unmatched;

/** Runs everything of {@code segment} except for the segmentation of images. */
@Command(
    name = "scale",
    mixinStandardHelpOptions = true,
    description =
        "Run the pipeline of 'segment' with a stub in place of the segmentation, and print time and"
            + " memory. All other options are those of 'segment'; the model is --model=demo.")
public final class ScaleMain implements Callable<Integer> {
  @Option(names = "--writeManifest", description = "Write a manifest of --count URIs and end.")
  private Path manifest;

  @Option(names = "--writeFiles", description = "Write --count tiny files there and end.")
  private Path files;

  @Option(names = "--count", description = "Images to write (default: ${DEFAULT-VALUE}).")
  private int count = 100_000;

  @Option(
      names = "--masks",
      description = "Of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private StubSegmentImages.Masks masks = StubSegmentImages.Masks.OMITTED;

  @Unmatched private List<String> options = new ArrayList<>();

  private ScaleMain() {}

  /** Parses the command line and runs. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new ScaleMain()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    if (manifest != null) {
      ScaleInputs.manifest(manifest, count);
    }
    if (files != null) {
      ScaleInputs.files(files, count);
    }
    if (manifest == null && files == null) {
      run();
    }
    return 0;
  }

  private void run() throws Exception {
    JvmFigures figures = JvmFigures.start();
    options.add("--model=demo");
    SegmentOptions parsed = OptionsParser.parse(options).options();
    double parsedS = JvmFigures.seconds();
    CheckedJob checked = checked(parsed);
    double checkedS = JvmFigures.seconds();
    System.err.printf(
        "check of options and model, with reading a manifest: %.1f s%n", checkedS - parsedS);
    RunReport report;
    try (OutputLock lock = LockedOutput.acquire(checked.job().output(), "scale", job -> true)) {
      RunJson.begin(checked, lock.runId(), "stub", Instant.now(), "stub");
      Pipeline pipeline =
          SegmentPipeline.of(
              parsed,
              checked.sources(),
              checked.job(),
              checked.job().output().staged(lock.runId()),
              StubSegmentImages.of(checked.job(), masks));
      report =
          SegmentRun.run(
              parsed,
              checked,
              lock.runId(),
              Progress.start(System.err, Progress.Display.PLAIN),
              Optional::empty,
              pipeline);
      RunJson.commit(report, lock, "stub");
    }
    double endS = JvmFigures.seconds();
    report.contradictions().forEach(System.out::println);
    double pipelineS = report.duration().toMillis() / 1e3;
    System.out.printf(
        "%,d images, %,d known: pipeline %.1f s, reading back %.1f s%n",
        report.images(), report.metrics().already(), pipelineS, endS - checkedS - pipelineS);
    System.out.println(figures.line());
  }

  private static CheckedJob checked(SegmentOptions parsed) throws UsageException {
    try {
      return CheckedJob.of(parsed, Path.of("").toAbsolutePath().toString());
    } catch (UsageException e) {
      e.problems().forEach(System.err::println);
      throw e;
    }
  }
}
