// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.parquet;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.parquet.avro.AvroSchemaConverter;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/** Converts schemas of tables. Stateless and thread-safe. */
final class ParquetSchema {
  private ParquetSchema() {}

  /**
   * The Parquet schema of a record. Times in nanoseconds are such: parquet-avro would make plain
   * numbers of them.
   */
  static MessageType of(Schema record) {
    MessageType converted =
        new AvroSchemaConverter(new PlainParquetConfiguration()).convert(record);
    return new MessageType(
        converted.getName(),
        converted.getFields().stream()
            .map(field -> withNanoseconds(field, record))
            .collect(Collectors.toList()));
  }

  /** The columns of a Parquet schema that have one of these names. */
  static MessageType only(Set<String> names, MessageType schema) {
    List<Type> fields =
        schema.getFields().stream()
            .filter(field -> names.contains(field.getName()))
            .collect(Collectors.toList());
    return new MessageType(schema.getName(), fields);
  }

  private static Type withNanoseconds(Type field, Schema record) {
    Schema schema = record.getField(field.getName()).schema();
    Schema value = schema.isUnion() ? schema.getTypes().get(1) : schema;
    LogicalType logical = value.getLogicalType();
    boolean isUtc = logical instanceof LogicalTypes.TimestampNanos;
    if (!isUtc && !(logical instanceof LogicalTypes.LocalTimestampNanos)) {
      return field;
    }
    return Types.primitive(PrimitiveTypeName.INT64, field.getRepetition())
        .as(LogicalTypeAnnotation.timestampType(isUtc, TimeUnit.NANOS))
        .named(field.getName());
  }
}
