// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.cli;

import io.github.maskbeam.model.ModelLoader;
import io.github.maskbeam.output.OutputLayout;
import io.github.maskbeam.pipeline.demo.DemoOverview;
import io.github.maskbeam.pipeline.demo.DemoScenes;
import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.errors.UsageException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code maskbeam demo}: the main job on scenes that need no download. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = "Draw sample scenes, segment them with the embedded model, show the coverage.")
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
    Path scenes = directory.resolve("scenes");
    List<Path> images;
    try {
      images = DemoScenes.draw(scenes);
    } catch (IOException e) {
      throw new UsageException(
          ProblemCode.OUTPUT_NOT_WRITABLE,
          "--output=" + output + " cannot be written: " + e + ". Name another directory.");
    }
    int exitCode =
        SegmentCommand.segment(
            List.of(
                "--model=" + ModelLoader.DEMO,
                "--input=" + scenes + "/*.jpg",
                "--output=" + directory,
                "--overwrite"),
            console);
    Path overview = directory.resolve("overview.png");
    DemoOverview.write(images, OutputLayout.at(directory.toString()), overview);
    console.out().println();
    console.out().println("picture   " + overview + " (each scene beside its mask)");
    console.out().println("one page  java -jar maskbeam.jar report " + output);
    console.out().println();
    console
        .out()
        .println(
            "The embedded model is a demonstration: it knows the scenes' colours, not the world.");
    console.out().println("On your photographs, with a real model (2.8 MB, fetched once):");
    console
        .out()
        .println(
            "  java -jar maskbeam.jar segment --model=deeplabv3 --input='photos/**/*.jpg'"
                + " --output=out");
    return exitCode;
  }
}
