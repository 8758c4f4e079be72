// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.options;

import io.github.maskbeam.parquet.UnsupportedTableException;
import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.errors.StorageProblems;
import io.github.maskbeam.pipeline.errors.UsageException;
import io.github.maskbeam.sources.AmbiguousManifestException;
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
import java.nio.charset.CharacterCodingException;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;

/** The option {@code --manifest} and those that say how to read it. */
final class ManifestCheck {
  private static final String FORMATS = "text, csv, tsv, jsonl or parquet";

  private final SegmentOptions options;
  private final String uri;
  private final Optional<String> urlColumn;

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
  static Manifest of(SegmentOptions options, String workingDirectory) throws UsageException {
    return new ManifestCheck(options, workingDirectory).check();
  }

  /** Refuses options that say how to read a manifest if there is none. */
  static void requireNone(SegmentOptions options) throws UsageException {
    if (options.getUrlColumn() != null || options.getManifestFormat() != null) {
      throw new UsageException(
          ProblemCode.MANIFEST_MISSING,
          String.format(
              "--%s says how to read --manifest, which is missing.",
              options.getUrlColumn() != null
                  ? "urlColumn=" + options.getUrlColumn()
                  : "manifestFormat=" + options.getManifestFormat()));
    }
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
      Expected expected = urlColumn.isPresent() ? Expected.TABLE : Expected.ANYTHING;
      format = ManifestDetection.format(uri, packing, urlColumn, expected);
    }
    if (format == ManifestFormat.TEXT && urlColumn.isPresent()) {
      throw refused(
          ProblemCode.MANIFEST_COLUMN_UNKNOWN,
          " is text, which has no columns. Omit --urlColumn=" + urlColumn.get() + ".");
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
    long[] images = new long[1];
    table.read(
        List.of(column),
        (row, values) -> {
          ManifestLine.uri(values[0], row);
          images[0]++;
        });
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
