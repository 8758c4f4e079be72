// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.sources;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.maskbeam.sources.Manifest.Packing;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManifestTableTest {
  /** Texts that each format has to escape. */
  private static final String ROWS =
      "(VALUES (1, 'a.jpg', 'north'), (2, 'b, c.jpg', 'a \"quoted\"' || chr(13) || chr(10) || 'line'),"
          + " (3, 'ü.jpg', NULL), (4, 'd.jpg', '  ' || chr(9) || '{x}'))"
          + " AS rows(number, url, site)";

  private static final List<String> READ =
      List.of("a.jpg|north", "b, c.jpg|a \"quoted\"\r\nline", "ü.jpg|null", "d.jpg|  \t{x}");

  @TempDir private Path directory;

  /** DuckDB is the independent writer of each format. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CSV     | NONE | FORMAT csv, HEADER",
        "CSV     | GZIP | FORMAT csv, HEADER, COMPRESSION gzip",
        "TSV     | NONE | FORMAT csv, HEADER, DELIMITER '\t'",
        "JSONL   | NONE | FORMAT json",
        "JSONL   | GZIP | FORMAT json, COMPRESSION gzip",
        "PARQUET | NONE | FORMAT parquet",
        "PARQUET | NONE | FORMAT parquet, COMPRESSION gzip",
        "PARQUET | NONE | FORMAT parquet, COMPRESSION zstd",
        "PARQUET | NONE | FORMAT parquet, COMPRESSION uncompressed",
        "PARQUET | NONE | FORMAT parquet, PARQUET_VERSION v2",
      })
  void readsWhatDuckDbWrites(ManifestFormat format, Packing packing, String options)
      throws Exception {
    Path file = directory.resolve("manifest [1]*");
    duckDb("COPY (FROM " + ROWS + ") TO '" + file + "' (" + options + ")");
    ManifestTable table = ManifestTable.of(file.toString(), format, packing);
    assertThat(ManifestDetection.packing(file.toString()), is(packing));
    assertThat(table.columns(), contains("number", "url", "site"));
    assertThat(rows(table, "url", "site"), is(READ));
    assertThat("in any order", rows(table, "site").get(0), is("north"));
  }

  @ParameterizedTest
  @CsvSource({"lz4_raw", "brotli"})
  void aCodecWithoutAReaderIsNamed(String codec) throws Exception {
    Path file = directory.resolve("manifest.parquet");
    duckDb(
        "COPY (FROM " + ROWS + ") TO '" + file + "' (FORMAT parquet, COMPRESSION " + codec + ")");
    RuntimeException refused =
        assertThrows(
            RuntimeException.class,
            () ->
                rows(
                    ManifestTable.of(file.toString(), ManifestFormat.PARQUET, Packing.NONE),
                    "url"));
    assertThat(
        refused.getMessage(),
        is("is compressed with " + codec + "; use none, snappy, gzip or zstd"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '~',
      value = {
        "url,site\\na.jpg\\n # line 2 has 1 cells, but the header has 2",
        "url,site\\na.jpg,north\\n\\nb.jpg,north,south # line 4 has 3 cells, but the header has 2",
        "url,site\\n\"a\\n\\nb.jpg\",north\\nb.jpg # line 5 has 1 cells, but the header has 2",
        "url,site\\na.jpg,\"north\\nb.jpg,south\\n # line 3 has a quote that does not end its cell: quote"
            + " cells that contain a quote, and double it",
        "url,site\\na.jpg,\"north\" side\\n # line 2 has a quote that does not end its cell: quote cells"
            + " that contain a quote, and double it",
        "url,url\\na.jpg,b.jpg\\n # line 1 names column url twice",
        "'' # line 1 has no header",
      })
  void aMalformedCsvIsRefusedWithItsLine(String text, String message) throws Exception {
    assertThat(refused(ManifestFormat.CSV, text.equals("''") ? "" : text), is(message));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '~',
      value = {
        "{\"url\": \"a.jpg\"}\\n\\n{\"url\": \"b.jpg\"\\n # line 3 is not valid JSON",
        "{\"url\": \"a.jpg\"}\\n[1]\\n # line 2 is not a JSON object",
        "{\"url\": \"a.jpg\"} {\"url\": \"b.jpg\"}\\n # line 1 has more than one JSON object",
        "{\"url\": \"a.jpg\", \"url\": \"b.jpg\"}\\n # line 1 is not valid JSON: Duplicate",
        "{\"url\": NaN}\\n # line 1 is not valid JSON",
      })
  void malformedJsonIsRefusedWithItsLine(String text, String message) throws Exception {
    String refused = refused(ManifestFormat.JSONL, text);
    assertThat(refused, refused.startsWith(message), is(true));
  }

  @Test
  void aFileThatIsCutIsNotReadInPart() throws Exception {
    Path file = directory.resolve("manifest.parquet");
    duckDb("COPY (FROM " + ROWS + ") TO '" + file + "' (FORMAT parquet)");
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length - 1));
    assertThrows(
        IOException.class,
        () -> ManifestTable.of(file.toString(), ManifestFormat.PARQUET, Packing.NONE).columns());
    Files.write(file, new byte[] {'u', 'r', 'l', '\n', (byte) 0xe9, '\n'});
    assertThrows(
        CharacterCodingException.class,
        () -> rows(ManifestTable.of(file.toString(), ManifestFormat.CSV, Packing.NONE), "url"));
  }

  private String refused(ManifestFormat format, String text) throws IOException {
    Path file = Files.writeString(directory.resolve("manifest"), text.replace("\\n", "\n"));
    return assertThrows(
            MalformedManifestException.class,
            () -> {
              ManifestTable table = ManifestTable.of(file.toString(), format, Packing.NONE);
              rows(table, table.columns().get(0));
            })
        .getMessage();
  }

  private static List<String> rows(ManifestTable table, String... columns) throws IOException {
    List<String> rows = new ArrayList<>();
    table.read(
        List.of(columns),
        (row, values) -> {
          List<String> texts = new ArrayList<>();
          Arrays.stream(values).forEach(value -> texts.add(String.valueOf(value)));
          rows.add(String.join("|", texts));
        });
    return rows;
  }

  private static void duckDb(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
