// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.transforms;

import io.github.maskbeam.storage.Listing;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.annotation.Nullable;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.io.FileIO;
import org.apache.beam.sdk.io.TextIO;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.SimpleFunction;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.TypeDescriptors;

/**
 * Lists the URIs of all images, each once, and spreads them over all workers.
 *
 * <p>URIs are grouped by their hash: duplicates meet in one group, and what follows the grouping is
 * spread over all workers, however few files the listing came from. How many groups is a matter of
 * the runner, see {@link #inGroups}.
 */
public final class ListImages extends PTransform<PBegin, PCollection<String>> {
  private static final long serialVersionUID = 1L;

  private static final int LEAST_GROUPS = 64;
  private static final int GROUPS_PER_CORE = 4;

  private final ImageSources sources;
  private final @Nullable OutputLayout output;
  private final int groups;

  private ListImages(ImageSources sources, @Nullable OutputLayout output, int groups) {
    this.sources = sources;
    this.output = output;
    this.groups = groups;
  }

  /** Lists what these sources name. */
  public static ListImages from(ImageSources sources) {
    return new ListImages(
        sources,
        null,
        Math.max(LEAST_GROUPS, GROUPS_PER_CORE * Runtime.getRuntime().availableProcessors()));
  }

  /**
   * Lists the same without the files that runs wrote to this output directory, where a pattern
   * matches them: a run with {@code **} above its own output gives the same when it is repeated.
   * What a manifest names is listed all the same.
   */
  public ListImages withoutFilesOf(OutputLayout itsOutput) {
    return new ListImages(sources, itsOutput, groups);
  }

  /**
   * Lists the same in so many groups.
   *
   * <p>The default is few, a small multiple of this machine's cores: DirectRunner makes a bundle of
   * each group, and its cost for each bundle grows with the run. A runner that deals groups out to
   * its workers by their hash wants many times more groups than workers, or the shares are uneven.
   */
  public ListImages inGroups(int count) {
    return new ListImages(sources, output, count);
  }

  @Override
  public PCollection<String> expand(PBegin begin) {
    PCollection<String> matched =
        begin
            .apply("Patterns", Create.of(sources.patterns()).withCoder(StringUtf8Coder.of()))
            .apply("MatchFiles", ParDo.of(new MatchingFiles(output)));
    PCollection<String> named =
        begin
            .apply("Manifests", Create.of(sources.manifests()).withCoder(StringUtf8Coder.of()))
            .apply(
                "FindManifests",
                FileIO.matchAll().withEmptyMatchTreatment(EmptyMatchTreatment.DISALLOW))
            .apply("OpenManifests", FileIO.readMatches())
            .apply("ReadLines", TextIO.readFiles())
            .apply("ManifestUris", ParDo.of(new UriOfLine(sources.workingDirectory())));
    return PCollectionList.of(List.of(matched, named))
        .apply("AllUris", Flatten.pCollections())
        .apply("Group", WithKeys.of(new GroupOf(groups)).withKeyType(TypeDescriptors.integers()))
        .apply("GroupUris", GroupByKey.create())
        .apply("EachUriOnce", ParDo.of(new EachOnce()));
  }

  /** In place of Beam's MatchAll, which reshuffles: on DirectRunner, a bundle for each file. */
  private static final class MatchingFiles extends DoFn<String, String> {
    private static final long serialVersionUID = 1L;

    private final @Nullable OutputLayout output;

    private MatchingFiles(@Nullable OutputLayout output) {
      this.output = output;
    }

    @ProcessElement
    public void process(@Element String pattern, OutputReceiver<String> out) throws IOException {
      List<MatchResult.Metadata> matches = Listing.files(pattern);
      if (matches.isEmpty()) {
        throw new FileNotFoundException("No file matches " + pattern);
      }
      for (MatchResult.Metadata match : matches) {
        String uri = match.resourceId().toString();
        if (output == null || !output.isOwn(uri)) {
          out.output(uri);
        }
      }
    }
  }

  private static final class UriOfLine extends DoFn<String, String> {
    private static final long serialVersionUID = 1L;

    private final String workingDirectory;

    private UriOfLine(String workingDirectory) {
      this.workingDirectory = workingDirectory;
    }

    @ProcessElement
    public void process(@Element String line, OutputReceiver<String> out) {
      ManifestLine.parse(line)
          .ifPresent(uri -> out.output(Uris.readable(Uris.absolute(uri, workingDirectory))));
    }
  }

  private static final class GroupOf extends SimpleFunction<String, Integer> {
    private static final long serialVersionUID = 1L;

    private final int groups;

    private GroupOf(int groups) {
      this.groups = groups;
    }

    @Override
    public Integer apply(String uri) {
      return Math.floorMod(uri.hashCode(), groups);
    }
  }

  private static final class EachOnce extends DoFn<KV<Integer, Iterable<String>>, String> {
    private static final long serialVersionUID = 1L;

    private final Counter listed =
        Metrics.counter(MetricNames.NAMESPACE, MetricNames.IMAGES_LISTED);
    private final Counter duplicates =
        Metrics.counter(MetricNames.NAMESPACE, MetricNames.DUPLICATES);

    @ProcessElement
    public void process(@Element KV<Integer, Iterable<String>> group, OutputReceiver<String> out) {
      Set<String> seen = new HashSet<>();
      long repeated = 0;
      for (String uri : group.getValue()) {
        if (seen.add(uri)) {
          listed.inc();
          out.output(uri);
        } else {
          repeated++;
        }
      }
      duplicates.inc(repeated);
    }
  }
}
