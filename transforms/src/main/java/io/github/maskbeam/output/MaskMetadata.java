// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.output;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.maskbeam.schemas.SegmentationResult;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.annotation.Nullable;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/**
 * What a mask says of itself in its text chunk: everything that its rows in the tables hold, as
 * JSON with the columns' names. A mask that lost its tables can still be understood, and the tables
 * rebuilt from masks.
 */
public final class MaskMetadata {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private MaskMetadata() {}

  /** The JSON object {@code {"image": {…}, "class_areas": [{…}, …]}}. */
  public static String toJson(SegmentationResult result) {
    try {
      return MAPPER.writeValueAsString(plain(result));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Strings and numbers always become JSON", e);
    }
  }

  /** The result that {@link #toJson} described, if this is such a description. */
  static Optional<SegmentationResult> fromJson(String json) {
    try {
      JsonNode node = MAPPER.readTree(json);
      return Optional.of((SegmentationResult) record(node, SegmentationResult.getClassSchema()));
    } catch (JsonProcessingException | IllegalArgumentException | DateTimeException e) {
      return Optional.empty();
    }
  }

  private static SpecificRecord record(JsonNode node, Schema schema) {
    SpecificRecord record =
        (SpecificRecord) SpecificData.newInstance(SpecificData.get().getClass(schema), schema);
    for (Schema.Field field : schema.getFields()) {
      record.put(field.pos(), value(node.get(field.name()), field));
    }
    return record;
  }

  private static Object value(@Nullable JsonNode node, Schema.Field field) {
    boolean isAbsent = node == null || node.isNull();
    if (field.schema().isUnion()) {
      // Columns that may be null are unions of null and one type. One that is not there was added
      // after the mask was written.
      return isAbsent ? null : valueOf(node, field.schema().getTypes().get(1));
    }
    if (isAbsent) {
      throw new IllegalArgumentException(field.name() + " is missing");
    }
    return valueOf(node, field.schema());
  }

  private static Object valueOf(JsonNode node, Schema schema) {
    Schema.Type type = schema.getType();
    if (type == Schema.Type.RECORD) {
      return record(node, schema);
    }
    if (type == Schema.Type.ARRAY && node.isArray()) {
      List<Object> elements = new ArrayList<>();
      node.forEach(element -> elements.add(valueOf(element, schema.getElementType())));
      return elements;
    }
    if (type == Schema.Type.STRING && node.isTextual()) {
      return node.textValue();
    }
    if (type == Schema.Type.LONG && schema.getLogicalType() != null) {
      return Instant.parse(node.asText());
    }
    if (type == Schema.Type.INT && node.canConvertToInt()) {
      return node.intValue();
    }
    if (type == Schema.Type.LONG && node.canConvertToLong()) {
      return node.longValue();
    }
    if (type == Schema.Type.DOUBLE && node.isNumber()) {
      return node.doubleValue();
    }
    throw new IllegalArgumentException(node + " is not of type " + schema);
  }

  private static Object plain(Object value) {
    if (value instanceof IndexedRecord) {
      IndexedRecord record = (IndexedRecord) value;
      Map<String, Object> fields = new LinkedHashMap<>();
      for (Schema.Field field : record.getSchema().getFields()) {
        fields.put(field.name(), plain(record.get(field.pos())));
      }
      return fields;
    }
    if (value instanceof List) {
      return ((List<?>) value).stream().map(MaskMetadata::plain).collect(Collectors.toList());
    }
    return value instanceof Instant ? value.toString() : value;
  }
}
