// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.transforms;

import io.github.maskbeam.output.Table;
import io.github.maskbeam.output.TableSet;
import io.github.maskbeam.parquet.TableReader;
import io.github.maskbeam.schemas.ImageRow;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.extensions.avro.coders.AvroCoder;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;

/** Reads the committed files of table images. */
public final class ReadImageRows extends PTransform<PBegin, PCollection<ImageRow>> {
  private static final long serialVersionUID = 1L;

  private final List<String> uris;

  private ReadImageRows(List<String> uris) {
    this.uris = uris;
  }

  /** Reads from these tables. */
  public static ReadImageRows of(TableSet tables) {
    return new ReadImageRows(
        tables.files(Table.IMAGES).stream()
            .map(file -> file.resourceId().toString())
            .collect(Collectors.toList()));
  }

  @Override
  public PCollection<ImageRow> expand(PBegin begin) {
    return begin
        .apply("Files", Create.of(uris).withCoder(StringUtf8Coder.of()))
        .apply("ReadRows", ParDo.of(new ReadFn()))
        .setCoder(AvroCoder.specific(ImageRow.class));
  }

  private static final class ReadFn extends DoFn<String, ImageRow> {
    private static final long serialVersionUID = 1L;

    @ProcessElement
    public void process(@Element String uri, OutputReceiver<ImageRow> out) throws IOException {
      TableReader.read(
          List.of(FileSystems.matchSingleFileSpec(uri)), ImageRow.getClassSchema(), out::output);
    }
  }
}
