// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.schemas;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/**
 * Turns parsed JSON into Avro records by their schema. Each method takes the path of its value,
 * e.g. {@code model.labels[0]}, for error messages.
 */
final class RecordParser {
  private RecordParser() {}

  /** The record that an object describes; its path is empty for the whole text. */
  static SpecificRecord record(JsonNode node, Schema schema, String path)
      throws MalformedRecordException {
    require(node.isObject(), node, "an object", path);
    SpecificRecord record =
        (SpecificRecord) SpecificData.newInstance(SpecificData.get().getClass(schema), schema);
    for (Schema.Field field : schema.getFields()) {
      record.put(field.pos(), field(node, field, path));
    }
    return record;
  }

  private static Object field(JsonNode object, Schema.Field field, String parent)
      throws MalformedRecordException {
    String path = parent.isEmpty() ? field.name() : parent + "." + field.name();
    JsonNode node = object.get(field.name());
    for (String alias : field.aliases()) {
      node = node == null ? object.get(alias) : node;
    }
    if (node != null) {
      return value(node, field.schema(), path);
    }
    if (!field.hasDefaultValue()) {
      throw new MalformedRecordException(path + " is missing");
    }
    return SpecificData.get().getDefaultValue(field);
  }

  private static Object value(JsonNode node, Schema schema, String path)
      throws MalformedRecordException {
    if (schema.isUnion()) {
      // A nullable field's union lists null first and one other type.
      return node.isNull() ? null : value(node, schema.getTypes().get(1), path);
    }
    if (schema.getLogicalType() != null) {
      return timestamp(node, path);
    }
    switch (schema.getType()) {
      case RECORD:
        return record(node, schema, path);
      case ARRAY:
        return array(node, schema.getElementType(), path);
      case MAP:
        return map(node, schema.getValueType(), path);
      case STRING:
        return require(node.isTextual(), node, "a string", path).textValue();
      case INT:
        return require(isInteger(node) && node.canConvertToInt(), node, "an int", path).intValue();
      case LONG:
        return require(isInteger(node) && node.canConvertToLong(), node, "a long", path)
            .longValue();
      case DOUBLE:
        return require(node.isNumber(), node, "a number", path).doubleValue();
      default:
        throw new IllegalArgumentException("No JSON form is defined for " + schema);
    }
  }

  private static List<Object> array(JsonNode node, Schema elements, String path)
      throws MalformedRecordException {
    List<Object> values = new ArrayList<>();
    for (JsonNode element : require(node.isArray(), node, "an array", path)) {
      values.add(value(element, elements, path + "[" + values.size() + "]"));
    }
    return values;
  }

  private static Map<String, Object> map(JsonNode node, Schema values, String path)
      throws MalformedRecordException {
    Map<String, Object> entries = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry :
        require(node.isObject(), node, "an object", path).properties()) {
      String key = entry.getKey();
      entries.put(key, value(entry.getValue(), values, path + "." + key));
    }
    return entries;
  }

  private static Instant timestamp(JsonNode node, String path) throws MalformedRecordException {
    try {
      return Instant.parse(node.asText());
    } catch (DateTimeException e) {
      throw mismatch(node, "a time such as 2026-01-31T12:00:00Z", path);
    }
  }

  /** JSON has one kind of number, and some tools write 5 as 5.0. */
  private static boolean isInteger(JsonNode node) {
    return node.canConvertToExactIntegral();
  }

  private static JsonNode require(boolean isExpected, JsonNode node, String expected, String path)
      throws MalformedRecordException {
    if (!isExpected) {
      throw mismatch(node, expected, path);
    }
    return node;
  }

  private static MalformedRecordException mismatch(JsonNode node, String expected, String path) {
    String found =
        node.isNumber() ? node.asText() : node.getNodeType().name().toLowerCase(Locale.ROOT);
    return new MalformedRecordException(
        String.format(
            "%s must be %s, but is %s", path.isEmpty() ? "The text" : path, expected, found));
  }
}
