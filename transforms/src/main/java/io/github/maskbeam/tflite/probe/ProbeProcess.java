// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.tflite.probe;

import io.github.maskbeam.natives.ResidentMemory;
import io.github.maskbeam.tflite.ExternalDelegate;
import io.github.maskbeam.tflite.probe.ProbeResult.Outcome;
import java.io.BufferedReader;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A child JVM that opens and runs models one by one. Not thread-safe. */
final class ProbeProcess implements AutoCloseable {
  private static final long POLL_MS = 20;
  private static final List<String> JVM_ARGUMENTS =
      List.of(
          "-Xmx64m",
          "-XX:MaxDirectMemorySize=2g",
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-XX:-UsePerfData",
          "-XX:+SuppressFatalErrorMessage",
          "-XX:-CreateCoredumpOnCrash");

  /** An empty line marks the end of the output. */
  private static final String END = "";

  private final ProbeLimits limits;
  private final Process process;
  private final BlockingQueue<String> output = new LinkedBlockingQueue<>();

  private ProbeProcess(ProbeLimits limits, Process process) {
    this.limits = limits;
    this.process = process;
  }

  /**
   * Starts the process.
   *
   * @throws IOException if there is no Java program to start, or no process may be started
   */
  static ProbeProcess start(ProbeLimits limits) throws IOException {
    return start(limits, ChildClassPath.ofThisJvm());
  }

  static ProbeProcess start(ProbeLimits limits, String classPath) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(JVM_ARGUMENTS);
    System.getProperties().stringPropertyNames().stream()
        .filter(name -> name.matches("(org\\.bytedeco|jna)\\..*|java\\.io\\.tmpdir"))
        .forEach(name -> command.add("-D" + name + "=" + System.getProperty(name)));
    command.add("-cp");
    command.add(classPath);
    command.add(ProbeMain.class.getName());
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    // Options for this JVM, such as a debugger's port or a larger heap, are not for its children.
    List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS")
        .forEach(builder.environment()::remove);
    ProbeProcess started = new ProbeProcess(limits, builder.start());
    ProbeLimits.sacrifice(started.process.pid());
    Thread reader = new Thread(started::readOutput, "model probe");
    reader.setDaemon(true);
    reader.start();
    return started;
  }

  /**
   * Opens a model and runs it once. The process can be used again if the outcome is RUNS or
   * REFUSED.
   *
   * @param model from position to limit
   * @throws IOException if the process did not get so far as to open the model
   */
  ProbeResult probe(ByteBuffer model) throws IOException {
    return probe(model, Optional.empty());
  }

  /** Tries a model with a delegate, like {@link #probe(ByteBuffer)}. */
  ProbeResult probe(ByteBuffer model, Optional<ExternalDelegate> delegate) throws IOException {
    long deadline = System.nanoTime() + limits.maxTime().toNanos();
    Thread writer = new Thread(() -> write(ProbeRequest.of(model, delegate)), "model probe input");
    writer.setDaemon(true);
    writer.start();
    NativeErrors errors = new NativeErrors();
    List<String> beforeStart = new ArrayList<>();
    boolean isStarted = false;
    while (true) {
      String line = nextLine();
      if (line == null) {
        OptionalLong bytes = ResidentMemory.bytes(process.pid());
        if (bytes.isPresent() && bytes.getAsLong() > limits.maxBytes()) {
          return ended(Outcome.OUT_OF_MEMORY);
        }
        if (System.nanoTime() - deadline > 0) {
          return ended(Outcome.TIMED_OUT);
        }
        continue;
      }
      if (line.equals(END)) {
        output.add(END);
        if (!isStarted) {
          throw new IOException("the process ended early: " + String.join(" ", beforeStart));
        }
        return ProbeResult.of(Outcome.CRASHED, crash(delegate) + errors.afterwards());
      }
      isStarted |= line.endsWith(ProbeMessage.STARTED);
      if (!isStarted) {
        beforeStart.add(line);
      }
      errors.add(line);
      if (ProbeMessage.parse(line).isPresent()) {
        return withErrors(ProbeMessage.parse(line).get(), errors);
      }
    }
  }

  private static String crash(Optional<ExternalDelegate> delegate) {
    return delegate.isPresent()
        ? String.format(
            "delegate %s or TensorFlow Lite ends the process when it opens or runs this model;"
                + " check --delegateOptions and the device, or omit --delegate",
            delegate.get().library())
        : "TensorFlow Lite ends the process when it opens or runs this model: the file is"
            + " damaged, or has values that TensorFlow Lite does not check; download or export"
            + " it again";
  }

  private ProbeResult ended(Outcome outcome) {
    close();
    return ProbeResult.of(
        outcome,
        outcome == Outcome.OUT_OF_MEMORY
            ? String.format(
                "it needs more than %,d MiB of memory, the limit for one inference here; the file is"
                    + " damaged, or the model is too large for this machine",
                limits.maxBytes() >> 20)
            : String.format(
                "it has not finished one inference after %d s; the file is damaged, or the model is"
                    + " too slow for this machine",
                limits.maxTime().toSeconds()));
  }

  private static ProbeResult withErrors(ProbeResult result, NativeErrors errors) {
    return result.outcome() == Outcome.REFUSED
        ? ProbeResult.refused(result.reason(), errors.insertedInto(result.message()))
        : result;
  }

  private String nextLine() throws InterruptedIOException {
    try {
      return output.poll(POLL_MS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      close();
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while a model was tried");
    }
  }

  private void write(ProbeRequest request) {
    try {
      request.write(new DataOutputStream(process.getOutputStream()));
    } catch (IOException e) {
      // The process has ended, which its output shows.
      return;
    }
  }

  private void readOutput() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.equals(END)) {
          output.add(line);
        }
      }
    } catch (IOException e) {
      // Closed by close().
      return;
    } finally {
      output.add(END);
    }
  }

  /** Ends the process. */
  @Override
  public void close() {
    process.destroyForcibly();
  }
}
