// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.deploy;

import io.github.maskbeam.deploy.Program.Finished;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A Flink cluster of processes on loopback, started by the script that users run. The caller closes
 * it; only its logs remain. Not thread-safe.
 */
final class LocalCluster implements AutoCloseable {
  private static final Path SCRIPT = Path.of("flink", "local-cluster.sh").toAbsolutePath();

  /** Slots of each TaskManager. */
  static final int SLOTS_EACH = 2;

  private static final Duration SCRIPT_TIME = Duration.ofMinutes(2);

  private final Path directory;
  private final String address;

  private LocalCluster(Path directory, String address) {
    this.directory = directory;
    this.address = address;
  }

  /** Starts a cluster with its files in this directory. */
  static LocalCluster start(Path directory, int taskManagers)
      throws IOException, InterruptedException {
    return start(directory, taskManagers, Program.WITHOUT_OPTIMIZER);
  }

  /** The same with additional options for all JVMs. */
  static LocalCluster start(Path directory, int taskManagers, String jvmOptions)
      throws IOException, InterruptedException {
    return start(directory, taskManagers, Map.of("JDK_JAVA_OPTIONS", jvmOptions));
  }

  /** The same with additional environment variables for the script. */
  static LocalCluster start(Path directory, int taskManagers, Map<String, String> environment)
      throws IOException, InterruptedException {
    script(directory, environment, "start", "" + taskManagers);
    return new LocalCluster(directory, script(directory, "address").strip());
  }

  /** Runs a cluster for one job: its JobManager runs Maskbeam with these arguments. */
  static Finished application(
      Path directory, int taskManagers, Duration atMost, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of("application", "" + taskManagers));
    all.addAll(arguments);
    try {
      return start(directory, Map.of("JDK_JAVA_OPTIONS", Program.WITHOUT_OPTIMIZER), all)
          .finish(atMost);
    } catch (AssertionError e) {
      script(directory, "stop");
      throw e;
    }
  }

  /** Host and port of the REST API. */
  String address() {
    return address;
  }

  JobManagerClient rest() {
    return new JobManagerClient(address);
  }

  /** Process ids of the running TaskManagers. */
  List<Long> taskManagers() throws IOException, InterruptedException {
    return pids("taskmanager", "pids");
  }

  /** The log lines of each TaskManager so far, always in the same order. */
  List<List<String>> taskManagerLogs() throws IOException {
    List<List<String>> logs = new ArrayList<>();
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(home(directory).resolve("log"), "taskmanager-*.log")) {
      TreeSet<Path> sorted = new TreeSet<>();
      files.forEach(sorted::add);
      for (Path file : sorted) {
        logs.add(Files.readAllLines(file));
      }
    }
    return logs;
  }

  /** The JobManager's process. */
  ProcessHandle jobManager() throws IOException, InterruptedException {
    return ProcessHandle.of(pids("jobmanager", "pid").get(0)).orElseThrow();
  }

  /** Adds a TaskManager and waits until it is registered. */
  void startTaskManager() throws IOException, InterruptedException {
    script(directory, "taskmanager", "start");
  }

  /** Submits by {@code java -jar}: {@code segment} with these arguments and those for Flink. */
  Program submit(Path workingDirectory, int parallelism, String... arguments) throws IOException {
    List<String> segment = new ArrayList<>(List.of("segment"));
    segment.addAll(List.of(arguments));
    return submit(workingDirectory, parallelism, segment);
  }

  /** The same with any command, which is the first argument. */
  Program submit(Path workingDirectory, int parallelism, List<String> arguments)
      throws IOException {
    List<String> all = new ArrayList<>(arguments);
    all.add("--runner=FlinkRunner");
    all.add("--flinkMaster=" + address);
    all.add("--filesToStage=" + Program.JOB_JAR);
    all.add("--parallelism=" + parallelism);
    all.add("--executionModeForBatch=BATCH_FORCED");
    return Program.bundle(workingDirectory, all);
  }

  @Override
  public void close() throws IOException {
    try {
      script(directory, "stop");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the cluster stopped", e);
    }
  }

  private List<Long> pids(String... arguments) throws IOException, InterruptedException {
    return script(directory, arguments).lines().map(Long::valueOf).collect(Collectors.toList());
  }

  private static Path home(Path directory) {
    return directory.resolve("a flink");
  }

  private static String script(Path directory, String... arguments)
      throws IOException, InterruptedException {
    return script(directory, Map.of(), arguments);
  }

  private static String script(Path directory, Map<String, String> more, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = List.of(arguments);
    Finished finished = start(directory, more, command).finish(SCRIPT_TIME);
    if (finished.exitCode != 0) {
      throw new AssertionError(command + " ended with " + finished.exitCode + ": " + finished.err);
    }
    return finished.out;
  }

  private static Program start(Path directory, Map<String, String> more, List<String> arguments)
      throws IOException {
    List<String> command = new ArrayList<>(List.of(SCRIPT.toString()));
    command.addAll(arguments);
    Map<String, String> environment = new HashMap<>(more);
    environment.put("MASKBEAM_FLINK_HOME", home(directory).toString());
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.put("SLOTS", "" + SLOTS_EACH);
    return Program.start(directory, environment, command);
  }
}
