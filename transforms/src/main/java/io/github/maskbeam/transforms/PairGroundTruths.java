// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.transforms;

import io.github.maskbeam.evaluate.GroundTruthFiles;
import io.github.maskbeam.evaluate.GroundTruthKeys;
import io.github.maskbeam.schemas.ImageRow;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.extensions.avro.coders.AvroCoder;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.join.CoGbkResult;
import org.apache.beam.sdk.transforms.join.CoGroupByKey;
import org.apache.beam.sdk.transforms.join.KeyedPCollectionTuple;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TupleTag;

/**
 * Pairs each image with its ground truth. Images without ground truth and ground truth without
 * image are dropped.
 *
 * <p>Both are grouped by the hash of the stem, which is the same whether they are matched by stem
 * or by path. The groups also distribute the pairs over all workers. As in {@link ListImages}, a
 * group has many elements, because DirectRunner's cost per bundle grows with the number of bundles.
 */
public final class PairGroundTruths
    extends PTransform<PCollection<ImageRow>, PCollection<KV<ImageRow, String>>> {
  private static final long serialVersionUID = 1L;

  private static final TupleTag<ImageRow> IMAGES = new TupleTag<>("images") {};
  private static final TupleTag<String> GROUND_TRUTHS = new TupleTag<>("ground_truths") {};

  private final String pattern;
  private final GroundTruthKeys keys;
  private final GroupKeys groups;

  private PairGroundTruths(String pattern, GroundTruthKeys keys, GroupKeys groups) {
    this.pattern = pattern;
    this.keys = keys;
    this.groups = groups;
  }

  /**
   * Pairs images with the ground truth files that a pattern matches.
   *
   * @param pattern of ground truth files, see {@link GroundTruthFiles#list}
   * @param keys how images and ground truths are matched
   * @param groups the groups to distribute the pairs over
   */
  public static PairGroundTruths of(String pattern, GroundTruthKeys keys, GroupKeys groups) {
    return new PairGroundTruths(pattern, keys, groups);
  }

  @Override
  public PCollection<KV<ImageRow, String>> expand(PCollection<ImageRow> images) {
    AvroCoder<ImageRow> rowCoder = AvroCoder.specific(ImageRow.class);
    PCollection<KV<Integer, ImageRow>> groupedImages =
        images
            .apply("GroupOfImage", ParDo.of(new GroupOfImage(groups)))
            .setCoder(KvCoder.of(VarIntCoder.of(), rowCoder));
    PCollection<KV<Integer, String>> groupedTruths =
        images
            .getPipeline()
            .apply("GroundTruth", Create.of(pattern).withCoder(StringUtf8Coder.of()))
            .apply("ListGroundTruth", ParDo.of(new ListGroundTruth(groups)))
            .setCoder(KvCoder.of(VarIntCoder.of(), StringUtf8Coder.of()));
    return KeyedPCollectionTuple.of(IMAGES, groupedImages)
        .and(GROUND_TRUTHS, groupedTruths)
        .apply("GroupPairs", CoGroupByKey.create())
        .apply("Pair", ParDo.of(new Pair(keys)))
        .setCoder(KvCoder.of(rowCoder, StringUtf8Coder.of()));
  }

  private static int group(String uri, GroupKeys groups) {
    return groups.keyOfHash(GroundTruthKeys.stem(uri).hashCode());
  }

  private static final class GroupOfImage extends DoFn<ImageRow, KV<Integer, ImageRow>> {
    private static final long serialVersionUID = 1L;

    private final GroupKeys groups;

    private GroupOfImage(GroupKeys groups) {
      this.groups = groups;
    }

    @ProcessElement
    public void process(@Element ImageRow row, OutputReceiver<KV<Integer, ImageRow>> out) {
      out.output(KV.of(group(row.getImageUri(), groups), row));
    }
  }

  private static final class ListGroundTruth extends DoFn<String, KV<Integer, String>> {
    private static final long serialVersionUID = 1L;

    private final GroupKeys groups;

    private ListGroundTruth(GroupKeys groups) {
      this.groups = groups;
    }

    @ProcessElement
    public void process(@Element String pattern, OutputReceiver<KV<Integer, String>> out)
        throws IOException {
      for (String uri : GroundTruthFiles.list(pattern)) {
        out.output(KV.of(group(uri, groups), uri));
      }
    }
  }

  private static final class Pair extends DoFn<KV<Integer, CoGbkResult>, KV<ImageRow, String>> {
    private static final long serialVersionUID = 1L;

    private final GroundTruthKeys keys;

    private Pair(GroundTruthKeys keys) {
      this.keys = keys;
    }

    @ProcessElement
    public void process(
        @Element KV<Integer, CoGbkResult> group, OutputReceiver<KV<ImageRow, String>> out) {
      Map<String, String> truths = new HashMap<>();
      for (String uri : group.getValue().getAll(GROUND_TRUTHS)) {
        truths.put(keys.ofGroundTruth(uri), uri);
      }
      for (ImageRow image : group.getValue().getAll(IMAGES)) {
        keys.ofImage(image.getImageUri(), truths::containsKey)
            .ifPresent(key -> out.output(KV.of(image, truths.get(key))));
      }
    }
  }
}
