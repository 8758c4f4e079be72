// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.export;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.maskbeam.image.memory.ImageMemory;
import io.github.maskbeam.pipeline.options.CheckedExport;
import io.github.maskbeam.pipeline.options.ExportArguments;
import io.github.maskbeam.pipeline.options.ExportOption;
import io.github.maskbeam.pipeline.progress.Progress;
import io.github.maskbeam.pipeline.testing.Landscapes;
import io.github.maskbeam.pipeline.testing.Run;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MaskLoopTest {
  private static final int IMAGES = 30;

  @TempDir private static Path directory;

  @BeforeAll
  static void segment() throws IOException {
    Path photos = Files.createDirectories(directory.resolve("photos"));
    for (int i = 0; i < IMAGES; i++) {
      Landscapes.landscape(photos.resolve(i + ".png"), 40 + i, 30, 10);
    }
    Run run =
        Run.maskbeam("segment", "--input=" + photos + "/*.png", "--output=" + directory + "/out");
    assertThat(run.err(), run.exitCode(), is(0));
  }

  /** Whatever the order in which threads are done. */
  @Test
  void stepsRunInTheOrderOfTheTable() throws Exception {
    List<String> first = new ArrayList<>();
    List<String> second = new ArrayList<>();
    for (List<String> order : List.of(first, second)) {
      ExportReport report =
          run(ImageMemory.ofMachine(), 0, image -> () -> order.add(image.maskUri()));
      assertThat(report.images(), is((long) IMAGES));
    }
    assertThat(first.size(), is(IMAGES));
    assertThat(second, is(first));
  }

  /** 1 MiB is too little for the outlines, which get room for a million points. */
  @Test
  void imagesThatDoNotFitIntoMemoryAreNamed() throws Exception {
    ExportReport report = run(ImageMemory.of(1 << 20, 1 << 30), 0, image -> () -> {});
    assertThat(report.images(), is(0L));
    assertThat(report.damaged(), is(List.of()));
    assertThat(report.tooLarge().size(), is(IMAGES));
    assertThat(report.tooLarge().get(0), containsString("/photos/"));
    assertThat(report.tooLarge().get(0), endsWith("raise the heap with -Xmx"));
  }

  @Test
  void anErrorOfTheSinkEndsTheExport() throws Exception {
    IOException full = new IOException("disk full");
    for (FeatureSink sink : List.<FeatureSink>of(image -> fail(full), image -> () -> fail(full))) {
      IOException thrown =
          assertThrows(IOException.class, () -> run(ImageMemory.ofMachine(), 1, sink));
      assertThat(thrown, is(full));
    }
  }

  private static Written.Step fail(IOException e) throws IOException {
    throw e;
  }

  private static ExportReport run(ImageMemory memory, double tolerancePx, FeatureSink sink)
      throws Exception {
    CheckedExport job =
        CheckedExport.of(
            ExportArguments.builder()
                .output("out")
                .to("polygons")
                .as("GeoJSON")
                .option(ExportOption.BACKGROUND, "")
                .option(ExportOption.TOLERANCE, Double.toString(tolerancePx))
                .build(),
            directory.toString(),
            PipelineOptionsFactory.create());
    Progress progress =
        Progress.start(
            new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8),
            Progress.Display.PLAIN);
    return new MaskLoop(new MaskReader(job, memory), new RegionWriter(job, memory, sink), progress)
        .run(job.committed());
  }
}
