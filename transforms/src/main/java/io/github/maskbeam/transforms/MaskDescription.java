// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.transforms;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.maskbeam.schemas.SegmentationResult;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;

/**
 * What a mask says of itself in its text chunk: everything that its rows in the tables hold, as
 * JSON with the columns' names. A mask that lost its tables can still be understood, and the tables
 * rebuilt from masks.
 */
final class MaskDescription {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private MaskDescription() {}

  /** The JSON object {@code {"image": {…}, "class_areas": [{…}, …]}}. */
  static String toJson(SegmentationResult result) {
    try {
      return MAPPER.writeValueAsString(plain(result));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Strings and numbers always become JSON", e);
    }
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
      return ((List<?>) value).stream().map(MaskDescription::plain).collect(Collectors.toList());
    }
    return value instanceof Instant ? value.toString() : value;
  }
}
