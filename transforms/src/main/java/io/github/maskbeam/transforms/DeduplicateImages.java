// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.transforms;

import io.github.maskbeam.schemas.EarlierFile;
import io.github.maskbeam.schemas.ListedImage;
import io.github.maskbeam.schemas.Sha256;
import io.github.maskbeam.transforms.metrics.MetricNames;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.join.CoGbkResult;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TupleTag;

/** Takes the images of a group and its earlier files together: one element for each image. */
final class DeduplicateImages extends DoFn<KV<Integer, CoGbkResult>, ListedImage> {
  private static final long serialVersionUID = 1L;

  /** The images of a group, some of them repeatedly. */
  static final TupleTag<ListedImage> IMAGES = new TupleTag<>("images") {};

  /** The earlier files of a group. */
  static final TupleTag<EarlierFile> EARLIER = new TupleTag<>("earlier") {};

  private final Counter listed = Metrics.counter(MetricNames.NAMESPACE, MetricNames.IMAGES_LISTED);
  private final Counter duplicates = Metrics.counter(MetricNames.NAMESPACE, MetricNames.DUPLICATES);
  private final Counter masksOfOtherImages =
      Metrics.counter(MetricNames.NAMESPACE, MetricNames.MASKS_OF_OTHER_IMAGES);

  @ProcessElement
  public void process(@Element KV<Integer, CoGbkResult> group, OutputReceiver<ListedImage> out) {
    Set<String> withMask = new HashSet<>();
    Set<String> withFailure = new HashSet<>();
    for (EarlierFile file : group.getValue().getAll(EARLIER)) {
      (file.getIsMask() ? withMask : withFailure).add(file.getImageId());
    }
    for (ListedImage image : eachOnce(group.getValue().getAll(IMAGES)).values()) {
      String id = Sha256.imageId(image.getImageUri());
      listed.inc();
      out.output(
          ListedImage.newBuilder(image)
              .setHasMask(withMask.remove(id))
              .setHasFailure(withFailure.contains(id))
              .build());
    }
    masksOfOtherImages.inc(withMask.size());
  }

  /** A listing knows of a file what a manifest does not, so it goes first. */
  private Map<String, ListedImage> eachOnce(Iterable<ListedImage> images) {
    Map<String, ListedImage> byUri = new LinkedHashMap<>();
    long repeated = 0;
    for (ListedImage image : images) {
      ListedImage other = byUri.putIfAbsent(image.getImageUri(), image);
      if (other != null) {
        repeated++;
        if (other.getSizeBytes() == null) {
          byUri.put(image.getImageUri(), image);
        }
      }
    }
    duplicates.inc(repeated);
    return byUri;
  }
}
