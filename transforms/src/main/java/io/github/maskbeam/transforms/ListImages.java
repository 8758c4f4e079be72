// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.transforms;

import java.util.List;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.io.FileIO;
import org.apache.beam.sdk.io.TextIO;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.Count;
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
 * Lists the URIs of all images, each once.
 *
 * <p>Finding duplicates groups by URI. That grouping also breaks fusion: what follows is spread
 * over all workers, however few files the listing came from.
 */
public final class ListImages extends PTransform<PBegin, PCollection<String>> {
  private static final long serialVersionUID = 1L;

  private final ImageSources sources;

  private ListImages(ImageSources sources) {
    this.sources = sources;
  }

  /** Lists what these sources name. */
  public static ListImages from(ImageSources sources) {
    return new ListImages(sources);
  }

  @Override
  public PCollection<String> expand(PBegin begin) {
    PCollection<String> matched =
        begin
            .apply("Patterns", Create.of(sources.patterns()).withCoder(StringUtf8Coder.of()))
            .apply(
                "MatchFiles",
                FileIO.matchAll().withEmptyMatchTreatment(EmptyMatchTreatment.DISALLOW))
            .apply("MatchedUris", ParDo.of(new UriOfMatch()));
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
        .apply("CountUris", Count.perElement())
        .apply("EachUriOnce", ParDo.of(new EachOnce()));
  }

  private static final class UriOfMatch extends DoFn<MatchResult.Metadata, String> {
    private static final long serialVersionUID = 1L;

    @ProcessElement
    public void process(@Element MatchResult.Metadata match, OutputReceiver<String> out) {
      out.output(match.resourceId().toString());
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
      ManifestLine.parse(line).ifPresent(uri -> out.output(Uris.absolute(uri, workingDirectory)));
    }
  }

  private static final class EachOnce extends DoFn<KV<String, Long>, String> {
    private static final long serialVersionUID = 1L;

    private final Counter listed =
        Metrics.counter(MetricNames.NAMESPACE, MetricNames.IMAGES_LISTED);
    private final Counter duplicates =
        Metrics.counter(MetricNames.NAMESPACE, MetricNames.DUPLICATES);

    @ProcessElement
    public void process(@Element KV<String, Long> uri, OutputReceiver<String> out) {
      listed.inc();
      duplicates.inc(uri.getValue() - 1);
      out.output(uri.getKey());
    }
  }
}
