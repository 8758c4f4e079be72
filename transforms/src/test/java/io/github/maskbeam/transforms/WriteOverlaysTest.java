// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.transforms;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import io.github.maskbeam.output.OutputLayout.PerImage;
import io.github.maskbeam.schemas.SegmentationResult;
import io.github.maskbeam.segment.SegmentJob;
import io.github.maskbeam.storage.FileMetadata;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.extensions.avro.coders.AvroCoder;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.PCollection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class WriteOverlaysTest {
  private static final int MANY_PIXELS = 20_000_000;

  @TempDir private Path directory;

  private SegmentJob job;

  @Test
  void writesAnOverlayOnceAndAgainWhenTheMaskIsNewer() throws Exception {
    job = Jobs.demo(directory.resolve("out")).build();
    SegmentationResult result = segment(Jobs.picture(directory.resolve("a.png"), 60, 40));
    Path overlay = overlayOf(result);
    overlay(result);
    byte[] written = Files.readAllBytes(overlay);

    Files.write(overlay, new byte[1]);
    overlay(result);
    assertThat("kept", Files.size(overlay), is(1L));

    Instant beforeTheMask = result.getImage().getProcessedAt().minusSeconds(1);
    Files.setLastModifiedTime(overlay, FileTime.from(beforeTheMask));
    overlay(result);
    assertThat("older than the mask", Files.readAllBytes(overlay), is(written));
  }

  @Test
  void countsAMissingImageAndKeepsItsMask() throws Exception {
    job = Jobs.demo(directory.resolve("out")).build();
    Path picture = Jobs.picture(directory.resolve("a.png"), 60, 40);
    SegmentationResult result = segment(picture);
    Files.delete(picture);
    assertThat(overlay(result), is(Map.of("overlays_missing", 1L)));
    assertThat(Files.exists(overlayOf(result)), is(false));
    assertThat(Files.exists(Path.of(result.getImage().getMaskUri())), is(true));
  }

  @Test
  void countsADamagedMask() throws Exception {
    job = Jobs.demo(directory.resolve("out")).build();
    SegmentationResult result = segment(Jobs.picture(directory.resolve("a.png"), 60, 40));
    Files.write(Path.of(result.getImage().getMaskUri()), new byte[10]);
    assertThat(overlay(result), is(Map.of("overlays_missing", 1L)));
  }

  @Test
  void passesFailuresOn() throws Exception {
    job = Jobs.demo(directory.resolve("out")).build();
    SegmentationResult failed = segment(Files.write(directory.resolve("a.png"), new byte[100]));
    assertThat(failed.getImage().getStatus(), is("FAILED"));
    assertThat(overlay(failed), is(Map.of()));
    assertThat(Files.exists(overlayOf(failed)), is(false));
  }

  /** An overlay waited for memory that its own image held while it was made. */
  @Test
  @Timeout(120)
  void needsNoMoreMemoryThanOneImage() throws Exception {
    job =
        Jobs.demo(directory.resolve("out"))
            .setMaxPixels(MANY_PIXELS)
            .setMaxBytes(MANY_PIXELS)
            .setMaxImageMemoryMb(80)
            .setOverlays(SegmentJob.Overlays.WRITTEN)
            .build();
    Path picture = Jobs.picture(directory.resolve("large.png"), 5_000, 4_000);
    Pipeline pipeline = Pipeline.create();
    segmented(pipeline, picture).apply(WriteOverlays.of(job));
    pipeline.run().waitUntilFinish();
    assertThat(
        Files.exists(Path.of(job.output().file(PerImage.OVERLAY, picture.toString()))), is(true));
  }

  private SegmentationResult segment(Path picture) {
    Pipeline pipeline = Pipeline.create();
    Gathered<SegmentationResult> results = Gathered.of(segmented(pipeline, picture));
    pipeline.run().waitUntilFinish();
    assertThat(results.elements(), hasSize(1));
    return results.elements().get(0);
  }

  private PCollection<SegmentationResult> segmented(Pipeline pipeline, Path picture) {
    return pipeline
        .apply(Jobs.toDo(Stream.of(FileMetadata.unknown(picture.toString()))))
        .apply(SegmentImages.of(job));
  }

  private Map<String, Long> overlay(SegmentationResult result) {
    Pipeline pipeline = Pipeline.create();
    Gathered<SegmentationResult> passedOn =
        Gathered.of(
            pipeline
                .apply(Create.of(List.of(result)).withCoder(AvroCoder.of(SegmentationResult.class)))
                .apply(WriteOverlays.of(job)));
    PipelineResult run = pipeline.run();
    run.waitUntilFinish();
    assertThat(passedOn.elements(), is(List.of(result)));
    return RunCounters.counters(run);
  }

  private Path overlayOf(SegmentationResult result) {
    return Path.of(job.output().file(PerImage.OVERLAY, result.getImage().getImageUri()));
  }
}
