// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A process that a test started; its output goes to files. Closing kills it. Not thread-safe.
 *
 * <p>All tests start processes through this class, so that they run what users run.
 */
final class Program implements AutoCloseable {
  /** The self-contained jar. */
  static final Path BUNDLE = Path.of("target", "maskbeam.jar").toAbsolutePath();

  /** The jar for clusters. */
  static final Path JOB_JAR = Path.of("target", "maskbeam-job.jar").toAbsolutePath();

  /**
   * Of a run of few images, the compiler that optimizes takes half of the CPU time, and it is over
   * before that pays.
   */
  static final String WITHOUT_OPTIMIZER = "-XX:TieredStopAtLevel=1";

  /** Fine enough that a moment to wait for is not over when it is seen. */
  private static final long POLL_MS = 50;

  private final Process process;
  private final Path out;
  private final Path err;

  private Program(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /** Starts a command in a directory with additional environment variables. */
  static Program start(Path directory, Map<String, String> environment, List<String> command)
      throws IOException {
    Path out = Files.createTempFile(directory, "stdout-", ".txt");
    Path err = Files.createTempFile(directory, "stderr-", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().putAll(environment);
    return new Program(builder.start(), out, err);
  }

  /** Starts the bundle as people do: {@code java -jar maskbeam.jar arguments}. */
  static Program plainBundle(Path directory, List<String> arguments) throws IOException {
    return start(directory, Map.of(), command(List.of(java(), "-jar"), arguments));
  }

  /** Starts the bundle for a short run: the same on a JVM that does not optimize. */
  static Program bundle(Path directory, List<String> arguments) throws IOException {
    return start(
        directory, Map.of(), command(List.of(java(), WITHOUT_OPTIMIZER, "-jar"), arguments));
  }

  private static List<String> command(List<String> java, List<String> arguments) {
    List<String> command = new ArrayList<>(java);
    command.add(BUNDLE.toString());
    command.addAll(arguments);
    return command;
  }

  /** The JVM that runs the tests. */
  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** Waits for the end of the process. */
  Finished finish(Duration atMost) throws IOException, InterruptedException {
    try (this) {
      if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new AssertionError("not ended after " + atMost + ": " + text());
      }
    }
    return new Finished(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  /** Waits for a condition while the process runs. */
  void awaitWhileRunning(String what, Duration atMost, Condition condition)
      throws IOException, InterruptedException {
    long deadlineNanos = System.nanoTime() + atMost.toNanos();
    while (!condition.isMet()) {
      if (process.waitFor(POLL_MS, TimeUnit.MILLISECONDS)) {
        throw new AssertionError("ended before " + what + ": " + text());
      }
      if (System.nanoTime() > deadlineNanos) {
        throw new AssertionError("not within " + atMost + ": " + what + ": " + text());
      }
    }
  }

  /** Sends a signal such as STOP to the process. */
  void signal(String name) throws IOException, InterruptedException {
    signal(name, process.pid());
  }

  /** Sends a signal to any process that the tests started. */
  static void signal(String name, long pid) throws IOException, InterruptedException {
    int exitCode = new ProcessBuilder("kill", "-" + name, "" + pid).inheritIO().start().waitFor();
    if (exitCode != 0) {
      throw new AssertionError("kill -" + name + " " + pid + " ended with " + exitCode);
    }
  }

  /** Kills the process with SIGKILL and waits for its end. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Kills the process after this time, unless it has ended. Returns whether it was killed. */
  boolean killAfter(Duration time) throws InterruptedException {
    if (process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS)) {
      return false;
    }
    kill();
    return true;
  }

  private String text() throws IOException {
    return Files.readString(out) + Files.readString(err);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  /** A condition to wait for. */
  interface Condition {
    boolean isMet() throws IOException, InterruptedException;
  }

  /** The result of a process. */
  static final class Finished {
    final int exitCode;
    final String out;
    final String err;

    private Finished(int exitCode, String out, String err) {
      this.exitCode = exitCode;
      this.out = out;
      this.err = err;
    }
  }
}
