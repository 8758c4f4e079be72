// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.transforms;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import io.github.maskbeam.output.TemporaryFiles;
import io.github.maskbeam.schemas.SegmentationResult;
import io.github.maskbeam.segment.SegmentJob;
import io.github.maskbeam.storage.FileMetadata;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A runner that repeats a bundle gives the same elements to a new instance of the DoFn. */
class RepeatedBundleTest {
  @TempDir private Path directory;

  private SegmentJob job;
  private String first;
  private String second;
  private Map<String, Long> counters;

  @BeforeEach
  void makeImages() throws Exception {
    job = Jobs.demo(directory.resolve("out")).build();
    first = Jobs.picture(directory.resolve("first.png"), 60, 40).toString();
    second = Jobs.picture(directory.resolve("second.png"), 50, 40).toString();
  }

  @Test
  void segmentsOnlyWhatTheFailedAttemptDidNotFinish() {
    List<SegmentationResult> attempt = segment(first);
    List<SegmentationResult> repeated = segment(first, second);
    assertThat(uris(repeated), containsInAnyOrder(first, second));
    assertThat("the result of the attempt", repeated.contains(attempt.get(0)), is(true));
    assertThat(counters.get("succeeded"), is(1L));
    assertThat(counters.get("already_done"), is(1L));
  }

  @Test
  void segmentsAnImageThatChangedSinceTheFailedAttempt() throws Exception {
    segment(first);
    Jobs.picture(Path.of(first), 70, 40);
    List<SegmentationResult> repeated = segment(first);
    assertThat(repeated.get(0).getImage().getWidthPx(), is(70));
    assertThat(counters.get("succeeded"), is(1L));
  }

  @Test
  void segmentsAnImageWhoseMaskTheFailedAttemptLeftDamaged() throws Exception {
    List<SegmentationResult> attempt = segment(first);
    Files.write(Path.of(attempt.get(0).getImage().getMaskUri()), new byte[50]);
    segment(first);
    assertThat(counters.get("succeeded"), is(1L));
  }

  /** The listing of the output is complete then, and look-ups would cost a request per image. */
  @Test
  void aNewRunDoesNotLookForMasksThatTheListingDoesNotHave() throws Exception {
    segment(first);
    TemporaryFiles.remove(job.output());
    segment(first);
    assertThat(counters.get("succeeded"), is(1L));
    assertThat(counters.get("already_done"), is(nullValue()));
  }

  private List<SegmentationResult> segment(String... uris) {
    Pipeline pipeline = Pipeline.create();
    Gathered<SegmentationResult> succeeded =
        Gathered.of(
            pipeline
                .apply(
                    Jobs.toDo(
                        Stream.of(uris).map(FileMetadata::unknown).map(FileMetadata::completed)))
                .apply(SegmentImages.of(job).writingTo(WriteMasks.to(job.output()))));
    PipelineResult run = pipeline.run();
    run.waitUntilFinish();
    counters = RunCounters.counters(run);
    return succeeded.elements();
  }

  private static List<String> uris(List<SegmentationResult> results) {
    return results.stream()
        .map(result -> result.getImage().getImageUri())
        .collect(Collectors.toList());
  }
}
