// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.parquet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Serializable;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;

/**
 * Converts the rows of a table to Avro's binary encoding and back.
 *
 * <p>Keeps a reader and a writer, so an instance is for one thread; a deserialized copy has its
 * own.
 */
public final class RowBytes<RowT extends IndexedRecord> implements Serializable {
  private static final long serialVersionUID = 1L;

  private final String schemaJson;
  private transient DatumWriter<RowT> writer;
  private transient DatumReader<RowT> reader;
  private transient BinaryEncoder encoder;
  private transient BinaryDecoder decoder;

  private RowBytes(String schemaJson) {
    this.schemaJson = schemaJson;
  }

  /** A converter for rows of this schema. */
  public static <RowT extends IndexedRecord> RowBytes<RowT> of(String schemaJson) {
    return new RowBytes<>(schemaJson);
  }

  /** The encoding of a row. */
  public byte[] toBytes(RowT row) throws IOException {
    if (writer == null) {
      Schema schema = WiderSchema.parse(schemaJson);
      writer = typed(SpecificData.getForSchema(schema).createDatumWriter(schema));
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    encoder = EncoderFactory.get().directBinaryEncoder(bytes, encoder);
    writer.write(row, encoder);
    return bytes.toByteArray();
  }

  /**
   * The row of an encoding.
   *
   * @throws IOException if the bytes are not a row of this schema
   */
  public RowT toRow(byte[] bytes) throws IOException {
    if (reader == null) {
      Schema schema = WiderSchema.parse(schemaJson);
      reader = typed(SpecificData.getForSchema(schema).createDatumReader(schema));
    }
    decoder = DecoderFactory.get().binaryDecoder(bytes, decoder);
    return reader.read(null, decoder);
  }

  /** Avro's factories are untyped; the schema determines the record type. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <T> T typed(Object untyped) {
    return (T) untyped;
  }
}
