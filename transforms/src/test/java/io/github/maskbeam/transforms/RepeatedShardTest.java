// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.transforms;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.maskbeam.output.MaskLayout;
import io.github.maskbeam.output.MaskShard;
import io.github.maskbeam.output.MaskShards;
import io.github.maskbeam.output.ShardWriter;
import io.github.maskbeam.output.TemporaryFiles;
import io.github.maskbeam.schemas.SegmentationResult;
import io.github.maskbeam.segment.SegmentJob;
import io.github.maskbeam.storage.FileMetadata;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.extensions.avro.coders.AvroCoder;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.PCollection;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shards of a run whose bundles the runner repeats: the same groups with the same numbers. */
class RepeatedShardTest {
  private static final int IMAGES = 12;
  private static final int GROUPS = 3;

  @TempDir private Path directory;

  private SegmentJob job;
  private ShardNumbers numbers;
  private List<String> images;
  private Map<String, Long> counters;

  @BeforeEach
  void makeImages() throws Exception {
    job =
        Jobs.demo(directory.resolve("out"))
            .setMaskLayout(MaskLayout.SHARDS)
            .setShardImages(2)
            .build();
    numbers = ShardNumbers.of(job.output(), GROUPS);
    images = new ArrayList<>();
    for (int i = 0; i < IMAGES; i++) {
      images.add(Jobs.picture(directory.resolve(i + ".png"), 40 + i, 40).toString());
    }
  }

  @Test
  void eachGroupHasNumbersOfItsOwn() throws Exception {
    List<SegmentationResult> results = segment(images);
    assertThat(results, hasSize(IMAGES));
    TreeSet<String> members = new TreeSet<>();
    for (MaskShard shard : MaskShards.complete(job.output())) {
      TreeSet<Integer> groups = new TreeSet<>();
      MaskShards.rows(
          shard,
          row -> {
            members.add(shard.mask(row.getUrl()));
            groups.add(Math.floorMod(row.getImageId().hashCode(), GROUPS));
          });
      assertThat(groups, is(new TreeSet<>(List.of(shard.number() % GROUPS))));
    }
    assertThat(members, is(maskUris(results)));
  }

  @Test
  void shardsOfTheFailedAttemptAreContinued() throws Exception {
    List<SegmentationResult> attempt = segment(images);
    List<MaskShard> shards = MaskShards.complete(job.output());
    MaskShard incomplete = shards.get(shards.size() - 1);
    List<String> lost = new ArrayList<>();
    MaskShards.rows(incomplete, row -> lost.add(row.getUrl()));
    Files.delete(Path.of(incomplete.stats()));
    long size = Files.size(Path.of(shards.get(0).tar()));

    List<SegmentationResult> repeated = segment(images);
    assertThat(counters.get("succeeded"), is((long) lost.size()));
    assertThat(counters.get("already_done"), is((long) IMAGES - lost.size()));
    assertThat(uris(repeated), is(uris(attempt)));
    assertThat(MaskShards.complete(job.output()), is(shards));
    assertThat(Files.size(Path.of(shards.get(0).tar())), is(size));
  }

  @Test
  void anImageThatChangedSinceTheFailedAttemptGoesToANewShard() throws Exception {
    segment(images);
    int shards = MaskShards.complete(job.output()).size();
    Jobs.picture(Path.of(images.get(0)), 90, 40);
    List<SegmentationResult> repeated = segment(images);
    assertThat(counters.get("succeeded"), is(1L));
    assertThat(MaskShards.complete(job.output()), hasSize(shards + 1));
    assertThat(
        repeated.stream()
            .map(result -> result.getImage().getWidthPx())
            .collect(Collectors.toList()),
        hasItem(90));
  }

  /** The listing of the output has the masks of complete shards then. */
  @Test
  void aNewRunDoesNotReadShardsAgain() throws Exception {
    segment(images);
    TemporaryFiles.remove(job.output());
    numbers = ShardNumbers.of(job.output(), GROUPS);
    segment(images);
    assertThat(counters.get("succeeded"), is((long) IMAGES));
    assertThat(counters.get("already_done"), is(nullValue()));
  }

  /** As when a runner gave its worker up, which goes on. */
  @Test
  void aShardThatAnotherAttemptCompletedIsNotReplaced() throws Exception {
    segment(images);
    MaskShard complete = MaskShards.complete(job.output()).get(0);
    byte[] tar = Files.readAllBytes(Path.of(complete.tar()));
    try (ShardWriter another = ShardWriter.open(job.output(), complete.number())) {
      IOException refused = assertThrows(IOException.class, another::finish);
      assertThat(refused.getMessage(), containsString(complete.tar()));
    }
    assertThat(Files.readAllBytes(Path.of(complete.tar())), is(tar));
  }

  @Test
  void aPipelineOfUrisReusesTheMasksInShards() throws Exception {
    List<SegmentationResult> first = segmentUris();
    assertThat(counters.get("succeeded"), is((long) IMAGES));
    List<MaskShard> shards = MaskShards.complete(job.output());
    List<SegmentationResult> second = segmentUris();
    assertThat(counters.get("succeeded"), is(nullValue()));
    assertThat(maskUris(second), is(maskUris(first)));
    assertThat(MaskShards.complete(job.output()), is(shards));
  }

  private List<SegmentationResult> segmentUris() throws IOException {
    Pipeline pipeline = Pipeline.create();
    return run(pipeline, pipeline.apply(Create.of(images)).apply(SegmentUris.of(job)));
  }

  private List<SegmentationResult> segment(List<String> uris) throws IOException {
    Pipeline pipeline = Pipeline.create();
    return run(
        pipeline,
        pipeline
            .apply(Jobs.toDo(uris.stream().map(FileMetadata::unknown).map(FileMetadata::completed)))
            .apply(SegmentShards.of(job, GroupKeys.of(GROUPS), numbers))
            .setCoder(AvroCoder.specific(SegmentationResult.class)));
  }

  private List<SegmentationResult> run(Pipeline pipeline, PCollection<SegmentationResult> segmented)
      throws IOException {
    Gathered<SegmentationResult> results = Gathered.of(segmented);
    PipelineResult run = pipeline.run();
    run.waitUntilFinish();
    counters = RunCounters.counters(run);
    return results.elements();
  }

  private static Set<String> maskUris(List<SegmentationResult> results) {
    return results.stream()
        .map(result -> result.getImage().getMaskUri())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> uris(List<SegmentationResult> results) {
    return results.stream()
        .map(result -> result.getImage().getImageUri())
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
