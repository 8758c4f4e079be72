// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.testing;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Builds the delegate of delegate.c, which takes one operator, none, or fails. */
public final class TestDelegate {
  private static final String SOURCE = "delegate.c";

  private TestDelegate() {}

  /** Builds the library. Skips the test where there is no gcc, and fails it if CI=true. */
  public static Path build(Path directory) throws IOException, InterruptedException {
    try (InputStream source = TestDelegate.class.getResourceAsStream(SOURCE)) {
      return build(directory, new String(source.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  /** Builds a library that is not a delegate's. */
  public static Path buildOther(Path directory) throws IOException, InterruptedException {
    return build(directory, "int nothing(void) { return 0; }\n");
  }

  private static Path build(Path directory, String source)
      throws IOException, InterruptedException {
    Path file = Files.writeString(directory.resolve(SOURCE), source);
    Path library = directory.resolve("libtest_delegate.so");
    Path log = directory.resolve("gcc.log");
    Process gcc;
    try {
      gcc =
          new ProcessBuilder(
                  List.of("gcc", "-shared", "-fPIC", "-o", library.toString(), file.toString()))
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
    } catch (IOException e) {
      String message = "gcc cannot be started, which builds the delegate for tests: " + e;
      return "true".equals(System.getenv("CI")) ? fail(message) : abort(message);
    }
    return gcc.waitFor() == 0 ? library : fail(Files.readString(log));
  }
}
