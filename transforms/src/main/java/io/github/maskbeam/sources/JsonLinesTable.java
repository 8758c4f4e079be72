// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.sources;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.github.maskbeam.sources.Manifest.Packing;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;

/**
 * A manifest with one JSON object per line. Values are String, Boolean, Long, Double, {@link
 * java.math.BigInteger} beyond the range of long, or {@link #NESTED}; null for null and for a key
 * that an object does not have. Blank lines are ignored.
 */
final class JsonLinesTable implements ManifestTable {
  /** Stands for the value of an array or object. */
  static final Object NESTED = new Object();

  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final String uri;
  private final Packing packing;

  JsonLinesTable(String uri, Packing packing) {
    this.uri = uri;
    this.packing = packing;
  }

  /** Whether a line is a JSON object. */
  static boolean isObject(String line) throws IOException {
    try {
      object(line, RowPlace.line(1), (key, value) -> {});
      return true;
    } catch (MalformedManifestException e) {
      return false;
    }
  }

  @Override
  public List<String> columns() throws IOException {
    List<String> columns = new ArrayList<>();
    try (BufferedReader text = ManifestText.read(uri, packing)) {
      long number = 0;
      for (String line = text.readLine(); line != null; line = text.readLine()) {
        number++;
        if (!line.isBlank()) {
          object(line, RowPlace.line(number), (key, value) -> columns.add(key));
          return columns;
        }
      }
    }
    throw RowPlace.line(1).malformed("has no object");
  }

  @Override
  public Map<String, Optional<Schema>> schemas() throws IOException {
    JsonTypes types = new JsonTypes();
    readEntries(types::add, row -> {});
    return types.schemas();
  }

  @Override
  public void read(List<String> names, RowConsumer consumer) throws IOException {
    Map<String, Integer> positions = new HashMap<>();
    names.forEach(name -> positions.put(name, positions.size()));
    Object[] values = new Object[names.size()];
    readEntries(
        (key, value) -> {
          Integer position = positions.get(key);
          if (position != null) {
            values[position] = value;
          }
        },
        row -> {
          consumer.accept(row, values);
          Arrays.fill(values, null);
        });
  }

  /** Passes on the entries of each object, and then its place. */
  void readEntries(EntryConsumer entries, EndConsumer ends) throws IOException {
    try (BufferedReader text = ManifestText.read(uri, packing)) {
      long number = 0;
      for (String line = text.readLine(); line != null; line = text.readLine()) {
        number++;
        if (!line.isBlank()) {
          RowPlace row = RowPlace.line(number);
          object(line, row, entries);
          ends.accept(row);
        }
      }
    }
  }

  private static void object(String line, RowPlace row, EntryConsumer entries) throws IOException {
    try (JsonParser json = FACTORY.createParser(line)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw row.malformed("is not a JSON object");
      }
      while (json.nextToken() != JsonToken.END_OBJECT) {
        String key = json.currentName();
        json.nextToken();
        entries.accept(key, value(json));
      }
      if (json.nextToken() != null) {
        throw row.malformed("has more than one JSON object");
      }
    } catch (JsonProcessingException e) {
      throw row.malformed("is not valid JSON: " + e.getOriginalMessage());
    }
  }

  private static Object value(JsonParser json) throws IOException {
    switch (json.currentToken()) {
      case VALUE_STRING:
        return json.getText();
      case VALUE_NUMBER_INT:
        return json.getNumberType() == JsonParser.NumberType.BIG_INTEGER
            ? json.getBigIntegerValue()
            : (Object) json.getLongValue();
      case VALUE_NUMBER_FLOAT:
        return json.getDoubleValue();
      case VALUE_TRUE:
      case VALUE_FALSE:
        return json.getBooleanValue();
      case VALUE_NULL:
        return null;
      default:
        json.skipChildren();
        return NESTED;
    }
  }

  /** Receives the entries of objects. */
  interface EntryConsumer {
    void accept(String key, Object value) throws IOException;
  }

  /** Receives the ends of objects. */
  interface EndConsumer {
    void accept(RowPlace row) throws IOException;
  }
}
