// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.deploy;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.maskbeam.deploy.Program.Finished;
import io.github.maskbeam.pipeline.demo.DemoScenes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Flink's application mode: a cluster for one job, whose JobManager calls main(). */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the local cluster is a bash script")
class FlinkApplicationModeIT {
  private static final Duration IN_TIME = Duration.ofMinutes(4);

  @TempDir private static Path directory;
  private static int scenes;

  @BeforeAll
  static void drawScenes() throws Exception {
    directory = directory.toRealPath();
    scenes = DemoScenes.copyTo(Files.createDirectory(directory.resolve("scenes"))).size();
  }

  /** main() waits for the job in the JobManager, and commits the tables before both end. */
  @Test
  void theJobManagerCommitsTheTables() throws Exception {
    Path output = directory.resolve("attached");
    Finished application = application(output);
    assertThat(application.out + application.err, application.exitCode, is(0));
    assertThat(
        application.out, containsString(scenes + " images: " + scenes + " segmented, 0 failed"));
    assertThat(Output.at(output).counts(), is(List.of(scenes, scenes, 0)));
    assertThat("the lock is released", Files.exists(output.resolve("run.lock")), is(false));

    Finished verified = verify(output);
    assertThat(verified.out + verified.err, verified.exitCode, is(0));
    assertThat(verified.out, allOf(containsString("consistent"), not(containsString("committed"))));
  }

  /** The JobManager ends with the job, so nobody but verify can commit its tables. */
  @Test
  void verifyCommitsTheTablesOfADetachedJob() throws Exception {
    Path output = directory.resolve("detached");
    Finished application = application(output, "--attachedMode=false");
    assertThat(application.out + application.err, application.exitCode, is(0));
    assertThat(state(output), is("RUNNING"));

    Finished verified = verify(output);
    assertThat(verified.out + verified.err, verified.exitCode, is(0));
    assertThat(verified.out, allOf(containsString("consistent"), containsString("committed")));
    assertThat(state(output), is("FINISHED"));
    assertThat(Output.at(output).rows("FROM {images} WHERE status = 'SUCCEEDED'"), hasSize(scenes));
    assertThat(Output.at(output).maskFiles(), hasSize(scenes));
  }

  /** What main() refuses is told, and ends the cluster. */
  @Test
  void whatIsRefusedEndsTheCluster() throws Exception {
    Path output = directory.resolve("refused");
    Finished application = application(output, "--maxFailureFraction=2");
    assertThat(application.exitCode, is(1));
    assertThat(application.out, containsString("maskbeam: OPTION_OUT_OF_RANGE"));
    assertThat(application.err, containsString("the JobManager ended with exit code"));
    assertThat("a run has begun", Files.exists(output.resolve("run.json")), is(false));
  }

  private static Finished application(Path output, String... more) throws Exception {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "segment",
                "--runner=FlinkRunner",
                "--parallelism=" + LocalCluster.SLOTS_EACH,
                "--input=" + directory.resolve("scenes/*.jpg"),
                "--output=" + output));
    arguments.addAll(List.of(more));
    return LocalCluster.application(directory, 1, IN_TIME, arguments);
  }

  private static Finished verify(Path output) throws Exception {
    return Program.bundle(directory, List.of("verify", output.toString())).finish(IN_TIME);
  }

  private static String state(Path output) throws Exception {
    return new ObjectMapper().readTree(output.resolve("run.json").toFile()).get("state").asText();
  }
}
