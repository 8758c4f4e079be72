// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.sources;

import io.github.maskbeam.sources.Manifest.Packing;
import io.github.maskbeam.storage.ImageNames;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Detects the format of a manifest from the beginning of its content. A list of paths stays one,
 * also if they contain commas; what looks like a table without a known column is not guessed.
 * Stateless and thread-safe.
 */
public final class ManifestDetection {
  private static final int SAMPLE_BYTES = 64 << 10;
  private static final int SAMPLE_ROWS = 100;
  private static final String PARQUET_MAGIC = "PAR1";
  private static final int GZIP_MAGIC_1 = 0x1f;
  private static final int GZIP_MAGIC_2 = 0x8b;

  private static final Pattern JSON_OBJECT = Pattern.compile("\\{\\s*(\".*)?");
  private static final Pattern JSON_ARRAY = Pattern.compile("\\[\\s*([\\[{\"].*)?");
  private static final Pattern LINE_BREAK = Pattern.compile("\r\n|\r|\n");
  private static final Pattern PART_OF_PATH = Pattern.compile("[/\\\\.]");

  /** Others than those of CSV and TSV, which some programs write. */
  private static final List<Character> OTHER_DELIMITERS = List.of(';', '|');

  private ManifestDetection() {}

  /**
   * Whether a file is compressed, by its first bytes.
   *
   * @throws IOException if the file cannot be read
   */
  public static Packing packing(String uri) throws IOException {
    try (InputStream in = ManifestText.open(uri, Packing.NONE)) {
      byte[] start = in.readNBytes(2);
      boolean isGzip =
          start.length == 2
              && Byte.toUnsignedInt(start[0]) == GZIP_MAGIC_1
              && Byte.toUnsignedInt(start[1]) == GZIP_MAGIC_2;
      return isGzip ? Packing.GZIP : Packing.NONE;
    }
  }

  /**
   * The format of a file.
   *
   * @param urlColumn the name of the column that the user gives
   * @param expected what the user has said about the content
   * @throws AmbiguousManifestException if the content may be in several formats
   * @throws IOException if the file cannot be read
   */
  public static ManifestFormat format(
      String uri, Packing packing, Optional<String> urlColumn, Expected expected)
      throws IOException, AmbiguousManifestException {
    byte[] sample;
    try (InputStream in = ManifestText.open(uri, packing)) {
      sample = in.readNBytes(SAMPLE_BYTES);
    }
    return format(sample, urlColumn, expected);
  }

  static ManifestFormat format(byte[] sample, Optional<String> urlColumn, Expected expected)
      throws IOException, AmbiguousManifestException {
    String text = new String(sample, StandardCharsets.UTF_8);
    if (text.startsWith(PARQUET_MAGIC)) {
      return ManifestFormat.PARQUET;
    }
    if (text.startsWith("\uFEFF")) {
      text = text.substring(1);
    }
    if (sample.length == SAMPLE_BYTES) {
      text = withoutLastLine(text);
    }
    String first = lines(text).filter(line -> !line.isBlank()).findFirst().orElse("").strip();
    if (JSON_OBJECT.matcher(first).matches()) {
      if (JsonLinesTable.isObject(first)) {
        return ManifestFormat.JSONL;
      }
      throw new AmbiguousManifestException(
          "begins like JSON, but its first line is not a JSON object. Write one object per line");
    }
    if (JSON_ARRAY.matcher(first).matches()) {
      throw new AmbiguousManifestException("begins like a JSON array. Write one object per line");
    }
    if (first.isEmpty() || (first.startsWith("#") && expected == Expected.ANYTHING)) {
      return ManifestFormat.TEXT;
    }
    return delimited(text, urlColumn, expected);
  }

  private static ManifestFormat delimited(
      String text, Optional<String> urlColumn, Expected expected)
      throws IOException, AmbiguousManifestException {
    List<List<String>> byTab = records(text, CsvTable.TAB);
    List<List<String>> byComma = records(text, CsvTable.COMMA);
    if (isTable(byTab, urlColumn)) {
      return ManifestFormat.TSV;
    }
    if (isTable(byComma, urlColumn)) {
      return ManifestFormat.CSV;
    }
    for (char delimiter : OTHER_DELIMITERS) {
      if (isTable(records(text, delimiter), urlColumn)) {
        throw new AmbiguousManifestException(
            "looks like a table whose cells are separated by "
                + delimiter
                + ". Separate them by commas or tabs");
      }
    }
    boolean isHeader = !byComma.isEmpty() && UrlColumn.isIn(byComma.get(0), urlColumn);
    if (expected == Expected.TABLE) {
      boolean hasTabs = !byTab.isEmpty() && byTab.get(0).size() > 1;
      boolean hasCommas = !byComma.isEmpty() && byComma.get(0).size() > 1;
      if (isHeader || hasTabs || hasCommas) {
        return hasTabs && !isHeader ? ManifestFormat.TSV : ManifestFormat.CSV;
      }
      throw new AmbiguousManifestException("looks like text, which has no columns");
    }
    if (isHeader) {
      throw new AmbiguousManifestException(
          "may be a CSV with the only column "
              + byComma.get(0).get(0)
              + ", or a list of paths that begins with "
              + byComma.get(0).get(0));
    }
    for (List<List<String>> records : List.of(byTab, byComma)) {
      if (looksLikeTable(records)) {
        throw new AmbiguousManifestException(
            "looks like a table with the columns "
                + String.join(", ", records.get(0))
                + ", none of which is named "
                + String.join(", ", UrlColumn.NAMES)
                + ". Name the column with --urlColumn");
      }
    }
    return ManifestFormat.TEXT;
  }

  private static List<List<String>> records(String text, char delimiter) throws IOException {
    return CsvTable.records(new StringReader(text), delimiter, SAMPLE_ROWS);
  }

  private static boolean isTable(List<List<String>> records, Optional<String> urlColumn) {
    return !records.isEmpty()
        && records.get(0).size() > 1
        && UrlColumn.isIn(records.get(0), urlColumn)
        && records.get(0).stream().noneMatch(name -> name.indexOf('/') >= 0);
  }

  /**
   * Whether all rows have the same number of cells, and the first one is a header, or a cell that
   * is not the last ends like the name of an image.
   */
  private static boolean looksLikeTable(List<List<String>> records) {
    if (records.size() < 2 || records.get(0).size() < 2) {
      return false;
    }
    int cells = records.get(0).size();
    boolean hasHeader =
        records.get(0).stream().noneMatch(name -> PART_OF_PATH.matcher(name).find());
    return records.stream()
        .skip(hasHeader ? 1 : 0)
        .allMatch(
            row ->
                row.size() == cells
                    && (hasHeader
                        ? row.stream().anyMatch(ImageNames::isImage)
                        : row.subList(0, cells - 1).stream()
                            .anyMatch(cell -> ImageNames.isImage(cell) && !hasQuery(cell))));
  }

  /** Commas in the query of a URL are frequent. */
  private static boolean hasQuery(String cell) {
    return cell.indexOf('?') >= 0;
  }

  private static Stream<String> lines(String text) {
    return LINE_BREAK.splitAsStream(text);
  }

  private static String withoutLastLine(String text) {
    int end = Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r'));
    return end < 0 ? text : text.substring(0, end + 1);
  }

  /** What the user has said about the content of a manifest. */
  public enum Expected {
    /** Nothing. */
    ANYTHING,
    /** That it has columns. */
    TABLE
  }
}
