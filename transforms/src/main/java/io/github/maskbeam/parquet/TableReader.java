// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.parquet;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.avro.AvroReadSupport;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.schema.MessageType;

/** Reads the rows of a table from its Parquet files. */
public final class TableReader {
  /** The property that AvroReadSupport sets in a configuration of Hadoop. */
  private static final String READ_SCHEMA = "parquet.avro.read.schema";

  /** Where AvroWriteSupport keeps the schema in a footer. */
  private static final String AVRO_SCHEMA = "parquet.avro.schema";

  private TableReader() {}

  /**
   * Passes each row of a table to the consumer, file by file. Of a file with other columns, too,
   * those of the schema are read.
   *
   * @param files of the table
   * @throws IOException if there are no files, or one of them cannot be read
   */
  public static <RowT extends SpecificRecord> void read(
      Collection<MatchResult.Metadata> files, Schema schema, Consumer<RowT> consumer)
      throws IOException {
    if (files.isEmpty()) {
      // A table without rows has files, too.
      throw new FileNotFoundException("The table has no files");
    }
    for (MatchResult.Metadata file : files) {
      try (ParquetReader<RowT> reader =
          new Builder<RowT>(StoredInputFile.of(file), schema).build()) {
        for (RowT row = reader.read(); row != null; row = reader.read()) {
          consumer.accept(row);
        }
      }
    }
  }

  private static final class Builder<RowT> extends ParquetReader.Builder<RowT> {
    private final Schema schema;

    private Builder(StoredInputFile file, Schema schema) {
      super(file, new PlainParquetConfiguration());
      this.schema = schema;
      configuration.set(READ_SCHEMA, schema.toString());
      // Without, Avro's older converters are used.
      configuration.setBoolean(AvroReadSupport.AVRO_COMPATIBILITY, false);
      withCodecFactory(new ZstdCodecFactory());
    }

    @Override
    protected ReadSupport<RowT> getReadSupport() {
      return new KnownColumns<>(schema);
    }
  }

  private static final class KnownColumns<RowT> extends AvroReadSupport<RowT> {
    private final Set<String> names;

    private KnownColumns(Schema schema) {
      super(SpecificData.getForSchema(schema));
      names = schema.getFields().stream().map(Schema.Field::name).collect(Collectors.toSet());
    }

    @Override
    public ReadContext init(
        ParquetConfiguration configuration, Map<String, String> metadata, MessageType schema) {
      ReadContext all = super.init(configuration, metadata, schema);
      return new ReadContext(ParquetSchema.only(names, schema), all.getReadSupportMetadata());
    }
  }

  /**
   * The number of rows in a file, from its footer.
   *
   * @throws IOException if the footer cannot be read
   */
  public static long countRows(MatchResult.Metadata file) throws IOException {
    try (ParquetFileReader reader = open(file)) {
      return reader.getRecordCount();
    }
  }

  /**
   * The schema with which Maskbeam wrote a file, with its documentation, from the footer.
   *
   * @throws IOException if the footer cannot be read
   */
  public static Schema schema(MatchResult.Metadata file) throws IOException {
    try (ParquetFileReader reader = open(file)) {
      return WiderSchema.parse(reader.getFileMetaData().getKeyValueMetaData().get(AVRO_SCHEMA));
    }
  }

  private static ParquetFileReader open(MatchResult.Metadata file) throws IOException {
    return ParquetFileReader.open(
        StoredInputFile.of(file),
        ParquetReadOptions.builder(new PlainParquetConfiguration()).build());
  }
}
