// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.parquet;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Optional;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DateLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.EnumLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.JsonLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.StringLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.Type;

/**
 * The type of a column of a Parquet file, as an Avro schema of the same meaning, and how to read
 * its values in Avro's generic form. Parquet's own conversion to Avro would make other numbers of
 * unsigned integers, and of decimals that are stored as integers. Immutable.
 */
final class ForeignColumn {
  private static final int INT_BITS = 32;
  private static final int LONG_BITS = 64;

  private final Schema schema;
  private final Value value;

  private ForeignColumn(Schema schema, Value value) {
    this.schema = schema;
    this.value = value;
  }

  /** The column of a field; empty if its type is not supported. */
  static Optional<ForeignColumn> of(Type field) {
    if (!field.isPrimitive() || field.isRepetition(Type.Repetition.REPEATED)) {
      return Optional.empty();
    }
    PrimitiveType type = field.asPrimitiveType();
    LogicalTypeAnnotation logical = type.getLogicalTypeAnnotation();
    if (logical instanceof DecimalLogicalTypeAnnotation) {
      return decimal(type, (DecimalLogicalTypeAnnotation) logical);
    }
    switch (type.getPrimitiveTypeName()) {
      case BOOLEAN:
        return plain(Schema.Type.BOOLEAN, Group::getBoolean);
      case FLOAT:
        return plain(Schema.Type.FLOAT, Group::getFloat);
      case DOUBLE:
        return plain(Schema.Type.DOUBLE, Group::getDouble);
      case INT32:
        return int32(logical);
      case INT64:
        return int64(logical);
      case BINARY:
        return isText(logical) ? plain(Schema.Type.STRING, Group::getString) : Optional.empty();
      case INT96:
      case FIXED_LEN_BYTE_ARRAY:
        return Optional.empty();
    }
    throw new AssertionError(type);
  }

  /** The type of a field in words, for messages. */
  static String describe(Type field) {
    if (!field.isPrimitive()) {
      return "nested";
    }
    if (field.isRepetition(Type.Repetition.REPEATED)) {
      return "a list";
    }
    PrimitiveType type = field.asPrimitiveType();
    String primitive = type.getPrimitiveTypeName().name().toLowerCase(Locale.ROOT);
    return type.getLogicalTypeAnnotation() == null
        ? primitive
        : primitive + " " + type.getLogicalTypeAnnotation();
  }

  /** The Avro schema of values that are not null. */
  Schema schema() {
    return schema;
  }

  /** The value of a field of a row, null if it has none. */
  Object of(Group row, int field) {
    return row.getFieldRepetitionCount(field) == 0 ? null : value.of(row, field, 0);
  }

  private static Optional<ForeignColumn> int32(LogicalTypeAnnotation logical) {
    if (logical instanceof DateLogicalTypeAnnotation) {
      return logical(LogicalTypes.date(), Schema.Type.INT, Group::getInteger);
    }
    if (logical == null) {
      return plain(Schema.Type.INT, Group::getInteger);
    }
    if (!(logical instanceof IntLogicalTypeAnnotation)) {
      return Optional.empty();
    }
    IntLogicalTypeAnnotation integer = (IntLogicalTypeAnnotation) logical;
    return integer.isSigned() || integer.getBitWidth() < INT_BITS
        ? plain(Schema.Type.INT, Group::getInteger)
        : plain(
            Schema.Type.LONG,
            (row, field, index) -> Integer.toUnsignedLong(row.getInteger(field, index)));
  }

  private static Optional<ForeignColumn> int64(LogicalTypeAnnotation logical) {
    if (logical instanceof TimestampLogicalTypeAnnotation) {
      return logical(
          timestamp((TimestampLogicalTypeAnnotation) logical), Schema.Type.LONG, Group::getLong);
    }
    boolean isSigned =
        logical == null
            || (logical instanceof IntLogicalTypeAnnotation
                && (((IntLogicalTypeAnnotation) logical).isSigned()
                    || ((IntLogicalTypeAnnotation) logical).getBitWidth() < LONG_BITS));
    return isSigned ? plain(Schema.Type.LONG, Group::getLong) : Optional.empty();
  }

  private static LogicalType timestamp(TimestampLogicalTypeAnnotation timestamp) {
    boolean isUtc = timestamp.isAdjustedToUTC();
    switch (timestamp.getUnit()) {
      case MILLIS:
        return isUtc ? LogicalTypes.timestampMillis() : LogicalTypes.localTimestampMillis();
      case MICROS:
        return isUtc ? LogicalTypes.timestampMicros() : LogicalTypes.localTimestampMicros();
      case NANOS:
        return isUtc ? LogicalTypes.timestampNanos() : LogicalTypes.localTimestampNanos();
    }
    throw new AssertionError(timestamp);
  }

  private static Optional<ForeignColumn> decimal(
      PrimitiveType type, DecimalLogicalTypeAnnotation decimal) {
    LogicalType logical = LogicalTypes.decimal(decimal.getPrecision(), decimal.getScale());
    switch (type.getPrimitiveTypeName()) {
      case INT32:
        return logical(
            logical,
            Schema.Type.BYTES,
            (row, field, index) -> unscaled(row.getInteger(field, index)));
      case INT64:
        return logical(
            logical, Schema.Type.BYTES, (row, field, index) -> unscaled(row.getLong(field, index)));
      case BINARY:
      case FIXED_LEN_BYTE_ARRAY:
        return logical(
            logical,
            Schema.Type.BYTES,
            (row, field, index) -> ByteBuffer.wrap(row.getBinary(field, index).getBytes()));
      default:
        return Optional.empty();
    }
  }

  private static ByteBuffer unscaled(long value) {
    return ByteBuffer.wrap(BigInteger.valueOf(value).toByteArray());
  }

  private static boolean isText(LogicalTypeAnnotation logical) {
    return logical instanceof StringLogicalTypeAnnotation
        || logical instanceof EnumLogicalTypeAnnotation
        || logical instanceof JsonLogicalTypeAnnotation;
  }

  private static Optional<ForeignColumn> plain(Schema.Type type, Value value) {
    return Optional.of(new ForeignColumn(Schema.create(type), value));
  }

  private static Optional<ForeignColumn> logical(
      LogicalType logical, Schema.Type type, Value value) {
    return Optional.of(new ForeignColumn(logical.addToSchema(Schema.create(type)), value));
  }

  private interface Value {
    Object of(Group row, int field, int index);
  }
}
