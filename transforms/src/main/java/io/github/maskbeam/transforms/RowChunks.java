// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.transforms;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Collects the rows of a bundle by file, and passes them on in compressed chunks.
 *
 * <p>DirectRunner keeps the elements of a grouping in memory and copies those of a key whenever a
 * bundle adds to them, so there should be few and small ones: a chunk takes a third of the bytes of
 * its rows, and a hundredth of the elements.
 *
 * <p>For one thread.
 */
final class RowChunks {
  /** Large enough to compress well; each bundle that is processed keeps one per file. */
  private static final int CHUNK_BYTES = 64 << 10;

  private final ByteArrayOutputStream[] rowsOfFiles;

  RowChunks(int files) {
    rowsOfFiles = new ByteArrayOutputStream[files];
    for (int file = 0; file < files; file++) {
      rowsOfFiles[file] = new ByteArrayOutputStream();
    }
  }

  /** Adds a row to a file. */
  void add(int file, byte[] row, Consumer out) throws IOException {
    ByteArrayOutputStream rows = rowsOfFiles[file];
    rows.write(ByteBuffer.allocate(Integer.BYTES).putInt(row.length).array());
    rows.write(row);
    if (rows.size() >= CHUNK_BYTES) {
      pass(file, out);
    }
  }

  /** Passes on all rows that were not passed on yet. */
  void flush(Consumer out) throws IOException {
    for (int file = 0; file < rowsOfFiles.length; file++) {
      if (rowsOfFiles[file].size() > 0) {
        pass(file, out);
      }
    }
  }

  private void pass(int file, Consumer out) throws IOException {
    byte[] rows = rowsOfFiles[file].toByteArray();
    rowsOfFiles[file].reset();
    byte[] compressed = Zstd.compress(rows, 1);
    out.accept(
        file,
        ByteBuffer.allocate(Integer.BYTES + compressed.length)
            .putInt(rows.length)
            .put(compressed)
            .array());
  }

  /**
   * Passes the rows of a chunk on; a chunk of zero bytes has none.
   *
   * @throws IOException if the chunk is damaged, or the consumer throws it
   */
  static void rows(byte[] chunk, RowConsumer out) throws IOException {
    if (chunk.length == 0) {
      return;
    }
    ByteBuffer content = ByteBuffer.wrap(chunk);
    byte[] rows = new byte[content.getInt()];
    byte[] compressed = new byte[content.remaining()];
    content.get(compressed);
    decompress(compressed, rows);
    for (ByteBuffer left = ByteBuffer.wrap(rows); left.hasRemaining(); ) {
      byte[] row = new byte[left.getInt()];
      left.get(row);
      out.accept(row);
    }
  }

  private static void decompress(byte[] compressed, byte[] rows) throws IOException {
    long size;
    try {
      size = Zstd.decompress(rows, compressed);
    } catch (ZstdException e) {
      throw new IOException("A chunk of rows is damaged", e);
    }
    if (size != rows.length) {
      throw new IOException("A chunk of rows has " + size + " bytes instead of " + rows.length);
    }
  }

  /** Accepts the chunks of files. */
  interface Consumer {
    /** Accepts a chunk of a file. */
    void accept(int file, byte[] chunk) throws IOException;
  }

  /** Accepts rows. */
  interface RowConsumer {
    /** Accepts a row. */
    void accept(byte[] row) throws IOException;
  }
}
