// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.transforms;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.github.maskbeam.output.OutputLayout.PerImage;
import io.github.maskbeam.schemas.ImageStatus;
import io.github.maskbeam.schemas.ListedImage;
import io.github.maskbeam.schemas.SegmentationResult;
import io.github.maskbeam.segment.SegmentJob;
import io.github.maskbeam.storage.FileMetadata;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.extensions.avro.coders.AvroCoder;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReuseResultsTest {
  @TempDir private Path directory;

  private SegmentJob job;
  private String good;
  private String broken;

  private List<SegmentationResult> reusedSucceeded;
  private List<SegmentationResult> reusedFailed;
  private List<SegmentationResult> succeeded;
  private List<SegmentationResult> failed;
  private Map<String, Long> counters;

  @BeforeEach
  void makeImages() throws Exception {
    job = Jobs.demo(directory.resolve("out")).build();
    good = Jobs.picture(directory.resolve("good.png"), 60, 40).toString();
    broken = Files.write(directory.resolve("broken.png"), new byte[100]).toString();
  }

  @Test
  void segmentsWhatHasNoResult() {
    run(job, listed(good, false, false), listed(broken, false, false));
    assertThat(uris(succeeded), is(List.of(good)));
    assertThat(uris(failed), is(List.of(broken)));
    assertThat(counters.get("already_done"), is((Long) null));
    assertThat(
        "size and time of local files are known",
        succeeded.get(0).getImage().getModifiedAt().toEpochMilli(),
        is(Path.of(good).toFile().lastModified()));
  }

  @Test
  void reusesMasksAndFailuresOfTheSameJob() throws Exception {
    run(job, listed(good, false, false), listed(broken, false, false));
    SegmentationResult before = succeeded.get(0);
    SegmentationResult failure = failed.get(0);
    run(job, listed(good, true, false), listed(broken, false, true));
    assertThat(reusedSucceeded, is(List.of(before)));
    assertThat(reusedFailed, is(List.of(failure)));
    assertThat(counters, is(Map.of("already_done", 1L, "already_failed", 1L)));
  }

  @Test
  void segmentsFailedImagesAgainOnRequestAndForgetsTheFailure() throws Exception {
    run(job, listed(broken, false, false));
    Path failure = Path.of(job.output().file(PerImage.FAILURE, broken));
    assertThat(Files.exists(failure), is(true));
    Jobs.picture(Path.of(broken), 60, 40);
    SegmentJob retry = Jobs.demo(directory.resolve("out")).setRetryFailed(true).build();
    run(retry, listed(broken, false, true));
    assertThat(uris(succeeded), is(List.of(broken)));
    assertThat(Files.exists(failure), is(false));
  }

  @Test
  void replacesTheMaskOfAnImageThatBroke() throws Exception {
    run(job, listed(good, false, false));
    Files.write(Path.of(good), new byte[10]);
    run(job, listed(good, true, false));
    assertThat(uris(failed), is(List.of(good)));
    assertThat(Files.exists(Path.of(job.output().mask(good))), is(false));
  }

  private static ListedImage listed(String uri, boolean hasMask, boolean hasFailure) {
    return ListedImage.newBuilder(FileMetadata.unknown(uri))
        .setHasMask(hasMask)
        .setHasFailure(hasFailure)
        .build();
  }

  private static List<String> uris(List<SegmentationResult> results) {
    return results.stream()
        .map(result -> result.getImage().getImageUri())
        .collect(Collectors.toList());
  }

  private void run(SegmentJob runJob, ListedImage... images) {
    Pipeline pipeline = Pipeline.create();
    PCollection<KV<ListedImage, SegmentationResult>> checked =
        pipeline
            .apply(Create.of(List.of(images)).withCoder(AvroCoder.of(ListedImage.class)))
            .apply(ReuseResults.of(runJob));
    Gathered<KV<ListedImage, SegmentationResult>> withOldResults = Gathered.of(checked);
    Gathered<SegmentationResult> results = Gathered.of(checked.apply(SegmentImages.of(runJob)));
    PipelineResult run = pipeline.run();
    run.waitUntilFinish();
    List<SegmentationResult> old =
        withOldResults.elements().stream()
            .map(KV::getValue)
            .filter(Objects::nonNull)
            .collect(Collectors.toList());
    List<SegmentationResult> made = new ArrayList<>(results.elements());
    assertThat("passed on", made.containsAll(old), is(true));
    made.removeAll(old);
    reusedSucceeded = Jobs.withStatus(ImageStatus.SUCCEEDED, old);
    reusedFailed = Jobs.withStatus(ImageStatus.FAILED, old);
    succeeded = Jobs.withStatus(ImageStatus.SUCCEEDED, made);
    failed = Jobs.withStatus(ImageStatus.FAILED, made);
    counters = RunCounters.counters(run);
  }
}
