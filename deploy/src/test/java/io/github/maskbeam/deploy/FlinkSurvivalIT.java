// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.deploy;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;

import io.github.maskbeam.deploy.Program.Finished;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Processes of a cluster are killed or paused during a job. */
@ExtendWith(SharedCluster.class)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the local cluster is a bash script")
class FlinkSurvivalIT {
  private static final Duration IN_TIME = Duration.ofMinutes(3);
  private static final Duration PAUSE = Duration.ofSeconds(60);

  @TempDir private Path directory;

  @Test
  void jobSurvivesTheLossOfATaskManager() throws Exception {
    int images = 300;
    ManyImages.make(directory.resolve("photos"), images);
    try (LocalCluster cluster = LocalCluster.start(directory, 2);
        Program client = cluster.submit(directory, 4, "--input=photos/*.jpg", "--output=out")) {
      JobManagerClient rest = cluster.rest();
      client.awaitWhileRunning("images are taken", IN_TIME, () -> rest.imagesTaken() > 20);
      long taken = rest.imagesTaken();
      kill(cluster.taskManagers().get(0));
      assertThat("killed in the middle", taken, lessThan((long) images));
      cluster.startTaskManager();

      assertWhole(client, images);
      assertThat(rest.taskManagersOf(rest.jobs().get(0)), hasItem("taskmanager-3"));
    }
  }

  /**
   * As when a virtual machine is moved: the JobManager gives the TaskManager up after 20 s, and
   * what the TaskManager still does when it wakes is not in the output.
   */
  @Test
  void jobSurvivesATaskManagerThatPauses() throws Exception {
    int images = 1_500;
    ManyImages.make(directory.resolve("photos"), images);
    try (LocalCluster cluster = LocalCluster.start(directory, 2);
        Program client = cluster.submit(directory, 4, "--input=photos/*.jpg", "--output=out")) {
      JobManagerClient rest = cluster.rest();
      client.awaitWhileRunning("images are taken", IN_TIME, () -> rest.imagesTaken() > 20);
      long paused = cluster.taskManagers().get(0);
      Program.signal("STOP", paused);
      long wakesNanos = System.nanoTime() + PAUSE.toNanos();
      client.awaitWhileRunning("the pause is over", IN_TIME, () -> System.nanoTime() > wakesNanos);
      Program.signal("CONT", paused);

      assertWhole(client, images);
    }
  }

  @Test
  void lossOfTheJobManagerIsToldAndAnotherClusterDoesTheRest(LocalCluster another)
      throws Exception {
    ManyImages.make(directory.resolve("photos"), 80);
    // By default a client asks a JobManager that is gone for a minute, every 3 s.
    Path configuration = Files.createDirectories(directory.resolve("conf"));
    Files.writeString(configuration.resolve("flink-conf.yaml"), "rest.retry.max-attempts: 3\n");
    try (LocalCluster cluster = LocalCluster.start(directory, 1);
        Program client =
            cluster.submit(
                directory,
                2,
                "--input=photos/*.jpg",
                "--output=out",
                "--flinkConfDir=" + configuration)) {
      JobManagerClient rest = cluster.rest();
      client.awaitWhileRunning("images are taken", IN_TIME, () -> rest.imagesTaken() > 0);
      kill(cluster.jobManager().pid());
      Finished finished = client.finish(IN_TIME);
      assertThat(finished.exitCode, is(1));
      assertThat(finished.err, containsString("maskbeam: RUN_FAILED: "));
      assertThat(finished.err, containsString("refused"));
    }
    Finished finished =
        another.submit(directory, 2, "--input=photos/*.jpg", "--output=out").finish(IN_TIME);
    assertThat(finished.err, finished.exitCode, is(0));
    assertThat(Output.at(directory.resolve("out")).counts(), is(List.of(80, 80, 0)));
    assertThat(finished.err, not(containsString("OUTPUT_INCONSISTENT")));
  }

  /** Each image is in the output once. */
  private void assertWhole(Program client, int images) throws Exception {
    Finished finished = client.finish(IN_TIME);
    assertThat(finished.err, finished.exitCode, is(0));
    Output out = Output.at(directory.resolve("out").toRealPath());
    assertThat(out.counts(), is(List.of(images, images, 0)));
    assertThat(
        out.rows("SELECT count(*) AS n, count(DISTINCT image_uri) AS uris FROM {images}"),
        is(List.of(String.format("n=%d uris=%d", images, images))));
    assertThat(
        out.rows("SELECT image_id, class_id FROM {class_areas} GROUP BY ALL HAVING count(*) > 1"),
        hasSize(0));
    assertThat(out.maskFiles(), hasSize(images));
  }

  private static void kill(long pid) {
    ProcessHandle.of(pid).orElseThrow().destroyForcibly();
  }
}
