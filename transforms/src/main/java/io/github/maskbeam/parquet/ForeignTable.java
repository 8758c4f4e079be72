// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.parquet;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.api.InitContext;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.ParquetDecodingException;
import org.apache.parquet.io.api.RecordMaterializer;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/**
 * A Parquet file of any schema, which any program may have written. Rows are read one by one, a row
 * group at a time. Immutable and thread-safe.
 */
public final class ForeignTable {
  private final String uri;

  private ForeignTable(String uri) {
    this.uri = uri;
  }

  /** The file at an absolute path or URI, which is not opened yet. */
  public static ForeignTable of(String uri) {
    return new ForeignTable(uri);
  }

  /**
   * The names of all columns, in their order.
   *
   * @throws IOException if the file cannot be read or is no Parquet file
   */
  public List<String> columns() throws IOException {
    return fields().getFields().stream().map(Type::getName).collect(Collectors.toList());
  }

  /**
   * The Avro schemas of columns, without null. A column whose type is not supported has none.
   *
   * @throws IOException if the file cannot be read or is no Parquet file
   */
  public Map<String, Optional<Schema>> schemas() throws IOException {
    Map<String, Optional<Schema>> schemas = new LinkedHashMap<>();
    for (Type field : fields().getFields()) {
      schemas.put(field.getName(), ForeignColumn.of(field).map(ForeignColumn::schema));
    }
    return schemas;
  }

  /**
   * Reads columns of all rows.
   *
   * @param names the columns, whose types are supported
   * @throws UnsupportedTableException if a codec or type is not supported
   * @throws IOException if the file cannot be read or is damaged, or the consumer throws it
   */
  public void read(List<String> names, RowConsumer consumer) throws IOException {
    ParquetMetadata footer = footer();
    for (BlockMetaData rowGroup : footer.getBlocks()) {
      rowGroup.getColumns().forEach(column -> ForeignCodecs.requireSupported(column.getCodec()));
    }
    MessageType fields = footer.getFileMetaData().getSchema();
    List<ForeignColumn> columns = new ArrayList<>();
    List<Type> read = new ArrayList<>();
    for (String name : names) {
      Type field = fields.getType(name);
      read.add(field);
      columns.add(
          ForeignColumn.of(field)
              .orElseThrow(
                  () ->
                      new UnsupportedTableException(
                          "has column " + name + " of type " + ForeignColumn.describe(field))));
    }
    Object[] values = new Object[names.size()];
    try (ParquetReader<Group> rows =
        new Builder(StoredInputFile.of(uri), new MessageType(fields.getName(), read)).build()) {
      for (Group row = rows.read(); row != null; row = rows.read()) {
        for (int i = 0; i < values.length; i++) {
          values[i] = columns.get(i).of(row, i);
        }
        consumer.accept(values);
      }
    } catch (ParquetDecodingException e) {
      throw new IOException("The file is damaged: " + e.getMessage(), e);
    }
  }

  private MessageType fields() throws IOException {
    return footer().getFileMetaData().getSchema();
  }

  private ParquetMetadata footer() throws IOException {
    try (ParquetFileReader reader =
        ParquetFileReader.open(
            StoredInputFile.of(uri),
            ParquetReadOptions.builder(new PlainParquetConfiguration()).build())) {
      return reader.getFooter();
    } catch (RuntimeException e) {
      // Parquet reports a file that is none, or has another footer, by unchecked exceptions.
      throw new IOException("it is not a complete Parquet file: " + e.getMessage(), e);
    }
  }

  /** Receives rows. */
  public interface RowConsumer {
    /**
     * Accepts a row.
     *
     * @param values in the order of the names, null where the row has none; valid during the call
     */
    void accept(Object[] values) throws IOException;
  }

  private static final class Builder extends ParquetReader.Builder<Group> {
    private final MessageType read;

    private Builder(InputFile file, MessageType read) {
      super(file, new PlainParquetConfiguration());
      this.read = read;
      withCodecFactory(new ForeignCodecs());
    }

    @Override
    protected ReadSupport<Group> getReadSupport() {
      return new Columns(read);
    }
  }

  /** Parquet's own support for groups takes its columns as text, in which names have no spaces. */
  private static final class Columns extends ReadSupport<Group> {
    private final MessageType read;

    private Columns(MessageType read) {
      this.read = read;
    }

    @Override
    public ReadContext init(InitContext context) {
      return new ReadContext(read);
    }

    @Override
    @SuppressWarnings("deprecation") // It is abstract.
    public RecordMaterializer<Group> prepareForRead(
        org.apache.hadoop.conf.Configuration configuration,
        Map<String, String> metadata,
        MessageType schema,
        ReadContext context) {
      return new GroupRecordConverter(context.getRequestedSchema());
    }

    @Override
    public RecordMaterializer<Group> prepareForRead(
        ParquetConfiguration configuration,
        Map<String, String> metadata,
        MessageType schema,
        ReadContext context) {
      return new GroupRecordConverter(context.getRequestedSchema());
    }
  }
}
