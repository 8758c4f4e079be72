// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.transforms;

import io.github.maskbeam.output.OutputLayout;
import io.github.maskbeam.schemas.ListedImage;
import io.github.maskbeam.schemas.PreviousFile;
import io.github.maskbeam.schemas.Sha256;
import io.github.maskbeam.storage.FileMetadata;
import io.github.maskbeam.storage.ImageSources;
import io.github.maskbeam.storage.Listing;
import io.github.maskbeam.storage.Logins;
import io.github.maskbeam.storage.ManifestLine;
import io.github.maskbeam.storage.Uris;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.extensions.avro.coders.AvroCoder;
import org.apache.beam.sdk.io.FileIO;
import org.apache.beam.sdk.io.TextIO;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.SimpleFunction;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.transforms.join.CoGroupByKey;
import org.apache.beam.sdk.transforms.join.KeyedPCollectionTuple;
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
  private final int groups;

  private ListImages(ImageSources sources, OutputLayout output, int groups) {
    this.sources = sources;
    this.output = output;
    this.groups = groups;
  }

  /**
   * Lists the images of these sources for a run that writes to this output directory.
   *
   * @param groups how many groups to distribute the images over
   */
  public static ListImages of(ImageSources sources, OutputLayout output, int groups) {
    return new ListImages(sources, output, groups);
  }

  @Override
  public PCollection<ListedImage> expand(PBegin begin) {
    // Each source without input would cost a stage of the job.
    PCollectionList<ListedImage> all = PCollectionList.empty(begin.getPipeline());
    if (!sources.patterns().isEmpty()) {
      all = all.and(matched(begin));
    }
    if (!sources.manifests().isEmpty()) {
      all = all.and(named(begin));
    }
    PCollection<KV<Integer, ListedImage>> images =
        all.apply("AllImages", Flatten.pCollections())
            .setCoder(AvroCoder.of(ListedImage.class))
            .apply("GroupOfImage", WithKeys.of(new GroupOfImage(groups)));
    PCollection<KV<Integer, PreviousFile>> previous =
        begin
            .apply("PreviousFiles", ListPreviousFiles.of(output))
            .apply("GroupOfPreviousFile", WithKeys.of(new GroupOfPreviousFile(groups)));
    return KeyedPCollectionTuple.of(DeduplicateImages.IMAGES, images)
        .and(DeduplicateImages.PREVIOUS_FILES, previous)
        .apply("GroupById", CoGroupByKey.create())
        .apply("DeduplicateImages", ParDo.of(new DeduplicateImages()))
        .setCoder(AvroCoder.of(ListedImage.class));
  }

  private PCollection<ListedImage> matched(PBegin begin) {
    return begin
        .apply("Patterns", Create.of(sources.patterns()).withCoder(StringUtf8Coder.of()))
        .apply("MatchFiles", ParDo.of(new MatchingFiles(output)))
        .setCoder(AvroCoder.of(ListedImage.class));
  }

  private PCollection<ListedImage> named(PBegin begin) {
    return begin
        .apply("Manifests", Create.of(sources.manifests()).withCoder(StringUtf8Coder.of()))
        .apply(
            "FindManifests",
            FileIO.matchAll().withEmptyMatchTreatment(EmptyMatchTreatment.DISALLOW))
        .apply("OpenManifests", FileIO.readMatches())
        .apply("ReadLines", TextIO.readFiles())
        .apply("ManifestUris", ParDo.of(new UriOfLine(sources.workingDirectory())))
        .setCoder(AvroCoder.of(ListedImage.class));
  }

  /** Replaces Beam's MatchAll, whose reshuffle makes one bundle per file on DirectRunner. */
  private static final class MatchingFiles extends DoFn<String, ListedImage> {
    private static final long serialVersionUID = 1L;

    private final OutputLayout output;

    private MatchingFiles(OutputLayout output) {
      this.output = output;
    }

    @ProcessElement
    public void process(@Element String pattern, OutputReceiver<ListedImage> out)
        throws IOException {
      List<ListedImage> matches = Listing.images(pattern);
      if (matches.isEmpty()) {
        throw new FileNotFoundException("No file matches " + pattern);
      }
      for (ListedImage match : matches) {
        if (!output.isOwn(match.getImageUri())) {
          out.output(match);
        }
      }
    }
  }

  private static final class UriOfLine extends DoFn<String, ListedImage> {
    private static final long serialVersionUID = 1L;

    private final String workingDirectory;

    private UriOfLine(String workingDirectory) {
      this.workingDirectory = workingDirectory;
    }

    @ProcessElement
    public void process(@Element String line, OutputReceiver<ListedImage> out) {
      ManifestLine.parse(line)
          .map(Logins::masked)
          .map(uri -> Uris.readable(Uris.absolute(uri, workingDirectory)))
          .ifPresent(uri -> out.output(FileMetadata.unknown(uri)));
    }
  }

  private static final class GroupOfImage extends SimpleFunction<ListedImage, Integer> {
    private static final long serialVersionUID = 1L;

    private final int groups;

    private GroupOfImage(int groups) {
      this.groups = groups;
    }

    @Override
    public Integer apply(ListedImage image) {
      return group(Sha256.imageId(image.getImageUri()), groups);
    }
  }

  private static final class GroupOfPreviousFile extends SimpleFunction<PreviousFile, Integer> {
    private static final long serialVersionUID = 1L;

    private final int groups;

    private GroupOfPreviousFile(int groups) {
      this.groups = groups;
    }

    @Override
    public Integer apply(PreviousFile file) {
      return group(file.getImageId(), groups);
    }
  }

  private static int group(String imageId, int groups) {
    return Math.floorMod(imageId.hashCode(), groups);
  }
}
