// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.transforms;

import io.github.maskbeam.output.OutputLayout;
import io.github.maskbeam.schemas.ListedImage;
import io.github.maskbeam.schemas.PreviousFile;
import io.github.maskbeam.sources.InputPattern;
import io.github.maskbeam.storage.ArchiveListing;
import io.github.maskbeam.storage.ImageNames;
import io.github.maskbeam.storage.Listing;
import io.github.maskbeam.storage.MemberUri;
import io.github.maskbeam.transforms.metrics.MetricNames;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.extensions.avro.coders.AvroCoder;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;

/**
 * Lists the images in archives. Archives are distributed over all workers, because listing one can
 * mean to read it.
 */
final class ListArchives
    extends PTransform<PBegin, PCollection<KV<Integer, KV<ListedImage, PreviousFile>>>> {
  private static final long serialVersionUID = 1L;

  private final List<String> patterns;
  private final OutputLayout output;
  private final GroupKeys groups;

  /**
   * Lists the images in the archives that match.
   *
   * @param patterns of {@link InputPattern#isOfArchives}
   */
  ListArchives(List<String> patterns, OutputLayout output, GroupKeys groups) {
    this.patterns = patterns;
    this.output = output;
    this.groups = groups;
  }

  @Override
  public PCollection<KV<Integer, KV<ListedImage, PreviousFile>>> expand(PBegin begin) {
    return begin
        .apply("ArchivePatterns", Create.of(patterns).withCoder(StringUtf8Coder.of()))
        .apply("FindArchives", ParDo.of(new FindFn(output)))
        .setCoder(KvCoder.of(StringUtf8Coder.of(), AvroCoder.specific(ListedImage.class)))
        .apply("SpreadArchives", Reshuffle.viaRandomKey())
        .apply("ListMembers", ParDo.of(new MembersFn(groups)))
        .setCoder(DeduplicateImages.GROUPED);
  }

  /** Finds the archives of a pattern. */
  private static final class FindFn extends DoFn<String, KV<String, ListedImage>> {
    private static final long serialVersionUID = 1L;

    private final OutputLayout output;

    private FindFn(OutputLayout output) {
      this.output = output;
    }

    @ProcessElement
    public void process(@Element String pattern, OutputReceiver<KV<String, ListedImage>> out)
        throws IOException {
      int[] found = new int[1];
      Listing.images(
          InputPattern.archives(pattern),
          archive -> {
            found[0]++;
            if (!output.isOwn(archive.getImageUri())) {
              out.output(KV.of(InputPattern.members(pattern), archive));
            }
          });
      if (found[0] == 0) {
        throw new FileNotFoundException("No archive matches " + pattern);
      }
    }
  }

  /** Lists the images in an archive whose names match a glob. */
  private static final class MembersFn
      extends DoFn<KV<String, ListedImage>, KV<Integer, KV<ListedImage, PreviousFile>>> {
    private static final long serialVersionUID = 1L;

    private final Counter filesLeftOut =
        Metrics.counter(MetricNames.NAMESPACE, MetricNames.FILES_LEFT_OUT);
    private final GroupKeys groups;

    private MembersFn(GroupKeys groups) {
      this.groups = groups;
    }

    @ProcessElement
    public void process(
        @Element KV<String, ListedImage> archive,
        OutputReceiver<KV<Integer, KV<ListedImage, PreviousFile>>> out)
        throws IOException {
      String glob = archive.getKey();
      PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + glob);
      int[] listed = new int[1];
      ArchiveListing.members(
          archive.getValue(),
          image -> {
            String name = MemberUri.of(image.getImageUri()).map(MemberUri::member).orElse("");
            if (name.isEmpty() || isMatch(name, glob, matcher)) {
              listed[0]++;
              out.output(DeduplicateImages.grouped(image, groups));
            } else if (glob.isEmpty()) {
              filesLeftOut.inc();
            }
          });
      if (listed[0] == 0) {
        out.output(
            DeduplicateImages.grouped(
                ArchiveListing.withProblem(
                    archive.getValue(),
                    glob.isEmpty()
                        ? "The archive has no member that is named as images are"
                        : "The archive has no member that matches " + glob),
                groups));
      }
    }

    private static boolean isMatch(String name, String glob, PathMatcher matcher) {
      if (glob.isEmpty()) {
        return ImageNames.isImage(name);
      }
      try {
        return name.equals(glob) || matcher.matches(Path.of(name));
      } catch (InvalidPathException e) {
        return false;
      }
    }
  }
}
