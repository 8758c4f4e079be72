// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.schemas;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/**
 * Reads and writes an Avro record as the JSON that a person would write for it: field names as in
 * the schema, a nullable value as itself or null, a timestamp as ISO 8601 text in UTC. Avro's own
 * JSON encoding wraps each nullable value in its type ({@code {"string": "x"}}) and writes
 * timestamps as numbers.
 *
 * <p>A null field with the schema property {@code absent_when_null} is left out. A reader accepts
 * both forms everywhere.
 *
 * <p>Supports the types that the schemas of this package use: records, arrays, maps, strings, ints,
 * longs, doubles, timestamps, and unions of null and one of these. Stateless, safe for use by many
 * threads.
 */
public final class RecordJson {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String ABSENT_WHEN_NULL = "absent_when_null";

  private RecordJson() {}

  /** The record as one line of JSON. */
  public static String compact(IndexedRecord record) {
    return write(record, MAPPER.writer());
  }

  /** The record as indented JSON, one field per line. */
  public static String indented(IndexedRecord record) {
    return write(record, MAPPER.writerWithDefaultPrettyPrinter());
  }

  /**
   * Reads a record that an earlier, the same or a later version of its schema wrote: unknown fields
   * are ignored, an absent field is looked up under its aliases and then gets its default.
   *
   * @param json UTF-8 text
   * @throws MalformedRecordException if the text is not a JSON object, a field without a default is
   *     absent, or a value has another type than in the schema
   */
  public static <T extends SpecificRecord> T read(byte[] json, Class<T> type)
      throws MalformedRecordException {
    Schema schema = SpecificData.get().getSchema(type);
    try (JsonParser parser = MAPPER.createParser(json)) {
      return type.cast(new RecordParser(parser).read(schema));
    } catch (MalformedRecordException e) {
      throw e;
    } catch (IOException e) {
      throw new MalformedRecordException("This is not JSON", e);
    }
  }

  private static String write(IndexedRecord record, ObjectWriter writer) {
    try {
      return writer.writeValueAsString(plain(record));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Strings and numbers can always be written as JSON", e);
    }
  }

  private static Object plain(Object value) {
    if (value instanceof IndexedRecord) {
      return plain((IndexedRecord) value);
    }
    if (value instanceof List) {
      List<Object> elements = new ArrayList<>();
      ((List<?>) value).forEach(element -> elements.add(plain(element)));
      return elements;
    }
    if (value instanceof Map) {
      Map<Object, Object> entries = new LinkedHashMap<>();
      ((Map<?, ?>) value).forEach((key, entry) -> entries.put(key, plain(entry)));
      return entries;
    }
    boolean isJsonType = value == null || value instanceof String || value instanceof Number;
    return isJsonType ? value : value.toString();
  }

  private static Map<String, Object> plain(IndexedRecord record) {
    Map<String, Object> fields = new LinkedHashMap<>();
    for (Schema.Field field : record.getSchema().getFields()) {
      Object value = record.get(field.pos());
      if (value != null || !Boolean.TRUE.equals(field.getObjectProp(ABSENT_WHEN_NULL))) {
        fields.put(field.name(), plain(value));
      }
    }
    return fields;
  }
}
