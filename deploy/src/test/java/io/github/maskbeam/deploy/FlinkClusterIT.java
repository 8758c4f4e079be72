// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.deploy;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.aMapWithSize;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.maskbeam.deploy.Program.Finished;
import io.github.maskbeam.pipeline.progress.ImageCounts;
import io.github.maskbeam.pipeline.runner.flink.FlinkJobCounts;
import io.github.maskbeam.pipeline.runner.flink.FlinkRest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A job on a real cluster of two TaskManagers, compared with the same job on DirectRunner. */
@ExtendWith(SharedCluster.class)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the local cluster is a bash script")
class FlinkClusterIT {
  private static final int IMAGES = 160;

  /** Images with a world file. */
  private static final int GEOREFERENCED = 12;

  private static final int SLOTS = SharedCluster.SLOTS;

  /**
   * Two sources (listings, and an element per table file) and their merging; grouping by image,
   * segmenting, writing tables; a sink, which Flink demands.
   */
  private static final int MOST_STAGES = 7;

  @TempDir private static Path directory;
  private static LocalCluster cluster;
  private static JobManagerClient rest;
  private static String job;

  /** What each TaskManager wrote while it did the job. */
  private static List<List<String>> logs;

  private static Finished onDirectRunner;
  private static Finished onFlink;

  @BeforeAll
  static void runBoth(LocalCluster shared) throws Exception {
    cluster = shared;
    ManyImages.make(directory.resolve("photos"), IMAGES);
    Files.writeString(directory.resolve("photos/notes.jpg"), "not an image");
    for (int i = 0; i < GEOREFERENCED; i++) {
      Files.writeString(
          directory.resolve(String.format("photos/photo-%04d.jgw", 13 * i)),
          String.format("0.%d1\n0\n0\n-0.2\n1447000.3\n%d00000\n", i + 1, i + 1));
    }
    rest = cluster.rest();
    List<List<String>> before = cluster.taskManagerLogs();
    onFlink =
        cluster
            .submit(
                directory,
                SLOTS,
                "--input=photos/*.jpg",
                "--output=flink",
                "--confidence=mask",
                "--minConfidence=0.8",
                "--scales=1,2",
                "--tiles=unsure",
                "--georeference=worldfile",
                "--crs=EPSG:3857")
            .finish(Duration.ofMinutes(3));
    job = rest.jobs().get(0);
    logs = cluster.taskManagerLogs();
    for (int i = 0; i < logs.size(); i++) {
      logs.set(i, logs.get(i).subList(before.get(i).size(), logs.get(i).size()));
    }
    onDirectRunner =
        Program.bundle(
                directory,
                List.of(
                    "segment",
                    "--input=photos/*.jpg",
                    "--output=direct",
                    "--confidence=mask",
                    "--minConfidence=0.8",
                    "--scales=1,2",
                    "--tiles=unsure",
                    "--georeference=worldfile",
                    "--crs=EPSG:3857"))
            .finish(Duration.ofMinutes(3));
  }

  @Test
  void bothEndWellAndSaySo() throws IOException {
    for (Output output : List.of(direct(), flink())) {
      assertThat(output.counts(), is(List.of(IMAGES + 1, IMAGES, 1)));
    }
    for (Finished run : List.of(onDirectRunner, onFlink)) {
      assertThat(run.err, run.exitCode, is(0));
      assertThat("no chatter of libraries", run.err, not(containsString("WARN")));
    }
  }

  @Test
  void tablesAreTheSameRowForRow() throws Exception {
    for (String rows :
        List.of(
            "SELECT * EXCLUDE (decode_ms, inference_ms, processed_at) FROM {images} ORDER BY ALL",
            "SELECT * FROM {class_areas} ORDER BY ALL",
            "SELECT * FROM {class_coverage} ORDER BY ALL")) {
      assertThat(rows, flink().rows(rows), is(direct().rows(rows)));
    }
    assertThat(flink().rows("FROM {images}"), hasSize(IMAGES + 1));
    assertThat(
        flink().rows("FROM {images} WHERE pixel_area_m2 > 0 AND lon > 0"), hasSize(GEOREFERENCED));
    assertThat(
        flink().rows("FROM {class_coverage} WHERE area_m2_image_count = " + GEOREFERENCED),
        not(empty()));
  }

  @Test
  void masksAreTheSame() throws Exception {
    assertThat(flink().masks(), aMapWithSize(IMAGES + 2 * GEOREFERENCED));
    assertThat(flink().masks(), is(direct().masks()));
    assertThat(flink().confidenceMasks(), aMapWithSize(flink().counts().get(1)));
    assertThat(flink().confidenceMasks(), is(direct().confidenceMasks()));
  }

  /** One subtask lists a glob; without a fusion break it would segment all images. */
  @Test
  void imagesAreSpreadOverAllSlots() throws Exception {
    JsonNode subtasks = rest.segmentingSubtasks(job).orElseThrow();
    TreeSet<String> taskManagers = new TreeSet<>();
    subtasks.forEach(subtask -> taskManagers.add(subtask.get("taskmanager-id").asText()));
    assertThat(taskManagers, hasSize(2));
    assertEven("images", subtasks, IMAGES + 1, SLOTS);
  }

  /** Each of the four files of a table is written by another subtask. */
  @Test
  void rowsAreSpreadOverAllSlots() throws Exception {
    // One element of each file says that it exists, and one of each segmenting subtask is a chunk
    // of its rows, or its coverage. One subtask has that file besides two others.
    int files = 9;
    int chunks = files * (1 + SLOTS);
    JsonNode subtasks = rest.subtasks(job, "WriteTables/WriteFiles/WriteFile");
    assertEven("chunks of rows", subtasks, chunks, 1 + SLOTS);
  }

  /** Each stage costs time before the first image or after the last one. */
  @Test
  void jobHasFewStages() throws Exception {
    List<String> names = new ArrayList<>();
    rest.get("/jobs/" + job).get("vertices").forEach(vertex -> names.add(vertex.get("name") + ""));
    assertThat(names.toString(), names.size(), lessThanOrEqualTo(MOST_STAGES));
  }

  /** Checks the records that the subtasks of a stage read. */
  private static void assertEven(String what, JsonNode subtasks, int sum, int mostDifference) {
    List<Integer> records = new ArrayList<>();
    subtasks.forEach(subtask -> records.add(subtask.at("/metrics/read-records").asInt()));
    System.out.printf("%s of each subtask: %s%n", what, records);
    assertThat(records, hasSize(SLOTS));
    assertThat(records.stream().mapToInt(Integer::intValue).sum(), is(sum));
    assertThat(
        records.toString(),
        Collections.max(records) - Collections.min(records),
        lessThanOrEqualTo(mostDifference));
  }

  /** Counted in the logs, because one interpreter per image would give the same masks. */
  @Test
  void oneInterpreterForEachSubtaskAndOneModelForEachTaskManager() throws IOException {
    // TaskManagers read the copy in the output.
    String loaded = "Loaded model " + directory.resolve("flink").toRealPath() + "/model/";
    List<Long> models = new ArrayList<>();
    long interpreters = 0;
    for (List<String> log : logs) {
      models.add(log.stream().filter(line -> line.contains(loaded)).count());
      interpreters += log.stream().filter(line -> line.contains("Opened an interpreter")).count();
    }
    assertThat(models, is(List.of(1L, 1L)));
    assertThat(interpreters, is((long) SLOTS));
  }

  /** The masks of the other run are the ground truth of all images but one. */
  @Test
  void progressOfAnEvaluationIsThatOfItsPairs() throws Exception {
    Path truths = Files.createDirectory(directory.resolve("truths"));
    List<String> masks =
        direct().rows("SELECT mask_uri FROM {images} WHERE mask_uri IS NOT NULL ORDER BY ALL");
    for (String row : masks.subList(1, masks.size())) {
      Path mask = directory.resolve("direct").resolve(row.replaceFirst("mask_uri=OUT/", ""));
      String stem = mask.getFileName().toString().replaceFirst("-[0-9a-f]{32}\\.png$", "");
      Files.copy(mask, truths.resolve(stem + ".png"));
    }
    Files.copy(truths.resolve("photo-0100.png"), truths.resolve("of-no-image.png"));
    String name = "evaluation" + System.nanoTime();
    Finished evaluated =
        cluster
            .submit(
                directory,
                SLOTS,
                List.of("evaluate", "flink", "--groundTruth=truths", "--jobName=" + name))
            .finish(Duration.ofMinutes(3));
    assertThat(evaluated.out + evaluated.err, evaluated.exitCode, is(0));
    FlinkJobCounts counts =
        FlinkJobCounts.ofEvaluation(FlinkRest.at(cluster.address()), name, IMAGES - 1);
    assertThat(counts.now(), is(Optional.of(ImageCounts.of(IMAGES - 1, IMAGES - 1))));
    JsonNode comparing = rest.vertex(rest.jobs().get(0), "FlatMap at EvaluateImages/CompareImage)");
    assertThat(
        "images, also the one that is none, and ground truths",
        comparing.at("/metrics/read-records").asInt(),
        is(IMAGES + 1 + IMAGES));
  }

  private static Output flink() throws IOException {
    return Output.at(directory.resolve("flink").toRealPath());
  }

  private static Output direct() throws IOException {
    return Output.at(directory.resolve("direct").toRealPath());
  }
}
