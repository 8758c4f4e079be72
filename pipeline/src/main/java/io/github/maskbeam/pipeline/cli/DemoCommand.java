// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.cli;

import io.github.maskbeam.errors.VisibleText;
import io.github.maskbeam.model.ModelLoader;
import io.github.maskbeam.output.OutputLayout;
import io.github.maskbeam.pipeline.demo.DemoOverview;
import io.github.maskbeam.pipeline.demo.DemoScenes;
import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.errors.UsageException;
import io.github.maskbeam.pipeline.options.OutputCheck;
import io.github.maskbeam.sources.ImageSources;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code maskbeam demo}: segments drawn scenes without any download. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = "Segment sample scenes with the embedded model and show the coverage.")
final class DemoCommand implements Callable<Integer> {
  private final Console console;

  @Option(
      names = "--output",
      defaultValue = "maskbeam-demo",
      description = "Local directory for scenes, masks and tables (default: ${DEFAULT-VALUE}).")
  private Path output;

  DemoCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws UsageException, IOException {
    Path directory = output.toAbsolutePath().normalize();
    // Must precede all writes.
    OutputCheck.named(directory.toString(), "");
    List<Path> images;
    try {
      images = DemoScenes.copyTo(directory.resolve("scenes"));
    } catch (IOException e) {
      throw new UsageException(
          ProblemCode.OUTPUT_NOT_WRITABLE,
          "--output=" + output + " cannot be written: " + e + ". Name another directory.");
    }
    int exitCode =
        SegmentCommand.segment(
            List.of("--model=" + ModelLoader.DEMO, "--output=" + directory, "--overwrite"),
            Optional.of(sources(images, directory)),
            console);
    Path overview = directory.resolve("overview.png");
    DemoOverview.write(images, OutputLayout.at(directory.toString()), overview);
    console.out().println();
    console
        .out()
        .println("picture   " + VisibleText.line(overview) + " (scenes, masks and a legend)");
    console.out().println("report    java -jar maskbeam.jar report " + VisibleText.line(output));
    console.out().println();
    console
        .out()
        .println(
            "The embedded model is a demonstration: it recognizes the colors of the scenes, not real objects.");
    console.out().println("For your photographs, with a real model (2.8 MB, downloaded once):");
    console
        .out()
        .println(
            "  java -jar maskbeam.jar segment --model=deeplabv3 --input='photos/**/*.jpg'"
                + " --output=out");
    return exitCode;
  }

  /** Lists the files one by one, because a comma in an option separates patterns. */
  private static ImageSources sources(List<Path> images, Path directory) {
    return ImageSources.of(
        images.stream().map(Path::toString).collect(Collectors.toList()),
        List.of(),
        directory.toString());
  }
}
