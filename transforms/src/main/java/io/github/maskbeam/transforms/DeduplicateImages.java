// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.transforms;

import io.github.maskbeam.schemas.ListedImage;
import io.github.maskbeam.schemas.PreviousFile;
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

/** Emits each image of a group once, with what the output has of it already. */
final class DeduplicateImages extends DoFn<KV<Integer, CoGbkResult>, ListedImage> {
  private static final long serialVersionUID = 1L;

  /** The images of a group; may contain duplicates. */
  static final TupleTag<ListedImage> IMAGES = new TupleTag<>("images") {};

  /** The previous files of a group. */
  static final TupleTag<PreviousFile> PREVIOUS_FILES = new TupleTag<>("previous_files") {};

  private final Counter listed = Metrics.counter(MetricNames.NAMESPACE, MetricNames.IMAGES_LISTED);
  private final Counter duplicates = Metrics.counter(MetricNames.NAMESPACE, MetricNames.DUPLICATES);
  private final Counter masksOfOtherImages =
      Metrics.counter(MetricNames.NAMESPACE, MetricNames.MASKS_OF_OTHER_IMAGES);

  @ProcessElement
  public void process(@Element KV<Integer, CoGbkResult> group, OutputReceiver<ListedImage> out) {
    Set<String> withMask = new HashSet<>();
    Set<String> withFailure = new HashSet<>();
    for (PreviousFile file : group.getValue().getAll(PREVIOUS_FILES)) {
      (file.getIsMask() ? withMask : withFailure).add(file.getImageId());
    }
    for (ListedImage image : distinct(group.getValue().getAll(IMAGES)).values()) {
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

  /** Prefers elements from listings: they have the size and time of the file, others do not. */
  private Map<String, ListedImage> distinct(Iterable<ListedImage> images) {
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
