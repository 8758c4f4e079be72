// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.query;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.Blob;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBStruct;

/**
 * Converts the values of a result to plain Java: null, Number, Boolean, String, List and Map. Times
 * become ISO 8601 strings, times with a zone in UTC.
 */
final class Values {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Values() {}

  /** The values of the current row of the result. */
  static List<Object> row(ResultSet result) throws SQLException {
    List<Object> row = new ArrayList<>();
    for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
      // JDBC's own type would apply the JVM's time zone.
      row.add(
          result.getMetaData().getColumnType(i) == Types.TIMESTAMP
              ? plain(result.getObject(i, LocalDateTime.class))
              : plain(result.getObject(i)));
    }
    return row;
  }

  /** A value as text, for tables and CSV; null is empty. */
  static String text(Object value) {
    if (value == null) {
      return "";
    }
    if (value instanceof BigDecimal) {
      return ((BigDecimal) value).toPlainString();
    }
    if (!(value instanceof List || value instanceof Map)) {
      return value.toString();
    }
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Plain values have no JSON: " + value, e);
    }
  }

  private static Object plain(Object value) throws SQLException {
    if (value == null || value instanceof Boolean || value instanceof Number) {
      return value;
    }
    if (value instanceof OffsetDateTime) {
      return ((OffsetDateTime) value).withOffsetSameInstant(ZoneOffset.UTC).toString();
    }
    if (value instanceof Timestamp) {
      return ((Timestamp) value).toLocalDateTime().toString();
    }
    if (value instanceof Blob) {
      Blob blob = (Blob) value;
      return hex(blob.getBytes(1, Math.toIntExact(blob.length())));
    }
    if (value instanceof Array) {
      return plain((Object[]) ((Array) value).getArray());
    }
    if (value instanceof Object[]) {
      return plain((Object[]) value);
    }
    if (value instanceof DuckDBStruct) {
      return plain(((DuckDBStruct) value).getMap());
    }
    return value instanceof Map ? plain((Map<?, ?>) value) : value.toString();
  }

  private static List<Object> plain(Object[] values) throws SQLException {
    List<Object> list = new ArrayList<>();
    for (Object value : values) {
      list.add(plain(value));
    }
    return list;
  }

  private static Map<String, Object> plain(Map<?, ?> values) throws SQLException {
    Map<String, Object> map = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : values.entrySet()) {
      map.put(String.valueOf(entry.getKey()), plain(entry.getValue()));
    }
    return map;
  }

  private static String hex(byte[] bytes) {
    StringBuilder hex = new StringBuilder();
    for (byte b : bytes) {
      hex.append(String.format("%02x", b));
    }
    return hex.toString();
  }
}
