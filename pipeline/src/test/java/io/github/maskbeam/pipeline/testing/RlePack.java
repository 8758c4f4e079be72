// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.testing;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The JavaScript library {@code @thi.ng/rle-pack}, by which Label Studio decodes brush regions, run
 * by Node.js.
 */
public final class RlePack {
  /** Where .ci/run installs it. */
  private static final Path MODULES = Path.of("../.ci/node_modules").toAbsolutePath().normalize();

  private static final String SCRIPT =
      "import { decode } from '@thi.ng/rle-pack';"
          + "import { readFileSync, writeFileSync } from 'fs';"
          + "const task = JSON.parse(readFileSync(process.argv[1]));"
          + "task.predictions[0].result.forEach((region, i) =>"
          + " writeFileSync(process.argv[2] + '/' + i,"
          + " decode(Uint8Array.from(region.value.rle))));";

  private RlePack() {}

  /**
   * Decodes the regions of a task into files of a directory, named 0, 1 and so on.
   *
   * <p>Skips the test if the library or Node.js is not installed, and this is not CI.
   */
  public static void decode(Path task, Path directory) throws IOException, InterruptedException {
    if (!Files.isDirectory(MODULES.resolve("@thi.ng/rle-pack"))) {
      missing("install it: npm install --no-save --prefix .ci @thi.ng/rle-pack@3.2.12");
      return;
    }
    Path err = Files.createTempFile("node", ".err");
    try {
      Process process =
          new ProcessBuilder(
                  List.of(
                      "node",
                      "--input-type=module",
                      "-e",
                      SCRIPT,
                      task.toString(),
                      directory.toString()))
              .directory(MODULES.getParent().toFile())
              .redirectError(err.toFile())
              .start();
      if (process.waitFor() != 0) {
        fail(Files.readString(err));
      }
    } catch (IOException e) {
      missing("install nodejs: " + e.getMessage());
    } finally {
      Files.delete(err);
    }
  }

  private static void missing(String remedy) {
    String message = "Brush regions cannot be decoded by Label Studio's library; " + remedy;
    if ("true".equals(System.getenv("CI"))) {
      fail(message);
    }
    abort(message);
  }
}
