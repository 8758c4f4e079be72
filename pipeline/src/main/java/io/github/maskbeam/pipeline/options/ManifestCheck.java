// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.options;

import io.github.maskbeam.parquet.RowValues;
import io.github.maskbeam.parquet.UnsupportedTableException;
import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.errors.StorageProblems;
import io.github.maskbeam.pipeline.errors.UsageException;
import io.github.maskbeam.sources.AmbiguousManifestException;
import io.github.maskbeam.sources.ImageSources;
import io.github.maskbeam.sources.KeptColumns;
import io.github.maskbeam.sources.MalformedManifestException;
import io.github.maskbeam.sources.Manifest;
import io.github.maskbeam.sources.Manifest.Packing;
import io.github.maskbeam.sources.ManifestDetection;
import io.github.maskbeam.sources.ManifestDetection.Expected;
import io.github.maskbeam.sources.ManifestFormat;
import io.github.maskbeam.sources.ManifestLine;
import io.github.maskbeam.sources.ManifestTable;
import io.github.maskbeam.sources.ManifestText;
import io.github.maskbeam.sources.UrlColumn;
import io.github.maskbeam.storage.Uris;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.core.exception.SdkException;

/** The option {@code --manifest} and those that say how to read it. */
final class ManifestCheck {
  /** Their coverage is in memory until its table is written. */
  private static final int MOST_GROUPS = 10_000;

  private static final String FORMATS = "text, csv, tsv, jsonl or parquet";

  private final SegmentOptions options;
  private final String uri;
  private final Optional<String> urlColumn;
  private KeptColumns columns = KeptColumns.none();

  private ManifestCheck(SegmentOptions options, String workingDirectory) {
    this.options = options;
    this.uri = Uris.absolute(options.getManifest(), workingDirectory);
    this.urlColumn = Optional.ofNullable(options.getUrlColumn());
  }

  /**
   * Detects the format of the manifest and reads it to its end, so that no row is malformed or
   * names no image.
   *
   * @throws UsageException if it cannot be read, or its content is not what it has to be
   */
  static ImageSources of(SegmentOptions options, String workingDirectory) throws UsageException {
    ManifestCheck check = new ManifestCheck(options, workingDirectory);
    Manifest manifest = check.check();
    return ImageSources.of(List.of(), List.of(manifest), workingDirectory).keeping(check.columns);
  }

  /** Refuses options that say how to read a manifest if there is none. */
  static void requireNone(SegmentOptions options) throws UsageException {
    List<String> given = new ArrayList<>(ofTables(options));
    if (options.getManifestFormat() != null) {
      given.add("--manifestFormat");
    }
    if (!given.isEmpty()) {
      throw new UsageException(
          ProblemCode.MANIFEST_MISSING,
          String.join(" and ", given) + " need --manifest, which is missing.");
    }
  }

  /** The given options that need a manifest with columns. */
  private static List<String> ofTables(SegmentOptions options) {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("--urlColumn", options.getUrlColumn());
    values.put("--keepColumns", options.getKeepColumns());
    values.put("--coverageBy", options.getCoverageBy());
    values.values().removeIf(Objects::isNull);
    return List.copyOf(values.keySet());
  }

  private Manifest check() throws UsageException {
    try {
      Packing packing = ManifestDetection.packing(uri);
      ManifestFormat format = format(packing);
      return format.isTable() ? table(format, packing) : text(packing);
    } catch (AmbiguousManifestException e) {
      throw refused(
          ProblemCode.MANIFEST_AMBIGUOUS,
          " " + e.getMessage() + ", or name its format with --manifestFormat=" + FORMATS + ".");
    } catch (MalformedManifestException e) {
      throw refused(ProblemCode.MANIFEST_MALFORMED, ": " + e.getMessage() + ".");
    } catch (UnsupportedTableException e) {
      throw refused(ProblemCode.MANIFEST_UNSUPPORTED, " " + e.getMessage() + ".");
    } catch (CharacterCodingException e) {
      throw notText();
    } catch (IOException | SdkException | IllegalArgumentException e) {
      throw new UsageException(
          StorageProblems.code(uri, e, ProblemCode.MANIFEST_UNREADABLE),
          String.format(
              "--manifest=%s cannot be read: %s. Use a text file with one path or URI per line, or a"
                  + " CSV, TSV, JSON lines or Parquet file.",
              options.getManifest(), TextFiles.reason(uri, e)));
    }
  }

  private ManifestFormat format(Packing packing)
      throws IOException, AmbiguousManifestException, UsageException {
    ManifestFormat format;
    if (options.getManifestFormat() != null) {
      format = Choice.of(ManifestFormat.class, "manifestFormat", options.getManifestFormat());
    } else {
      Expected expected = ofTables(options).isEmpty() ? Expected.ANYTHING : Expected.TABLE;
      format = ManifestDetection.format(uri, packing, urlColumn, expected);
    }
    if (format == ManifestFormat.TEXT && !ofTables(options).isEmpty()) {
      throw refused(
          ProblemCode.MANIFEST_COLUMN_UNKNOWN,
          " is text, which has no columns. Omit " + String.join(" and ", ofTables(options)) + ".");
    }
    if (format == ManifestFormat.PARQUET && packing == Packing.GZIP) {
      throw refused(
          ProblemCode.MANIFEST_UNSUPPORTED,
          " is a Parquet file that is compressed as a whole. Decompress it.");
    }
    return format;
  }

  private Manifest text(Packing packing) throws IOException, UsageException {
    boolean namesAnImage = false;
    try (BufferedReader lines = ManifestText.read(uri, packing)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.indexOf('\0') >= 0) {
          throw notText();
        }
        namesAnImage |= ManifestLine.parse(line).isPresent();
      }
    }
    if (!namesAnImage) {
      throw refused(ProblemCode.MANIFEST_EMPTY, " lists no image; use one path or URI per line.");
    }
    return Manifest.text(uri, packing);
  }

  private Manifest table(ManifestFormat format, Packing packing)
      throws IOException, UsageException {
    ManifestTable table = ManifestTable.of(uri, format, packing);
    String column = urlColumn(table.columns());
    columns = KeptColumnsOption.of(options, table, column);
    List<String> names = new ArrayList<>(List.of(column));
    names.addAll(columns.coverageBy());
    RowValues groupValues = RowValues.of(columns.coverageBySchemas());
    Set<ByteBuffer> groups = new HashSet<>();
    long[] images = new long[1];
    table.read(
        names,
        (row, values) -> {
          ManifestLine.uri(values[0], row);
          images[0]++;
          if (groups.size() <= MOST_GROUPS) {
            Object[] group = Arrays.copyOfRange(values, 1, values.length);
            groups.add(ByteBuffer.wrap(groupValues.toBytes(group)));
          }
        });
    if (groups.size() > MOST_GROUPS) {
      throw new UsageException(
          ProblemCode.COVERAGE_GROUPS_TOO_MANY,
          String.format(
              Locale.ROOT,
              "--coverageBy=%s makes more than %,d groups. Use columns with fewer different values, or"
                  + " keep them with --keepColumns and group in SQL.",
              options.getCoverageBy(),
              MOST_GROUPS));
    }
    if (images[0] == 0) {
      throw refused(ProblemCode.MANIFEST_EMPTY, " lists no image; it has no rows.");
    }
    return Manifest.table(uri, format, packing, column);
  }

  private String urlColumn(List<String> columns) throws UsageException {
    List<String> candidates =
        urlColumn.map(List::of).orElseGet(() -> UrlColumn.candidates(columns));
    if (candidates.size() != 1 || !columns.contains(candidates.get(0))) {
      String problem =
          urlColumn.isPresent()
              ? "has no column " + urlColumn.get()
              : candidates.isEmpty()
                  ? "has no column named " + String.join(", ", UrlColumn.NAMES)
                  : "has several columns that may name the images: "
                      + String.join(", ", candidates);
      throw refused(
          ProblemCode.MANIFEST_COLUMN_UNKNOWN,
          String.format(
              " %s. Name the column with paths or URIs as in --urlColumn=%s; its columns are %s.",
              problem, columns.get(0), String.join(", ", columns)));
    }
    return candidates.get(0);
  }

  private UsageException notText() {
    return refused(
        ProblemCode.MANIFEST_NOT_TEXT,
        " is neither Parquet nor a text file in UTF-8. Use one path or URI per line, CSV, TSV, JSON"
            + " lines or Parquet.");
  }

  private UsageException refused(ProblemCode code, String predicate) {
    return new UsageException(code, "--manifest=" + options.getManifest() + predicate);
  }
}
