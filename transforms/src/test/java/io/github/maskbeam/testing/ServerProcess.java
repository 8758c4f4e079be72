// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server in a process of its own, from jars that the build of transforms fetched. */
final class ServerProcess implements AutoCloseable {
  private final Process process;

  private ServerProcess(Process process) {
    this.process = process;
  }

  /** Where the jars are: seen from any module, where its tests run. */
  static Path jars() {
    return Path.of("..", "transforms", "target", "servers").toAbsolutePath().normalize();
  }

  static ServerProcess start(List<String> command) throws IOException {
    ServerProcess server =
        new ServerProcess(new ProcessBuilder(command).redirectErrorStream(true).start());
    // A build that is stopped in the middle leaves no server behind.
    Runtime.getRuntime().addShutdownHook(new Thread(server.process::destroyForcibly));
    return server;
  }

  /** Reads what the server says until it says this; goes on reading, so that it can go on. */
  Matcher await(Pattern line) throws IOException {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    StringBuilder said = new StringBuilder();
    for (String next = lines.readLine(); next != null; next = lines.readLine()) {
      said.append(next).append('\n');
      Matcher matcher = line.matcher(next);
      if (matcher.find()) {
        drain(lines);
        return matcher;
      }
    }
    throw new IOException("The server ended, having said: " + said);
  }

  private static void drain(BufferedReader lines) {
    Thread drain =
        new Thread(
            () -> {
              try {
                while (lines.readLine() != null) {
                  // Nobody wants to know.
                }
              } catch (IOException e) {
                // So the server has ended.
              }
            });
    drain.setDaemon(true);
    drain.start();
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException(e));
    }
  }
}
