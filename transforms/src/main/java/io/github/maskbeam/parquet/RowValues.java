// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.parquet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;

/**
 * Converts the values of some columns of a row to Avro's binary encoding and back. The encoding of
 * a record is that of its fields one after the other, so it can be appended to that of a row.
 *
 * <p>For one thread; a deserialized copy is for another.
 */
public final class RowValues implements Serializable {
  private static final long serialVersionUID = 1L;

  private final String[] schemaTexts;
  private transient List<GenericDatumWriter<Object>> writers;
  private transient List<GenericDatumReader<Object>> readers;
  private transient BinaryEncoder encoder;
  private transient BinaryDecoder decoder;

  private RowValues(String[] schemaTexts) {
    this.schemaTexts = schemaTexts;
  }

  /** Values of columns that are nullable: each schema is a union of null and another type. */
  public static RowValues of(List<Schema> columns) {
    return new RowValues(columns.stream().map(Schema::toString).toArray(String[]::new));
  }

  /** The encoding of values in the order of the columns. */
  public byte[] toBytes(Object[] values) throws IOException {
    if (writers == null) {
      writers =
          schemas().stream().map(GenericDatumWriter<Object>::new).collect(Collectors.toList());
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    encoder = EncoderFactory.get().directBinaryEncoder(bytes, encoder);
    for (int i = 0; i < values.length; i++) {
      writers.get(i).write(values[i], encoder);
    }
    encoder.flush();
    return bytes.toByteArray();
  }

  /** The encoding of a number that is never null. */
  public static byte[] ofLong(long value) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    EncoderFactory.get().directBinaryEncoder(bytes, null).writeLong(value);
    return bytes.toByteArray();
  }

  /** The encoding of a row in which all values are null. */
  public byte[] nulls() throws IOException {
    return toBytes(new Object[schemaTexts.length]);
  }

  /**
   * The values of an encoding.
   *
   * @throws IOException if the bytes are not those of such values
   */
  public Object[] values(byte[] bytes) throws IOException {
    if (readers == null) {
      readers =
          schemas().stream()
              .map(schema -> new GenericDatumReader<Object>(schema, schema, new GenericData()))
              .collect(Collectors.toList());
    }
    decoder = DecoderFactory.get().binaryDecoder(bytes, decoder);
    Object[] values = new Object[readers.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = readers.get(i).read(null, decoder);
    }
    return values;
  }

  private List<Schema> schemas() {
    return Arrays.stream(schemaTexts)
        .map(text -> new Schema.Parser().parse(text))
        .collect(Collectors.toList());
  }
}
