// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.transforms;

import io.github.maskbeam.output.MaskLayout;
import io.github.maskbeam.output.OutputLayout;
import io.github.maskbeam.schemas.ListedImage;
import io.github.maskbeam.schemas.PreviousFile;
import io.github.maskbeam.sources.ImageSources;
import io.github.maskbeam.sources.InputPattern;
import io.github.maskbeam.sources.Manifest;
import io.github.maskbeam.sources.Manifest.Packing;
import io.github.maskbeam.sources.ManifestLine;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.io.Compression;
import org.apache.beam.sdk.io.FileIO;
import org.apache.beam.sdk.io.TextIO;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;

/**
 * Lists all images, each once and with what the output has of it already, and distributes them over
 * all workers.
 *
 * <p>Images and the files of previous runs are grouped by image id. Duplicates meet in one group,
 * and the grouping is a fusion break: images are distributed over all workers even if one pattern
 * or manifest names all of them. The best number of groups depends on the runner.
 *
 * <p>A pattern does not match the files that runs write to the output directory, so a run whose
 * pattern covers its own output gives the same result when it is repeated. A manifest may name such
 * files.
 */
public final class ListImages extends PTransform<PBegin, PCollection<ListedImage>> {
  private static final long serialVersionUID = 1L;

  private final ImageSources sources;
  private final OutputLayout output;
  private final GroupKeys groups;
  private final MaskLayout layout;

  private ListImages(
      ImageSources sources, OutputLayout output, GroupKeys groups, MaskLayout layout) {
    this.sources = sources;
    this.output = output;
    this.groups = groups;
    this.layout = layout;
  }

  /**
   * Lists the images of these sources for a run that writes to this output directory.
   *
   * @param groups the groups to distribute the images over
   */
  public static ListImages of(ImageSources sources, OutputLayout output, GroupKeys groups) {
    return new ListImages(sources, output, groups, MaskLayout.FILES);
  }

  /** The same for an output that stores masks in this way. */
  public ListImages withMasksIn(MaskLayout masks) {
    return new ListImages(sources, output, groups, masks);
  }

  @Override
  public PCollection<ListedImage> expand(PBegin begin) {
    PCollection<KV<Integer, KV<ListedImage, PreviousFile>>> files =
        begin
            .apply(
                "Listings",
                Create.of(ListFiles.listings(patterns(false)))
                    .withCoder(KvCoder.of(StringUtf8Coder.of(), StringUtf8Coder.of())))
            .apply("ListFiles", ParDo.of(new ListFiles(output, groups, layout)))
            .setCoder(DeduplicateImages.GROUPED);
    PCollectionList<KV<Integer, KV<ListedImage, PreviousFile>>> all = PCollectionList.of(files);
    if (!patterns(true).isEmpty()) {
      all = all.and(begin.apply("ListArchives", new ListArchives(patterns(true), output, groups)));
    }
    if (sources.manifests().stream().anyMatch(manifest -> !manifest.format().isTable())) {
      all = all.and(named(begin));
    }
    if (sources.manifests().stream().anyMatch(manifest -> manifest.format().isTable())) {
      all = all.and(inTables(begin));
    }
    if (all.size() > 1) {
      files = all.apply("AllImages", Flatten.pCollections());
    }
    return DeduplicateImages.of(files, output, groups);
  }

  private List<String> patterns(boolean ofArchives) {
    return sources.patterns().stream()
        .filter(pattern -> InputPattern.isOfArchives(pattern) == ofArchives)
        .collect(Collectors.toList());
  }

  private PCollection<KV<Integer, KV<ListedImage, PreviousFile>>> named(PBegin begin) {
    return begin
        .apply("Manifests", Create.of(texts()).withCoder(StringUtf8Coder.of()))
        .apply(
            "FindManifests",
            FileIO.matchAll().withEmptyMatchTreatment(EmptyMatchTreatment.DISALLOW))
        // Opens files that are not compressed, too.
        .apply("OpenManifests", FileIO.readMatches().withCompression(compression()))
        .apply("ReadLines", TextIO.readFiles())
        .apply("ManifestUris", ParDo.of(new UriOfLine(sources.workingDirectory(), groups)))
        .setCoder(DeduplicateImages.GROUPED);
  }

  private List<String> texts() {
    return sources.manifests().stream()
        .filter(manifest -> !manifest.format().isTable())
        .map(Manifest::uri)
        .collect(Collectors.toList());
  }

  /** Files that are compressed are not split, so others are not read as if they were. */
  private Compression compression() {
    return sources.manifests().stream().anyMatch(manifest -> manifest.packing() == Packing.GZIP)
        ? Compression.GZIP
        : Compression.UNCOMPRESSED;
  }

  private PCollection<KV<Integer, KV<ListedImage, PreviousFile>>> inTables(PBegin begin) {
    ReadManifestRows read = new ReadManifestRows(sources, groups);
    return begin
        .apply("Tables", Create.of(read.tables()).withCoder(VarIntCoder.of()))
        .apply("ReadRows", ParDo.of(read))
        .setCoder(DeduplicateImages.GROUPED);
  }

  private static final class UriOfLine
      extends DoFn<String, KV<Integer, KV<ListedImage, PreviousFile>>> {
    private static final long serialVersionUID = 1L;

    private final String workingDirectory;
    private final GroupKeys groups;

    private UriOfLine(String workingDirectory, GroupKeys groups) {
      this.workingDirectory = workingDirectory;
      this.groups = groups;
    }

    @ProcessElement
    public void process(
        @Element String line, OutputReceiver<KV<Integer, KV<ListedImage, PreviousFile>>> out) {
      ManifestLine.parse(line)
          .map(uri -> DeduplicateImages.grouped(uri, workingDirectory, groups))
          .ifPresent(out::output);
    }
  }
}
