// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.deploy;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesRegex;

import io.github.maskbeam.deploy.Program.Finished;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the commands of the READMEs with the finished jar, in the order in which a person reads
 * them, in a directory that has photographs, ground truth and the demonstration's output. Commands
 * that do not run here are listed with the reason; any other command must succeed.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the commands are for a POSIX shell")
class ReadmeCommandsIT {
  private static final Duration IN_TIME = Duration.ofMinutes(3);

  private static final Path ROOT = Path.of("..");
  private static final int DEEPEST_README = 3;

  /** By command, or by how it starts where the key ends with three dots: why it is not run here. */
  private static final Map<String, String> NOT_RUN = new LinkedHashMap<>();

  static {
    String ci = "run by .ci/run, on a clean clone";
    NOT_RUN.put("./mvnw -q -DskipTests package && java -jar deploy/target/maskbeam.jar demo", ci);
    NOT_RUN.put("./mvnw verify", ci);
    String maven = "Maven within Maven: no test of the jar; parts of what .ci/run does";
    NOT_RUN.put("./mvnw verify -DskipITs", maven);
    NOT_RUN.put("./mvnw -pl transforms -am verify", maven);
    NOT_RUN.put("./mvnw spotless:apply", "changes sources; the build runs spotless:check");
    NOT_RUN.put("./mvnw test -pl pipeline -am ...", "writes into the sources");
    String quiet = "benchmarks, which need a quiet machine";
    NOT_RUN.put("./mvnw -q test-compile exec:java ...", quiet);
    NOT_RUN.put("./mvnw -q -Pbenchmark ...", quiet);
    NOT_RUN.put("java -cp 'deploy/benchmark/target/lib/*' ...", quiet);
    NOT_RUN.put("./mvnw versions:set ...", "changes the poms");
    NOT_RUN.put(
        "./mvnw -DskipTests package -Djavacpp.platform=linux-arm64",
        "downloads natives for another platform, which cannot be run here");

    String s3 = "needs a bucket; StorageRunTest.fromS3ToS3 does the same on S3Proxy";
    NOT_RUN.put("maskbeam segment --model=deeplabv3 --input='s3://bucket/photos/**/*.jpg' ...", s3);
    NOT_RUN.put("maskbeam segment --model=deeplabv3 --manifest=urls.txt ...", s3);

    NOT_RUN.put("/** Segments the images that...", "compiled and run by SegmentPhotosTest");
    NOT_RUN.put("import pandas as pd\n...", "pandas is no part of the build");
    NOT_RUN.put("dataset = fiftyone...", "FiftyOne is no part of the build, README says so");
    NOT_RUN.put("areas = spark.read.parquet(...", "Spark is no part of the build");

    String flink = "needs a cluster; FlinkClusterIT submits so to one";
    NOT_RUN.put("java -jar deploy/target/maskbeam.jar segment --runner=FlinkRunner ...", flink);
    NOT_RUN.put("java -jar target/maskbeam.jar segment --runner=FlinkRunner ...", flink);
    String script = "run by LocalCluster for every Flink*IT";
    NOT_RUN.put("SLOTS=2 REST_PORT=8081 flink/local-cluster.sh start 2", script);
    NOT_RUN.put("flink/local-cluster.sh taskmanager start", script);
    NOT_RUN.put(
        "flink/local-cluster.sh application 2 ...", "FlinkApplicationModeIT runs it with scenes");
    NOT_RUN.put("flink/local-cluster.sh stop", script);
    NOT_RUN.put(
        "kill -9 \"$(flink/local-cluster.sh taskmanager pids | head -n 1)\"",
        "FlinkSurvivalIT kills a TaskManager");
    NOT_RUN.put(
        "FLINK_CONF_DIR=flink/conf java ...", "FlinkSubmissionIT.composesServiceSubmitsThem");
    String rest = "FlinkSubmissionIT.uploadAndRunOverRest sends the same requests";
    NOT_RUN.put("jar=\"$(curl -F jarfile=@target/maskbeam-job.jar ...", rest);
    NOT_RUN.put("curl -H 'Content-Type: application/json' ...", rest);
    String docker = "needs a Docker daemon and images from its registry; never run, README says so";
    NOT_RUN.put("docker compose up --detach --wait", docker);
    NOT_RUN.put("docker compose run --rm submit", docker);
    NOT_RUN.put("docker compose --file docker-compose.application.yml ...", docker);
    NOT_RUN.put("docker/build-check.sh run", "needs podman, rights of root and Debian's mirror");
    String kubernetes = "needs a Kubernetes cluster; never run, README says so";
    NOT_RUN.put("kubectl apply -f deploy/kubernetes/storage.yaml ...", kubernetes);
    NOT_RUN.put("kubectl wait ...", kubernetes);
    NOT_RUN.put("kubectl create -f deploy/kubernetes/demo-job.yaml", kubernetes);
  }

  @TempDir private static Path directory;

  @BeforeAll
  static void prepare() throws Exception {
    Finished demo = shell("maskbeam demo");
    assertThat(demo.err, demo.exitCode, is(0));
    copy("maskbeam-demo/scenes", ".*\\.jpg", "$0", "photos/holidays");
    // The masks themselves as ground truth: all IoU are 1, and the command has something to read.
    copy("maskbeam-demo/masks", "(.*)-[0-9a-f]{32}(\\.png)", "$1$2", "VOC2012/SegmentationClass");
  }

  @TestFactory
  Stream<DynamicTest> everyCommandRuns() throws IOException {
    return commands().stream()
        .filter(command -> keyOf(command).isEmpty())
        .map(command -> DynamicTest.dynamicTest(command.toString(), () -> run(command)));
  }

  @Test
  void everyReasonIsForACommandThatIsThere() throws IOException {
    List<String> unused = new ArrayList<>(NOT_RUN.keySet());
    for (MarkdownCommand command : commands()) {
      unused.removeAll(keyOf(command));
    }
    assertThat(unused, is(List.of()));
  }

  private static List<MarkdownCommand> commands() throws IOException {
    List<MarkdownCommand> commands = new ArrayList<>();
    for (Path file : files()) {
      commands.addAll(MarkdownCommand.of(file));
    }
    return commands;
  }

  /** Every README and CONTRIBUTING, the root's first: its commands make what others look at. */
  private static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT, DEEPEST_README)) {
      return files
          .filter(file -> file.getFileName().toString().matches("(README|CONTRIBUTING)\\.md"))
          .filter(file -> !file.toString().contains(File.separator + "target" + File.separator))
          .sorted()
          .collect(Collectors.toList());
    }
  }

  private static List<String> keyOf(MarkdownCommand command) {
    return NOT_RUN.keySet().stream()
        .filter(
            key ->
                key.endsWith("...")
                    ? command.text().startsWith(key.substring(0, key.length() - 3))
                    : command.text().equals(key))
        .collect(Collectors.toList());
  }

  private static void run(MarkdownCommand command) throws Exception {
    String here =
        command
            .text()
            .replace("java -jar deploy/target/maskbeam.jar", "maskbeam")
            // The embedded model, since tests download nothing.
            .replace("--model=deeplabv3", "--model=demo");
    Finished finished = shell(here);
    assertThat(finished.out + finished.err, finished.exitCode, is(0));
    if (command.output().isPresent()) {
      String pattern =
          command
              .output()
              .get()
              .lines()
              .map(line -> line.equals("...") ? "(?:.*\n)*" : Pattern.quote(line) + "\n")
              .collect(Collectors.joining());
      assertThat(finished.out.replace("\r\n", "\n"), matchesRegex(pattern));
    }
  }

  private static Finished shell(String command) throws IOException, InterruptedException {
    String java = Path.of(System.getProperty("java.home"), "bin").toString();
    return Program.start(
            directory,
            Map.of(
                "PATH",
                java + File.pathSeparator + System.getenv("PATH"),
                // Most commands are all start-up.
                "JDK_JAVA_OPTIONS",
                "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"),
            List.of(
                "bash",
                "-euo",
                "pipefail",
                "-c",
                "maskbeam() { java -jar '" + Program.BUNDLE + "' \"$@\"; }\n" + command))
        .finish(IN_TIME);
  }

  /** Copies files below a directory whose name matches, under a name made of it. */
  private static void copy(String from, String name, String newName, String to) throws IOException {
    Path target = Files.createDirectories(directory.resolve(to));
    Pattern pattern = Pattern.compile(name);
    try (Stream<Path> files = Files.walk(directory.resolve(from))) {
      for (Path file : files.filter(Files::isRegularFile).collect(Collectors.toList())) {
        String given = file.getFileName().toString();
        if (pattern.matcher(given).matches()) {
          Files.copy(file, target.resolve(pattern.matcher(given).replaceFirst(newName)));
        }
      }
    }
  }
}
