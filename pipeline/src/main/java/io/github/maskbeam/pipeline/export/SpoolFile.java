// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.export;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What has to follow the last image in a file, and would not fit into memory: kept in a temporary
 * file of this machine. Not thread-safe.
 */
final class SpoolFile implements Closeable {
  private final Path file = Files.createTempFile("maskbeam-export", null);
  private final OutputStream out = new BufferedOutputStream(Files.newOutputStream(file));

  SpoolFile() throws IOException {}

  /** The stream to write to. */
  OutputStream out() {
    return out;
  }

  /** Copies all that was written so far. */
  void copyTo(OutputStream target) throws IOException {
    out.flush();
    Files.copy(file, target);
  }

  @Override
  public void close() throws IOException {
    out.close();
    Files.deleteIfExists(file);
  }
}
