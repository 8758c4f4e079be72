// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.parquet;

import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificData;
import org.apache.beam.sdk.io.FileIO;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.avro.AvroWriteSupport;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.OutputFile;

/**
 * Writes the rows of a table to a Parquet file, compressed with zstd.
 *
 * <p>Replaces Beam's ParquetIO, which needs Hadoop's runtime classes even to write to a channel.
 */
public final class ParquetSink<RowT extends IndexedRecord> implements FileIO.Sink<RowT> {
  private static final long serialVersionUID = 1L;

  /**
   * Bytes of rows that a writer buffers. The writers of all tables together must fit a small heap.
   */
  private static final long ROW_GROUP_BYTES = 16L << 20;

  /**
   * The most rows of a row group, which engines read or skip as a whole. Of a sorted table, a
   * filter reads about one more than it needs; a group costs some kilobytes of metadata.
   */
  private static final int ROW_GROUP_ROWS = 20_000;

  /** More different values than this make a Bloom filter, of 1.3 kB, less exact. */
  private static final long BLOOM_FILTER_VALUES = 1024;

  private final String schemaJson;
  private final String bloomFilterColumn;
  private transient ParquetWriter<RowT> writer;

  private ParquetSink(String schemaJson, String bloomFilterColumn) {
    this.schemaJson = schemaJson;
    this.bloomFilterColumn = bloomFilterColumn;
  }

  /** A sink for rows of this schema. */
  public static <RowT extends IndexedRecord> ParquetSink<RowT> of(String schemaJson) {
    return new ParquetSink<>(schemaJson, null);
  }

  /**
   * A sink that also writes a Bloom filter of a column in each row group, by which readers find out
   * that a value is not there when the least and the greatest value do not say so.
   */
  public ParquetSink<RowT> withBloomFilter(String column) {
    return new ParquetSink<>(schemaJson, column);
  }

  @Override
  public void open(WritableByteChannel channel) throws IOException {
    Builder<RowT> builder =
        new Builder<RowT>(new ChannelOutputFile(channel), WiderSchema.parse(schemaJson))
            .withConf(new PlainParquetConfiguration())
            .withCodecFactory(new ZstdCodecFactory())
            .withCompressionCodec(CompressionCodecName.ZSTD)
            .withRowGroupSize(ROW_GROUP_BYTES)
            .withRowGroupRowCountLimit(ROW_GROUP_ROWS);
    if (bloomFilterColumn != null) {
      // A filter is only written for columns without a dictionary.
      builder
          .withDictionaryEncoding(bloomFilterColumn, false)
          .withBloomFilterEnabled(bloomFilterColumn, true)
          .withBloomFilterNDV(bloomFilterColumn, BLOOM_FILTER_VALUES);
    }
    writer = builder.build();
  }

  /** As AvroParquetWriter's, which does not know times in nanoseconds. */
  private static final class Builder<RowT extends IndexedRecord>
      extends ParquetWriter.Builder<RowT, Builder<RowT>> {
    private final Schema schema;

    private Builder(OutputFile file, Schema schema) {
      super(file);
      this.schema = schema;
    }

    @Override
    protected Builder<RowT> self() {
      return this;
    }

    @Override
    @SuppressWarnings("deprecation") // It is abstract.
    protected WriteSupport<RowT> getWriteSupport(Configuration configuration) {
      return support();
    }

    @Override
    protected WriteSupport<RowT> getWriteSupport(ParquetConfiguration configuration) {
      return support();
    }

    private WriteSupport<RowT> support() {
      return new AvroWriteSupport<>(
          ParquetSchema.of(schema), schema, SpecificData.getForSchema(schema));
    }
  }

  @Override
  public void write(RowT row) throws IOException {
    writer.write(row);
  }

  @Override
  public void flush() throws IOException {
    // Beam owns the channel and closes it; closing the writer completes the file's footer.
    writer.close();
  }
}
