// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.transforms;

import io.github.maskbeam.transforms.RowChunks.RowConsumer;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Sorts rows in bounded memory. What does not fit is sorted in parts, which are kept in temporary
 * files on the local disk, compressed, and merged in the end; of each part, one chunk is in memory.
 *
 * <p>For one thread. The caller closes it, which deletes the files.
 */
final class RowSorter implements AutoCloseable {
  /** Besides its bytes, a row takes an array header and a reference. */
  private static final int ROW_OVERHEAD_BYTES = 24;

  private final Comparator<byte[]> order;
  private final long memoryBytes;
  private final List<Path> parts = new ArrayList<>();
  private List<byte[]> rows = new ArrayList<>();
  private long bytes;

  /**
   * A sorter.
   *
   * @param memoryBytes of rows that are kept in memory
   */
  RowSorter(Comparator<byte[]> order, long memoryBytes) {
    this.order = order;
    this.memoryBytes = memoryBytes;
  }

  /** Adds a row. */
  void add(byte[] row) throws IOException {
    rows.add(row);
    bytes += row.length + ROW_OVERHEAD_BYTES;
    if (bytes >= memoryBytes) {
      writePart();
    }
  }

  /** Passes all rows on in order, once. */
  void forEach(RowConsumer out) throws IOException {
    if (parts.isEmpty()) {
      rows.sort(order);
      for (byte[] row : rows) {
        out.accept(row);
      }
      return;
    }
    writePart();
    merge(out);
  }

  /** The number of temporary files. */
  int parts() {
    return parts.size();
  }

  private void writePart() throws IOException {
    if (rows.isEmpty()) {
      return;
    }
    rows.sort(order);
    Path part = Files.createTempFile("maskbeam-sort", ".rows");
    parts.add(part);
    try (DataOutputStream file =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(part)))) {
      RowChunks chunks = new RowChunks(1);
      for (byte[] row : rows) {
        chunks.add(0, row, (unused, chunk) -> write(chunk, file));
      }
      chunks.flush((unused, chunk) -> write(chunk, file));
    }
    rows = new ArrayList<>();
    bytes = 0;
  }

  private static void write(byte[] chunk, DataOutputStream file) throws IOException {
    file.writeInt(chunk.length);
    file.write(chunk);
  }

  private void merge(RowConsumer out) throws IOException {
    List<SortedPart> opened = new ArrayList<>();
    try {
      PriorityQueue<SortedPart> next =
          new PriorityQueue<>(Comparator.comparing(SortedPart::first, order));
      for (Path part : parts) {
        SortedPart sorted = SortedPart.open(part);
        opened.add(sorted);
        next.add(sorted);
      }
      while (!next.isEmpty()) {
        SortedPart least = next.poll();
        out.accept(least.first());
        if (least.advance()) {
          next.add(least);
        }
      }
    } finally {
      for (SortedPart part : opened) {
        part.close();
      }
    }
  }

  @Override
  public void close() throws IOException {
    for (Path part : parts) {
      Files.deleteIfExists(part);
    }
  }
}
