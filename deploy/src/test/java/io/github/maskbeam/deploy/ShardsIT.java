// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.deploy;

import static java.util.stream.Collectors.toList;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.maskbeam.deploy.Program.Finished;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Masks in shards, written by a cluster, and by processes that are killed, compared with those of a
 * run that nobody interrupts. {@code -Dmaskbeam.killSeed=SEED} draws the moments of the kills of an
 * earlier run again.
 */
@ExtendWith(SharedCluster.class)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the local cluster is a bash script")
class ShardsIT {
  private static final int IMAGES = 160;
  private static final int SHARD_IMAGES = 15;
  private static final int KILLS = 2;
  private static final Duration IN_TIME = Duration.ofMinutes(3);

  private static final List<String> TABLES =
      List.of(
          "SELECT * EXCLUDE (decode_ms, inference_ms, processed_at, mask_uri)"
              + " FROM {images} ORDER BY ALL",
          "SELECT * FROM {class_areas} ORDER BY ALL",
          "SELECT * FROM {class_coverage} ORDER BY ALL");

  @TempDir private static Path directory;
  private static Output whole;

  @BeforeAll
  static void runWithoutInterruption() throws Exception {
    directory = directory.toRealPath();
    ManyImages.make(directory.resolve("photos"), IMAGES - 1);
    Files.writeString(directory.resolve("photos/notes.jpg"), "not an image");
    Finished finished = segment("whole").finish(IN_TIME);
    assertThat(finished.err, finished.exitCode, is(0));
    whole = Output.at(directory.resolve("whole"));
  }

  @Test
  void aClusterWritesTheSameMasks(LocalCluster cluster) throws Exception {
    for (int inferences : List.of(IMAGES - 1, 0)) {
      Finished finished =
          cluster
              .submit(directory, SharedCluster.SLOTS, options("flink").toArray(new String[0]))
              .finish(IN_TIME);
      assertThat(finished.err, finished.exitCode, is(0));
      assertThat("no chatter of libraries", finished.err, not(containsString("WARN")));
      assertSame("flink", Output.at(directory.resolve("flink")));
      assertThat(counts("flink").get("inferences").asInt(), is(inferences));
      assertThat(
          "each slot has one that is not full",
          completeShards("flink"),
          hasSize(lessThanOrEqualTo(SharedCluster.SLOTS + IMAGES / SHARD_IMAGES)));
    }
    Finished verified = Program.bundle(directory, List.of("verify", "flink")).finish(IN_TIME);
    assertThat(verified.err, verified.exitCode, is(0));
  }

  @Test
  void shardsOfAProcessThatWasKilledAreKeptAndTheRestIsDoneOnce() throws Exception {
    long seed = Long.getLong("maskbeam.killSeed", System.nanoTime());
    System.out.println("-Dmaskbeam.killSeed=" + seed);
    Random random = new Random(seed);
    for (int kill = 0; kill < KILLS; kill++) {
      String output = "killed-" + kill;
      String moment = "-Dmaskbeam.killSeed=" + seed + ", kill " + kill;
      int shards = 1 + random.nextInt(IMAGES / SHARD_IMAGES - 2);
      try (Program run = segment(output)) {
        run.awaitWhileRunning(
            shards + " shards are complete",
            IN_TIME,
            () -> completeShards(output).size() >= shards);
        run.kill();
      }
      assertThat(
          moment,
          Files.readString(directory.resolve(output).resolve("run.json")),
          containsString("\"state\" : \"RUNNING\""));
      int kept = SHARD_IMAGES * completeShards(output).size();
      System.out.printf("killed with %d masks (%s)%n", kept, moment);

      Finished rerun = segment(output).finish(IN_TIME);
      assertThat(moment + rerun.err, rerun.exitCode, is(0));
      assertThat(moment, counts(output).get("already_done").asInt(), is(kept));
      assertThat(moment, counts(output).get("inferences").asInt(), is(IMAGES - 1 - kept));
      assertSame(moment, Output.at(directory.resolve(output)));
    }
  }

  private static void assertSame(String reason, Output output) throws Exception {
    assertThat(reason, output.counts(), is(List.of(IMAGES, IMAGES - 1, 1)));
    for (String rows : TABLES) {
      assertThat(reason, output.rows(rows), is(whole.rows(rows)));
    }
    Map<String, List<String>> masks = output.masksInShards();
    assertThat(reason, masks.keySet(), hasSize(IMAGES - 1));
    List<String> uris =
        masks.keySet().stream().map(mask -> "mask_uri=OUT/" + mask).collect(toList());
    assertThat(
        reason,
        output.rows("SELECT mask_uri FROM {images} WHERE mask_uri IS NOT NULL ORDER BY ALL"),
        is(uris));
    assertThat(reason, byName(masks), is(byName(whole.masksInShards())));
  }

  /** Masks by name, without the shards they are in, which depend on the workers. */
  private static Map<String, List<String>> byName(Map<String, List<String>> masks) {
    Map<String, List<String>> byName = new TreeMap<>();
    masks.forEach(
        (mask, chunks) -> {
          String shard = mask.substring(0, mask.indexOf('!'));
          byName.put(
              mask.substring(shard.length()),
              chunks.stream().map(chunk -> chunk.replace(shard, "SHARD")).collect(toList()));
        });
    return byName;
  }

  private static JsonNode counts(String output) throws IOException {
    Path run = directory.resolve(output).resolve("run.json");
    return new ObjectMapper().readTree(run.toFile()).get("counts");
  }

  private static List<Path> completeShards(String output) throws IOException {
    return Output.at(directory.resolve(output)).maskFiles().stream()
        .filter(file -> file.toString().endsWith("_stats.json"))
        .collect(toList());
  }

  private static Program segment(String output) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("segment"));
    arguments.addAll(options(output));
    return Program.bundle(directory, arguments);
  }

  private static List<String> options(String output) {
    return List.of(
        "--input=photos/*.jpg",
        "--output=" + output,
        "--maskLayout=shards",
        "--shardImages=" + SHARD_IMAGES);
  }
}
