// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.transforms;

import io.github.maskbeam.output.MaskLayout;
import io.github.maskbeam.output.MaskShard;
import io.github.maskbeam.output.MaskShards;
import io.github.maskbeam.output.OutputFiles;
import io.github.maskbeam.output.OutputLayout;
import io.github.maskbeam.output.OutputLayout.PerImage;
import io.github.maskbeam.schemas.ListedImage;
import io.github.maskbeam.schemas.PreviousFile;
import io.github.maskbeam.sources.InputPattern;
import io.github.maskbeam.storage.ImageNames;
import io.github.maskbeam.storage.Listing;
import io.github.maskbeam.transforms.metrics.MetricNames;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;

/**
 * Lists images, and the masks and recorded failures in an output directory. It does both, so that a
 * job has one source and not two, which would have to be merged.
 *
 * <p>Replaces Beam's MatchAll for patterns, whose reshuffle makes one bundle per file on
 * DirectRunner.
 */
final class ListFiles extends DoFn<KV<String, String>, KV<Integer, KV<ListedImage, PreviousFile>>> {
  private static final long serialVersionUID = 1L;

  private static final String PATTERN = "pattern";
  private static final String PART = "part";

  private final Counter filesLeftOut =
      Metrics.counter(MetricNames.NAMESPACE, MetricNames.FILES_LEFT_OUT);
  private final OutputLayout output;
  private final GroupKeys groups;
  private final MaskLayout layout;

  ListFiles(OutputLayout output, GroupKeys groups, MaskLayout layout) {
    this.output = output;
    this.groups = groups;
    this.layout = layout;
  }

  /** The elements that make this list the images of patterns and all files of the output. */
  static List<KV<String, String>> listings(List<String> patterns) {
    List<KV<String, String>> listings = new ArrayList<>();
    patterns.forEach(pattern -> listings.add(KV.of(PATTERN, pattern)));
    OutputFiles.PARTS.forEach(part -> listings.add(KV.of(PART, part)));
    return listings;
  }

  @ProcessElement
  public void process(
      @Element KV<String, String> listing,
      OutputReceiver<KV<Integer, KV<ListedImage, PreviousFile>>> out)
      throws IOException {
    if (listing.getKey().equals(PATTERN)) {
      match(listing.getValue(), out);
    } else {
      switch (layout) {
        case FILES:
          previous(PerImage.MASK, listing.getValue(), out);
          break;
        case SHARDS:
          shards(listing.getValue(), out);
          break;
      }
      previous(PerImage.FAILURE, listing.getValue(), out);
    }
  }

  private void match(String pattern, OutputReceiver<KV<Integer, KV<ListedImage, PreviousFile>>> out)
      throws IOException {
    AtomicBoolean matches = new AtomicBoolean();
    boolean isDirectory = InputPattern.isDirectory(pattern);
    Listing.images(
        InputPattern.files(pattern),
        match -> {
          matches.set(true);
          if (output.isOwn(match.getImageUri())) {
            return;
          }
          if (isDirectory && !ImageNames.isImage(match.getImageUri()) && isFile(match)) {
            filesLeftOut.inc();
          } else {
            out.output(DeduplicateImages.grouped(match, groups));
          }
        });
    if (!matches.get()) {
      throw new FileNotFoundException("No file matches " + pattern);
    }
  }

  /** A directory that cannot be listed may have images, so it is one that fails. */
  private static boolean isFile(ListedImage match) {
    try {
      return match.getSizeBytes() != null || !Files.isDirectory(Path.of(match.getImageUri()));
    } catch (InvalidPathException e) {
      return true;
    }
  }

  private void previous(
      PerImage kind, String part, OutputReceiver<KV<Integer, KV<ListedImage, PreviousFile>>> out)
      throws IOException {
    boolean isMask = kind == PerImage.MASK;
    OutputFiles.list(
        output,
        kind,
        part,
        (id, uri) ->
            out.output(DeduplicateImages.grouped(new PreviousFile(id, isMask, null), groups)));
  }

  /** The masks in each complete shard whose number belongs to this part. */
  private void shards(String part, OutputReceiver<KV<Integer, KV<ListedImage, PreviousFile>>> out)
      throws IOException {
    int parts = OutputFiles.PARTS.size();
    for (MaskShard shard : MaskShards.complete(output)) {
      if (shard.number() % parts == OutputFiles.PARTS.indexOf(part)) {
        MaskShards.rows(
            shard,
            row ->
                out.output(
                    DeduplicateImages.grouped(
                        new PreviousFile(row.getImageId(), true, shard.place(row)), groups)));
      }
    }
  }
}
