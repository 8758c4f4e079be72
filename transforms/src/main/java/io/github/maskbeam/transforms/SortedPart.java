// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.transforms;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Reads the rows of a file of {@link RowSorter}, of which one chunk is in memory. For one thread;
 * the caller closes it.
 */
final class SortedPart implements AutoCloseable {
  private final DataInputStream file;
  private long bytesLeft;
  private final Deque<byte[]> rows = new ArrayDeque<>();

  private SortedPart(DataInputStream file, long bytes) {
    this.file = file;
    this.bytesLeft = bytes;
  }

  /** Opens a file, which has rows, at the first. */
  static SortedPart open(Path file) throws IOException {
    SortedPart part =
        new SortedPart(
            new DataInputStream(new BufferedInputStream(Files.newInputStream(file))),
            Files.size(file));
    part.readChunk();
    return part;
  }

  /** The first row that is left. */
  byte[] first() {
    return rows.element();
  }

  /** Goes to the next row; false if there is none. */
  boolean advance() throws IOException {
    rows.remove();
    if (rows.isEmpty() && bytesLeft > 0) {
      readChunk();
    }
    return !rows.isEmpty();
  }

  private void readChunk() throws IOException {
    byte[] chunk = new byte[file.readInt()];
    file.readFully(chunk);
    bytesLeft -= Integer.BYTES + chunk.length;
    RowChunks.rows(chunk, rows::add);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
