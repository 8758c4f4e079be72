// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.deploy;

import static io.github.maskbeam.deploy.DeploymentFiles.COMPOSE;
import static io.github.maskbeam.deploy.DeploymentFiles.JOB_JAR_IN_IMAGE;
import static io.github.maskbeam.deploy.DeploymentFiles.yaml;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import io.github.maskbeam.deploy.Program.Finished;
import io.github.maskbeam.schemas.Sha256;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The ways to submit a job other than {@code java -jar}: Flink's command line, as the services of
 * {@code docker-compose.yml} use it, and REST.
 */
@ExtendWith(SharedCluster.class)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the local cluster is a bash script")
class FlinkSubmissionIT {
  private static final Duration IN_TIME = Duration.ofMinutes(2);
  private static final Path CONFIGURATION = Path.of("flink", "conf").toAbsolutePath();
  private static final String TARGET = Program.BUNDLE.getParent().toString();

  /** As Flink's scripts of the image put it together. */
  private static final String FLINK_CLASS_PATH =
      TARGET + "/flink/lib/*" + File.pathSeparator + TARGET + "/cluster-lib/*";

  private static final int SCENES = 8;

  @TempDir private static Path directory;
  private static LocalCluster cluster;
  private static Finished scenes;

  @BeforeAll
  static void drawScenes(LocalCluster shared) throws Exception {
    cluster = shared;
    directory = directory.toRealPath();
    Files.createDirectories(directory.resolve("data"));
    scenes = service("scenes").finish(IN_TIME);
  }

  @Test
  void composesServiceDrawsTheScenes() throws IOException {
    assertThat(scenes.out + scenes.err, scenes.exitCode, is(0));
    assertThat(Output.at(directory.resolve("data/demo")).counts(), is(List.of(SCENES, SCENES, 0)));
  }

  @Test
  void composesServiceSubmitsThem() throws Exception {
    Finished finished = service("submit").finish(IN_TIME);
    assertThat(finished.out + finished.err, finished.exitCode, is(0));
    assertThat(Output.at(directory.resolve("data/out")).counts(), is(List.of(SCENES, SCENES, 0)));
  }

  /**
   * The JobManager runs main(), which must return and must not end the process. It tries an unknown
   * model in a child JVM, for which it finds the classes of the job and the libraries of the
   * cluster.
   */
  @Test
  void uploadAndRunOverRest() throws Exception {
    byte[] model = unknownModel();
    Path file = Files.write(directory.resolve("model.tflite"), model);
    Path trial = Path.of(System.getenv("XDG_CACHE_HOME"), "maskbeam", Sha256.hex(model) + ".probe");
    Files.deleteIfExists(trial);
    JobManagerClient rest = cluster.rest();
    Path output = directory.resolve("by-rest");
    rest.run(
        rest.upload(Program.JOB_JAR),
        IN_TIME,
        "segment",
        "--runner=FlinkRunner",
        "--attachedMode=false",
        "--parallelism=2",
        "--executionModeForBatch=BATCH_FORCED",
        "--model=" + file,
        "--input=" + directory.resolve("data/demo/scenes/*.jpg"),
        "--output=" + output);
    assertThat("the model has run in a child JVM", Files.exists(trial), is(true));
    assertThat(Output.at(output).rows("FROM {images}"), hasSize(SCENES));
    assertThat(Output.at(output).maskFiles(), hasSize(SCENES));
    Finished verified =
        Program.bundle(directory, List.of("verify", output.toString())).finish(IN_TIME);
    assertThat(verified.out + verified.err, verified.exitCode, is(0));
    assertThat(verified.out, containsString("consistent"));
  }

  /** The embedded model with another description, and so with another SHA-256. */
  private static byte[] unknownModel() throws IOException {
    try (ZipFile jar = new ZipFile(Program.JOB_JAR.toFile());
        InputStream in = jar.getInputStream(jar.getEntry("io/github/maskbeam/model/demo.tflite"))) {
      String bytes = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
      return bytes.replace(": naive Bayes", ": NAIVE Bayes").getBytes(StandardCharsets.ISO_8859_1);
    }
  }

  /** Starts the command of a service, but for where things are and for the image's scripts. */
  private static Program service(String name) throws Exception {
    List<String> command = new ArrayList<>();
    for (String word : DeploymentFiles.command(yaml(COMPOSE), "services", name, "command")) {
      if (word.equals("java")) {
        command.addAll(List.of(Program.java(), Program.WITHOUT_OPTIMIZER));
      } else if (word.equals("flink")) {
        command.addAll(flinksScript());
      } else {
        command.add(
            // Paths of the image first: those of this build may contain them.
            word.replace("=/tmp/", "=" + directory + "/")
                .replace("/data/", directory + "/data/")
                .replace("jobmanager:8081", cluster.address())
                .replace("/opt/flink/lib/*:", FLINK_CLASS_PATH + File.pathSeparator)
                .replace(JOB_JAR_IN_IMAGE, Program.JOB_JAR.toString()));
      }
    }
    return Program.start(directory, Map.of("FLINK_CONF_DIR", CONFIGURATION.toString()), command);
  }

  private static List<String> flinksScript() {
    return List.of(
        Program.java(),
        Program.WITHOUT_OPTIMIZER,
        "-Dlog.file=" + directory.resolve("cli.log"),
        "-Dlog4j.configurationFile=" + CONFIGURATION.resolve("log4j.properties"),
        "-cp",
        FLINK_CLASS_PATH,
        "org.apache.flink.client.cli.CliFrontend");
  }
}
