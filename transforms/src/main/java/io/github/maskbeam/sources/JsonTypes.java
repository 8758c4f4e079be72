// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.sources;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;

/**
 * The types of the values of each key of many JSON objects. Whole numbers are long, and double if
 * the key has others, too, which double can represent with them. A key that is always null is a
 * string. Not thread-safe.
 */
final class JsonTypes {
  private final Map<String, Type> byKey = new LinkedHashMap<>();

  /** Adds a value as {@link JsonLinesTable} has it. */
  void add(String key, Object value) {
    byKey.merge(key, Type.of(value), Type::and);
  }

  /** The schemas by key, in the order of first appearance; none if the types are different. */
  Map<String, Optional<Schema>> schemas() {
    Map<String, Optional<Schema>> schemas = new LinkedHashMap<>();
    byKey.forEach((key, type) -> schemas.put(key, type.schema()));
    return schemas;
  }

  private enum Type {
    NULL,
    BOOLEAN,
    LONG,
    /** A whole number that double cannot represent. */
    LARGE_LONG,
    DOUBLE,
    STRING,
    MIXED;

    private static Type of(Object value) {
      if (value == null) {
        return NULL;
      }
      if (value instanceof Boolean) {
        return BOOLEAN;
      }
      if (value instanceof Long) {
        long number = (Long) value;
        return (long) (double) number == number && number != Long.MAX_VALUE ? LONG : LARGE_LONG;
      }
      if (value instanceof Double) {
        return DOUBLE;
      }
      return value instanceof String ? STRING : MIXED;
    }

    private Type and(Type other) {
      if (this == other || other == NULL) {
        return this;
      }
      if (this == NULL) {
        return other;
      }
      if (isWhole() && other.isWhole()) {
        return LARGE_LONG;
      }
      boolean isNumber = (this == LONG || this == DOUBLE) && (other == LONG || other == DOUBLE);
      return isNumber ? DOUBLE : MIXED;
    }

    private boolean isWhole() {
      return this == LONG || this == LARGE_LONG;
    }

    private Optional<Schema> schema() {
      switch (this) {
        case BOOLEAN:
          return Optional.of(Schema.create(Schema.Type.BOOLEAN));
        case LONG:
        case LARGE_LONG:
          return Optional.of(Schema.create(Schema.Type.LONG));
        case DOUBLE:
          return Optional.of(Schema.create(Schema.Type.DOUBLE));
        case NULL:
        case STRING:
          return Optional.of(Schema.create(Schema.Type.STRING));
        case MIXED:
          return Optional.empty();
      }
      throw new AssertionError(this);
    }
  }
}
