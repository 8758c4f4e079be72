// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.transforms;

import io.github.maskbeam.parquet.RowValues;
import io.github.maskbeam.schemas.ListedImage;
import io.github.maskbeam.schemas.PreviousFile;
import io.github.maskbeam.sources.ImageSources;
import io.github.maskbeam.sources.KeptColumns;
import io.github.maskbeam.sources.Manifest;
import io.github.maskbeam.sources.ManifestLine;
import io.github.maskbeam.sources.ManifestTable;
import io.github.maskbeam.sources.RowPlace;
import io.github.maskbeam.storage.FileMetadata;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;

/** Reads the images that a manifest with columns names, from its start to its end. */
final class ReadManifestRows extends DoFn<Integer, KV<Integer, KV<ListedImage, PreviousFile>>> {
  private static final long serialVersionUID = 1L;

  private final ImageSources sources;
  private final KeptColumns columns;
  private final RowValues values;
  private final ArrayList<Schema.Type> types;
  private final GroupKeys groups;

  ReadManifestRows(ImageSources sources, GroupKeys groups) {
    this.sources = sources;
    this.columns = sources.keptColumns();
    this.values = RowValues.of(columns.schemas());
    this.types =
        columns.schemas().stream()
            .map(nullable -> nullable.getTypes().get(1).getType())
            .collect(Collectors.toCollection(ArrayList::new));
    this.groups = groups;
  }

  /** The elements that make this read all manifests with columns: their places in the list. */
  List<Integer> tables() {
    return IntStream.range(0, sources.manifests().size())
        .filter(i -> sources.manifests().get(i).format().isTable())
        .boxed()
        .collect(Collectors.toList());
  }

  @ProcessElement
  public void process(
      @Element Integer table, OutputReceiver<KV<Integer, KV<ListedImage, PreviousFile>>> out)
      throws IOException {
    Manifest manifest = sources.manifests().get(table);
    List<String> names = new ArrayList<>(List.of(manifest.urlColumn()));
    names.addAll(columns.names());
    ManifestTable.of(manifest.uri(), manifest.format(), manifest.packing())
        .read(
            names,
            (row, cells) -> out.output(DeduplicateImages.grouped(image(row, cells), groups)));
  }

  private ListedImage image(RowPlace row, Object[] cells) throws IOException {
    ListedImage image =
        FileMetadata.unknown(
            ManifestLine.absolute(ManifestLine.uri(cells[0], row), sources.workingDirectory()));
    if (columns.isEmpty()) {
      return image;
    }
    Object[] kept = new Object[types.size()];
    for (int i = 0; i < kept.length; i++) {
      // JSON has one type of number.
      boolean isWhole = types.get(i) == Schema.Type.DOUBLE && cells[i + 1] instanceof Long;
      kept[i] = isWhole ? (Object) ((Long) cells[i + 1]).doubleValue() : cells[i + 1];
    }
    try {
      return ListedImage.newBuilder(image)
          .setKept(ByteBuffer.wrap(values.toBytes(kept)))
          .setManifestRow(row.number())
          .build();
    } catch (ClassCastException | AvroRuntimeException e) {
      // The types were those of the file when it was checked.
      throw row.malformed("has a value of another type than its column had before");
    }
  }
}
