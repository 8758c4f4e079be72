// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.transforms;

import io.github.maskbeam.schemas.ListedImage;
import io.github.maskbeam.schemas.PreviousFile;
import io.github.maskbeam.sources.Manifest;
import io.github.maskbeam.sources.ManifestLine;
import io.github.maskbeam.sources.ManifestTable;
import io.github.maskbeam.storage.FileMetadata;
import java.io.IOException;
import java.util.List;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;

/** Reads the images that a manifest with columns names, from its start to its end. */
final class ReadManifestRows extends DoFn<Manifest, KV<Integer, KV<ListedImage, PreviousFile>>> {
  private static final long serialVersionUID = 1L;

  private final String workingDirectory;
  private final GroupKeys groups;

  ReadManifestRows(String workingDirectory, GroupKeys groups) {
    this.workingDirectory = workingDirectory;
    this.groups = groups;
  }

  @ProcessElement
  public void process(
      @Element Manifest manifest, OutputReceiver<KV<Integer, KV<ListedImage, PreviousFile>>> out)
      throws IOException {
    ManifestTable.of(manifest.uri(), manifest.format(), manifest.packing())
        .read(
            List.of(manifest.urlColumn()),
            (row, values) ->
                out.output(
                    DeduplicateImages.grouped(
                        FileMetadata.unknown(
                            ManifestLine.absolute(
                                ManifestLine.uri(values[0], row), workingDirectory)),
                        groups)));
  }
}
