// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.deploy;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.maskbeam.deploy.Program.Finished;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The ways to submit a job other than {@code java -jar}. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the local cluster is a bash script")
class FlinkSubmissionIT {
  private static final Duration IN_TIME = Duration.ofMinutes(2);
  private static final Path CONFIGURATION = Path.of("flink", "conf").toAbsolutePath();
  private static final int IMAGES = 8;

  @TempDir private static Path directory;
  private static LocalCluster cluster;

  @BeforeAll
  static void start() throws Exception {
    ManyImages.make(directory.resolve("photos"), IMAGES);
    cluster = LocalCluster.start(directory, 1);
  }

  @AfterAll
  static void stop() throws Exception {
    if (cluster != null) {
      cluster.close();
    }
  }

  @Test
  void flinksOwnCommandLine() throws Exception {
    Finished finished =
        Program.start(
                directory,
                Map.of("FLINK_CONF_DIR", CONFIGURATION.toString()),
                List.of(
                    Program.java(),
                    "-Dlog.file=" + directory.resolve("cli.log"),
                    "-Dlog4j.configurationFile=" + CONFIGURATION.resolve("log4j.properties"),
                    "-cp",
                    "TARGET/flink/lib/*:TARGET/cluster-lib/*"
                        .replace("TARGET", Program.BUNDLE.getParent().toString())
                        .replace(":", File.pathSeparator),
                    "org.apache.flink.client.cli.CliFrontend",
                    "run",
                    "--jobmanager",
                    cluster.address(),
                    "--parallelism",
                    "2",
                    Program.JOB_JAR.toString(),
                    "segment",
                    "--runner=FlinkRunner",
                    "--executionModeForBatch=BATCH_FORCED",
                    "--input=photos/*.jpg",
                    "--output=by-command-line"))
            .finish(IN_TIME);
    assertThat(finished.out + finished.err, finished.exitCode, is(0));
    assertThat(
        Output.at(directory.resolve("by-command-line")).counts(), is(List.of(IMAGES, IMAGES, 0)));
  }

  /** The JobManager runs main(), which must return and must not end the process. */
  @Test
  void uploadAndRunOverRest() throws Exception {
    JobManagerClient rest = cluster.rest();
    Path output = directory.toRealPath().resolve("by-rest");
    ObjectNode request = new ObjectMapper().createObjectNode();
    request
        .putArray("programArgsList")
        .add("segment")
        .add("--runner=FlinkRunner")
        .add("--attachedMode=false")
        .add("--parallelism=2")
        .add("--executionModeForBatch=BATCH_FORCED")
        .add("--input=" + directory.toRealPath().resolve("photos/*.jpg"))
        .add("--output=" + output);
    String job =
        rest.post("/jars/" + rest.upload(Program.JOB_JAR) + "/run", request).get("jobid").asText();
    rest.awaitEnd(job, IN_TIME);
    assertThat(rest.state(job), is("FINISHED"));
    assertThat(Output.at(output).rows("FROM {images}"), hasSize(IMAGES));
    assertThat(Output.at(output).maskFiles(), hasSize(IMAGES));
  }
}
