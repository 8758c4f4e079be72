// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.benchmark;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures Maskbeam and other programs on the same photographs, in turn. */
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    description =
        "Segment the same photographs with Maskbeam, with a loop by hand and with other programs, in"
            + " turn, and print medians of images per second, processes from start to end.")
public final class CompareMain implements Callable<Integer> {
  @Option(names = "--images", required = true, description = "A directory with .jpg files.")
  private Path images;

  @Option(
      names = "--model",
      required = true,
      description = "A float model of DeepLab v3, 257 x 257 px and 21 classes.")
  private Path model;

  @Option(names = "--count", description = "Images of a run (default: ${DEFAULT-VALUE}).")
  private int count = 2000;

  @Option(names = "--runs", description = "Runs of each contender (default: ${DEFAULT-VALUE}).")
  private int runs = 3;

  @Option(names = "--threads", description = "Images at a time (default: the processors).")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(names = "--heap", description = "Heap of each contender (default: ${DEFAULT-VALUE}).")
  private String heap = "1g";

  @Option(
      names = "--contenders",
      split = ",",
      description = "Of loop, maskbeam, maskbeam-int8, djl, opencv, spark (default: all).")
  private List<String> contenders =
      Arrays.stream(Contender.values()).map(Contender::label).collect(Collectors.toList());

  @Option(names = "--jar", description = "The finished jar (default: ${DEFAULT-VALUE}).")
  private Path jar = Path.of("deploy/target/maskbeam.jar");

  @Option(names = "--work", description = "For images and masks (default: ${DEFAULT-VALUE}).")
  private Path work = Path.of("deploy/benchmark/target/compare");

  @Option(names = "--json", description = "Saves all runs in this file.")
  private Path json;

  @Option(names = "--compare", description = "A saved file, for the ratios of another time.")
  private Path earlier;

  private CompareMain() {}

  /** Parses the command line and compares. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new CompareMain()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<Contender> chosen = new ArrayList<>();
    for (Contender contender : Contender.values()) {
      if (contenders.contains(contender.label())) {
        chosen.add(contender);
      }
    }
    Photographs.delete(work);
    Path photographs = work.toAbsolutePath().resolve("images");
    Photographs.repeat(images, count, photographs);
    Setting setting =
        Setting.of(jar.toAbsolutePath(), model.toAbsolutePath(), photographs, threads, heap);
    Comparison comparison = new Comparison(count, setting);
    for (int run = 0; run < runs; run++) {
      for (Contender contender : chosen) {
        Path output = work.toAbsolutePath().resolve(contender.label());
        Photographs.delete(output);
        Files.createDirectories(output);
        Path log = work.toAbsolutePath().resolve(contender.label() + ".log");
        MeasuredProcess measured = MeasuredProcess.run(contender.command(setting, output), log);
        comparison.add(contender, measured, Foreground.px(output, log));
        System.err.printf(
            "run %d of %d: %s %.1f s%n", run + 1, runs, contender.label(), measured.seconds());
      }
    }
    comparison.print(
        new PrintWriter(System.out, true, StandardCharsets.UTF_8), Optional.ofNullable(earlier));
    if (json != null) {
      comparison.save(json);
    }
    return 0;
  }
}
