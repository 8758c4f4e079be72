// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.transforms;

import io.github.maskbeam.output.MaskNameException;
import io.github.maskbeam.output.MaskNames;
import io.github.maskbeam.output.OutputLayout;
import io.github.maskbeam.schemas.ListedImage;
import io.github.maskbeam.schemas.PreviousFile;
import io.github.maskbeam.schemas.Sha256;
import io.github.maskbeam.sources.ManifestLine;
import io.github.maskbeam.storage.FileMetadata;
import io.github.maskbeam.transforms.metrics.MetricNames;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.NullableCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.extensions.avro.coders.AvroCoder;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;

/** Emits each image of a group once, with what the output has of it already. */
final class DeduplicateImages
    extends DoFn<KV<Integer, Iterable<KV<ListedImage, PreviousFile>>>, ListedImage> {
  private static final long serialVersionUID = 1L;

  /**
   * Of the elements of groups: each is an image or a previous file, the other is null. Images may
   * be repeated. CoGroupByKey groups two kinds of elements in six more steps.
   */
  static final KvCoder<Integer, KV<ListedImage, PreviousFile>> GROUPED =
      KvCoder.of(
          VarIntCoder.of(),
          KvCoder.of(
              NullableCoder.of(AvroCoder.specific(ListedImage.class)),
              NullableCoder.of(AvroCoder.specific(PreviousFile.class))));

  private final Counter listed = Metrics.counter(MetricNames.NAMESPACE, MetricNames.IMAGES_LISTED);
  private final Counter duplicates = Metrics.counter(MetricNames.NAMESPACE, MetricNames.DUPLICATES);
  private final Counter masksOfOtherImages =
      Metrics.counter(MetricNames.NAMESPACE, MetricNames.MASKS_OF_OTHER_IMAGES);

  private final Counter replacedMasks =
      Metrics.counter(MetricNames.NAMESPACE, MetricNames.REPLACED_MASKS);

  private final Counter differingRows =
      Metrics.counter(MetricNames.NAMESPACE, MetricNames.DIFFERING_ROWS);

  private final OutputLayout output;

  private DeduplicateImages(OutputLayout output) {
    this.output = output;
  }

  /**
   * Each image of these elements once. Fails if masks are named by stem and two images have the
   * same.
   */
  static PCollection<ListedImage> of(
      PCollection<KV<Integer, KV<ListedImage, PreviousFile>>> elements,
      OutputLayout output,
      GroupKeys groups) {
    PCollection<KV<Integer, KV<ListedImage, PreviousFile>>> keyed = elements.setCoder(GROUPED);
    if (output.maskNames() == MaskNames.STEM) {
      keyed = keyed.apply("KeyByMaskName", ParDo.of(new KeyByMaskName(output, groups)));
    }
    return keyed
        .setCoder(GROUPED)
        .apply("GroupById", GroupByKey.create())
        .apply("DeduplicateImages", ParDo.of(new DeduplicateImages(output)))
        .setCoder(AvroCoder.specific(ListedImage.class));
  }

  /**
   * An element for the group of the image with this path or URI.
   *
   * @param workingDirectory the base of relative paths, an absolute path
   */
  static KV<Integer, KV<ListedImage, PreviousFile>> grouped(
      String uri, String workingDirectory, GroupKeys groups) {
    return grouped(FileMetadata.unknown(ManifestLine.absolute(uri, workingDirectory)), groups);
  }

  /** An element for the group of an image. */
  static KV<Integer, KV<ListedImage, PreviousFile>> grouped(ListedImage image, GroupKeys groups) {
    return KV.of(key(Sha256.imageId(image.getImageUri()), groups), KV.of(image, null));
  }

  /** An element for the group of the image that a file belongs to. */
  static KV<Integer, KV<ListedImage, PreviousFile>> grouped(PreviousFile file, GroupKeys groups) {
    return KV.of(key(file.getImageId(), groups), KV.of(null, file));
  }

  private static int key(String imageId, GroupKeys groups) {
    return groups.keyOfHash(imageId.hashCode());
  }

  @ProcessElement
  public void process(
      @Element KV<Integer, Iterable<KV<ListedImage, PreviousFile>>> group,
      OutputReceiver<ListedImage> out)
      throws MaskNameException {
    Map<String, ListedImage> images = new LinkedHashMap<>();
    Set<String> differing = new HashSet<>();
    Map<String, PreviousFile> masks = new HashMap<>();
    Set<String> withFailure = new HashSet<>();
    for (KV<ListedImage, PreviousFile> element : group.getValue()) {
      if (element.getKey() != null) {
        add(element.getKey(), images, differing);
      } else {
        PreviousFile file = element.getValue();
        if (file.getIsMask()) {
          masks.merge(file.getImageId(), file, this::later);
        } else {
          withFailure.add(file.getImageId());
        }
      }
    }
    Map<String, String> imagesById = new HashMap<>();
    for (ListedImage image : images.values()) {
      String id = output.maskNames().fileId(image.getImageUri());
      String other = imagesById.putIfAbsent(id, image.getImageUri());
      if (other != null) {
        throw MaskNameException.clash(output, image.getImageUri(), other);
      }
      PreviousFile mask = masks.remove(id);
      listed.inc();
      out.output(
          new ListedImage(
              image.getImageUri(),
              image.getSizeBytes(),
              image.getModifiedAt(),
              mask != null,
              withFailure.contains(id),
              image.getKept(),
              image.getManifestRow(),
              image.getPlace(),
              mask == null ? null : mask.getPlace()));
    }
    masksOfOtherImages.inc(masks.size());
    if (!differing.isEmpty()) {
      differingRows.inc(differing.size());
    }
  }

  /** Of two masks of an image in shards, that in the later shard. */
  private PreviousFile later(PreviousFile one, PreviousFile other) {
    if (one.getPlace() == null || other.getPlace() == null) {
      return other;
    }
    replacedMasks.inc();
    return one.getPlace().getShard() > other.getPlace().getShard() ? one : other;
  }

  /**
   * Prefers elements from listings: they have the size and time of the file, others do not. Of
   * members of an archive with the same name, the last is preferred, as when it is unpacked. Of
   * several rows of a manifest, the values of the first are kept, whatever the order of elements.
   */
  private void add(ListedImage image, Map<String, ListedImage> byUri, Set<String> differing) {
    ListedImage other = byUri.putIfAbsent(image.getImageUri(), image);
    duplicates.inc(other == null ? 0 : 1);
    if (other == null) {
      return;
    }
    ListedImage preferred = isPreferred(image, other) ? image : other;
    if (image.getKept() != null || other.getKept() != null) {
      boolean isBoth = image.getKept() != null && other.getKept() != null;
      if (isBoth && !image.getKept().equals(other.getKept())) {
        differing.add(image.getImageUri());
      }
      boolean isFirst = isBoth && image.getManifestRow() < other.getManifestRow();
      ListedImage first = other.getKept() == null || isFirst ? image : other;
      preferred =
          ListedImage.newBuilder(preferred)
              .setKept(first.getKept())
              .setManifestRow(first.getManifestRow())
              .build();
    }
    byUri.put(image.getImageUri(), preferred);
  }

  private static boolean isPreferred(ListedImage image, ListedImage other) {
    if (image.getPlace() != null && other.getPlace() != null) {
      return image.getPlace().getOffset() > other.getPlace().getOffset();
    }
    return other.getSizeBytes() == null;
  }

  /** Images that would have the same mask meet in one group, and with that mask if there is one. */
  private static final class KeyByMaskName
      extends DoFn<
          KV<Integer, KV<ListedImage, PreviousFile>>, KV<Integer, KV<ListedImage, PreviousFile>>> {
    private static final long serialVersionUID = 1L;

    private final OutputLayout output;
    private final GroupKeys groups;

    private KeyByMaskName(OutputLayout output, GroupKeys groups) {
      this.output = output;
      this.groups = groups;
    }

    @ProcessElement
    public void process(
        @Element KV<Integer, KV<ListedImage, PreviousFile>> element,
        OutputReceiver<KV<Integer, KV<ListedImage, PreviousFile>>> out)
        throws MaskNameException {
      ListedImage image = element.getValue().getKey();
      if (image == null) {
        out.output(element);
        return;
      }
      output.requireUsableName(image.getImageUri());
      String id = output.maskNames().fileId(image.getImageUri());
      out.output(KV.of(key(id, groups), element.getValue()));
    }
  }
}
