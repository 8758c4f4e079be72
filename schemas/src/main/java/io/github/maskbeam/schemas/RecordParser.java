// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.schemas;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/**
 * Reads Avro records by their schema from a stream of JSON tokens. A rerun reads one for each of
 * its images, so no tree is built. Not thread-safe.
 */
final class RecordParser {
  /** By schema, which never change. */
  private static final Map<Schema, Map<String, Schema.Field>> FIELDS = new ConcurrentHashMap<>();

  private final JsonParser json;

  /** Reads the tokens of this parser; the caller closes it. */
  RecordParser(JsonParser json) {
    this.json = json;
  }

  /** The record that the text is. */
  SpecificRecord read(Schema schema) throws IOException {
    json.nextToken();
    return record(schema);
  }

  private SpecificRecord record(Schema schema) throws IOException {
    require(json.hasToken(JsonToken.START_OBJECT), "an object");
    SpecificRecord record =
        (SpecificRecord) SpecificData.newInstance(SpecificData.get().getClass(schema), schema);
    Map<String, Schema.Field> fields = FIELDS.computeIfAbsent(schema, RecordParser::fieldsByName);
    boolean[] isRead = new boolean[schema.getFields().size()];
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      Schema.Field field = fields.get(name);
      json.nextToken();
      if (field == null || (isRead[field.pos()] && !field.name().equals(name))) {
        json.skipChildren();
      } else {
        record.put(field.pos(), value(field.schema()));
        isRead[field.pos()] = true;
      }
    }
    for (Schema.Field field : schema.getFields()) {
      if (!isRead[field.pos()]) {
        if (!field.hasDefaultValue()) {
          // The object has ended, so the context is that around it.
          String parent = path(json.getParsingContext());
          throw new MalformedRecordException(
              (parent.isEmpty() ? "" : parent + ".") + field.name() + " is missing");
        }
        record.put(field.pos(), SpecificData.get().getDefaultValue(field));
      }
    }
    return record;
  }

  private static Map<String, Schema.Field> fieldsByName(Schema schema) {
    Map<String, Schema.Field> fields = new HashMap<>();
    for (Schema.Field field : schema.getFields()) {
      field.aliases().forEach(alias -> fields.putIfAbsent(alias, field));
    }
    schema.getFields().forEach(field -> fields.put(field.name(), field));
    return fields;
  }

  private Object value(Schema schema) throws IOException {
    if (schema.isUnion()) {
      // A nullable field's union lists null first and one other type.
      return json.hasToken(JsonToken.VALUE_NULL) ? null : value(schema.getTypes().get(1));
    }
    if (schema.getLogicalType() != null) {
      return timestamp();
    }
    switch (schema.getType()) {
      case RECORD:
        return record(schema);
      case ARRAY:
        return array(schema.getElementType());
      case MAP:
        return map(schema.getValueType());
      case STRING:
        require(json.hasToken(JsonToken.VALUE_STRING), "a string");
        return json.getText();
      case INT:
        require(isInteger(Integer.MIN_VALUE, Integer.MAX_VALUE), "an int");
        return (int) json.getDoubleValue();
      case LONG:
        return longValue();
      case DOUBLE:
        require(json.currentToken().isNumeric(), "a number");
        return json.getDoubleValue();
      default:
        throw new IllegalArgumentException("No JSON form is defined for " + schema);
    }
  }

  private long longValue() throws IOException {
    require(isInteger(Long.MIN_VALUE, Long.MAX_VALUE), "a long");
    return json.hasToken(JsonToken.VALUE_NUMBER_INT)
        ? json.getLongValue()
        : (long) json.getDoubleValue();
  }

  /** Whether this is a whole number; JSON has one kind of number, and some tools write 5 as 5.0. */
  private boolean isInteger(long least, long greatest) throws IOException {
    if (json.hasToken(JsonToken.VALUE_NUMBER_INT)) {
      return json.getNumberType() != JsonParser.NumberType.BIG_INTEGER
          && json.getLongValue() >= least
          && json.getLongValue() <= greatest;
    }
    return json.hasToken(JsonToken.VALUE_NUMBER_FLOAT)
        && json.getDoubleValue() == Math.rint(json.getDoubleValue())
        && json.getDoubleValue() >= least
        && json.getDoubleValue() <= greatest;
  }

  private List<Object> array(Schema elements) throws IOException {
    require(json.hasToken(JsonToken.START_ARRAY), "an array");
    List<Object> values = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      values.add(value(elements));
    }
    return values;
  }

  private Map<String, Object> map(Schema values) throws IOException {
    require(json.hasToken(JsonToken.START_OBJECT), "an object");
    Map<String, Object> entries = new LinkedHashMap<>();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String key = json.currentName();
      json.nextToken();
      entries.put(key, value(values));
    }
    return entries;
  }

  private Instant timestamp() throws IOException {
    String expected = "a time such as 2026-01-31T12:00:00Z";
    require(json.hasToken(JsonToken.VALUE_STRING), expected);
    try {
      return Instant.parse(json.getText());
    } catch (DateTimeException e) {
      throw mismatch(expected);
    }
  }

  private void require(boolean isExpected, String expected) throws IOException {
    if (!isExpected) {
      throw mismatch(expected);
    }
  }

  private MalformedRecordException mismatch(String expected) throws IOException {
    JsonStreamContext context = json.getParsingContext();
    boolean isContainer = json.currentToken() != null && json.currentToken().isStructStart();
    String path = path(isContainer ? context.getParent() : context);
    return new MalformedRecordException(
        String.format(
            "%s must be %s, but is %s", path.isEmpty() ? "The text" : path, expected, found()));
  }

  private String found() throws IOException {
    if (json.currentToken() == null) {
      return "missing";
    }
    switch (json.currentToken()) {
      case START_OBJECT:
        return "object";
      case START_ARRAY:
        return "array";
      case VALUE_STRING:
        return "string";
      case VALUE_NULL:
        return "null";
      case VALUE_TRUE:
      case VALUE_FALSE:
        return "boolean";
      default:
        return json.getText();
    }
  }

  /** The place of the current value, as in {@code model.labels[0]}; empty for the whole text. */
  private static String path(JsonStreamContext context) {
    if (context.inRoot()) {
      return "";
    }
    String parent = path(context.getParent());
    if (context.inArray()) {
      return parent + "[" + context.getCurrentIndex() + "]";
    }
    return parent.isEmpty() ? context.getCurrentName() : parent + "." + context.getCurrentName();
  }
}
