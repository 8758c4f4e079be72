// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.transforms;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowChunksTest {
  private final List<List<byte[]>> chunksOfFiles = List.of(new ArrayList<>(), new ArrayList<>());
  private final RowChunks chunks = new RowChunks(2);

  @Test
  void givesEachFileItsRowsInTheirOrder() throws IOException {
    List<List<String>> expected = List.of(new ArrayList<>(), new ArrayList<>());
    for (int i = 0; i < 20_000; i++) {
      String row = "photos/2026/" + i + (i % 100 == 0 ? "-long".repeat(50) : ".jpg");
      expected.get(i % 3 == 0 ? 1 : 0).add(row);
      add(i % 3 == 0 ? 1 : 0, row);
    }
    chunks.flush(this::accept);
    assertThat(rows(0), is(expected.get(0)));
    assertThat(rows(1), is(expected.get(1)));

    long bytes = chunksOfFiles.get(0).stream().mapToLong(chunk -> chunk.length).sum();
    long rowBytes = expected.get(0).stream().mapToLong(String::length).sum();
    assertThat(bytes, lessThan(rowBytes / 2));
    assertThat(chunksOfFiles.get(0).size(), greaterThan(1));
    assertThat(chunksOfFiles.get(0).size(), lessThan(100));
  }

  @Test
  void hasNoChunkWithoutRows() throws IOException {
    chunks.flush(this::accept);
    assertThat(chunksOfFiles.get(0), is(List.of()));
    add(1, "a");
    chunks.flush(this::accept);
    chunks.flush(this::accept);
    assertThat(chunksOfFiles.get(0), is(List.of()));
    assertThat(rows(1), is(List.of("a")));
    RowChunks.rows(new byte[0], row -> assertThat("no row", false));
  }

  @Test
  void aRowMayBeLargerThanAChunk() throws IOException {
    String large = "x".repeat(300_000);
    add(0, "before");
    add(0, large);
    add(0, "after");
    chunks.flush(this::accept);
    assertThat(rows(0), is(List.of("before", large, "after")));
  }

  @Test
  void refusesADamagedChunk() throws IOException {
    add(0, "a row ".repeat(1000));
    chunks.flush(this::accept);
    byte[] chunk = chunksOfFiles.get(0).get(0);
    chunk[3]++;
    assertThrows(IOException.class, () -> RowChunks.rows(chunk, row -> {}));
    chunk[3]--;
    chunk[5] ^= 0x55;
    assertThrows(IOException.class, () -> RowChunks.rows(chunk, row -> {}));
  }

  private void add(int file, String row) throws IOException {
    chunks.add(file, row.getBytes(StandardCharsets.UTF_8), this::accept);
  }

  private void accept(int file, byte[] chunk) {
    chunksOfFiles.get(file).add(chunk);
  }

  private List<String> rows(int file) throws IOException {
    List<String> rows = new ArrayList<>();
    for (byte[] chunk : chunksOfFiles.get(file)) {
      RowChunks.rows(chunk, row -> rows.add(new String(row, StandardCharsets.UTF_8)));
    }
    return rows;
  }
}
