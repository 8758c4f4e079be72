// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.sources;

import io.github.maskbeam.sources.Manifest.Packing;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * A manifest in CSV or TSV as in RFC 4180: cells with delimiters, quotes or line breaks are in
 * quotes, and a quote within is doubled. The first record is the header. Values are strings, and
 * null for an empty cell. Lines without any character are ignored.
 */
final class CsvTable implements ManifestTable {
  static final char COMMA = ',';
  static final char TAB = '\t';

  private final String uri;
  private final Packing packing;
  private final CSVFormat format;

  CsvTable(String uri, Packing packing, char delimiter) {
    this.uri = uri;
    this.packing = packing;
    this.format = format(delimiter);
  }

  private static CSVFormat format(char delimiter) {
    return CSVFormat.RFC4180.builder().setDelimiter(delimiter).setIgnoreEmptyLines(true).get();
  }

  /** The first records of a text, up to the first that is malformed, also because it is cut. */
  static List<List<String>> records(Reader text, char delimiter, int most) throws IOException {
    List<List<String>> records = new ArrayList<>();
    try (CSVParser parser =
        CSVParser.builder().setReader(text).setFormat(format(delimiter)).get()) {
      Iterator<CSVRecord> all = parser.iterator();
      for (CSVRecord record = next(parser, all);
          record != null && records.size() < most;
          record = next(parser, all)) {
        records.add(record.toList());
      }
    } catch (MalformedManifestException e) {
      return records;
    }
    return records;
  }

  @Override
  public List<String> columns() throws IOException {
    try (CSVParser parser = open()) {
      return header(parser, parser.iterator());
    }
  }

  /** A CSV has no types, and a guess would change with its rows: 007 is no number. */
  @Override
  public Map<String, Optional<Schema>> schemas() throws IOException {
    Map<String, Optional<Schema>> schemas = new LinkedHashMap<>();
    columns().forEach(name -> schemas.put(name, Optional.of(Schema.create(Schema.Type.STRING))));
    return schemas;
  }

  @Override
  public void read(List<String> names, RowConsumer consumer) throws IOException {
    try (CSVParser parser = open()) {
      Iterator<CSVRecord> records = parser.iterator();
      List<String> header = header(parser, records);
      int[] cells = names.stream().mapToInt(header::indexOf).toArray();
      Object[] values = new Object[cells.length];
      for (CSVRecord record = next(parser, records);
          record != null;
          record = next(parser, records)) {
        RowPlace row = place(parser);
        if (record.size() != header.size()) {
          throw row.malformed(
              String.format("has %d cells, but the header has %d", record.size(), header.size()));
        }
        for (int i = 0; i < cells.length; i++) {
          String value = record.get(cells[i]);
          values[i] = value.isEmpty() ? null : value;
        }
        consumer.accept(row, values);
      }
    }
  }

  private CSVParser open() throws IOException {
    return CSVParser.builder().setReader(ManifestText.read(uri, packing)).setFormat(format).get();
  }

  private static List<String> header(CSVParser parser, Iterator<CSVRecord> records)
      throws IOException {
    CSVRecord header = next(parser, records);
    if (header == null) {
      throw RowPlace.line(1).malformed("has no header");
    }
    Set<String> names = new HashSet<>();
    for (String name : header) {
      if (!name.isEmpty() && !names.add(name)) {
        throw place(parser).malformed("names column " + name + " twice");
      }
    }
    return header.toList();
  }

  private static CSVRecord next(CSVParser parser, Iterator<CSVRecord> records) throws IOException {
    try {
      return records.hasNext() ? records.next() : null;
    } catch (UncheckedIOException e) {
      if (e.getCause() instanceof CSVException) {
        throw place(parser)
            .malformed(
                "has a quote that does not end its cell: quote cells that contain a quote, and double"
                    + " it");
      }
      throw e.getCause();
    }
  }

  private static RowPlace place(CSVParser parser) {
    return RowPlace.line(parser.getCurrentLineNumber());
  }
}
