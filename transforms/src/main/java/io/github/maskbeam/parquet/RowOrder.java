// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.parquet;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryData;

/**
 * Orders rows in Avro's binary encoding by a column, and rows of equal values by their bytes, so
 * that the order of different rows is always the same.
 *
 * <p>For one thread; a deserialized copy is for another.
 */
public final class RowOrder implements Comparator<byte[]>, Serializable {
  private static final long serialVersionUID = 1L;

  private final String schemaJson;
  private final String column;
  private transient Schema compared;

  private RowOrder(String schemaJson, String column) {
    this.schemaJson = schemaJson;
    this.column = column;
  }

  /**
   * The order of rows of a schema by a column of it, ascending.
   *
   * @throws IllegalArgumentException if the schema has no such column
   */
  public static RowOrder by(String column, String schemaJson) {
    if (WiderSchema.parse(schemaJson).getField(column) == null) {
      throw new IllegalArgumentException("There is no column " + column + " in " + schemaJson);
    }
    return new RowOrder(schemaJson, column);
  }

  @Override
  public int compare(byte[] row, byte[] other) {
    if (compared == null) {
      compared = upToColumn();
    }
    int order = BinaryData.compare(row, 0, other, 0, compared);
    return order != 0 ? order : Arrays.compareUnsigned(row, other);
  }

  /** The encoding of a row begins with that of its first columns; those before are skipped. */
  private Schema upToColumn() {
    Schema schema = WiderSchema.parse(schemaJson);
    List<Schema.Field> fields = new ArrayList<>();
    for (Schema.Field field : schema.getFields()) {
      boolean isLast = field.name().equals(column);
      fields.add(
          new Schema.Field(
              field.name(),
              field.schema(),
              null,
              null,
              isLast ? Schema.Field.Order.ASCENDING : Schema.Field.Order.IGNORE));
      if (isLast) {
        break;
      }
    }
    return Schema.createRecord(schema.getName(), null, schema.getNamespace(), false, fields);
  }
}
