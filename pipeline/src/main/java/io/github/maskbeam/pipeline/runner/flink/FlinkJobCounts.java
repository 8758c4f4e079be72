// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.runner.flink;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.maskbeam.pipeline.progress.ImageCounts;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;

/**
 * The progress of a job on a Flink cluster, from the record counts of its vertices: Flink shows
 * Beam's counters only when a subtask has finished.
 */
public final class FlinkJobCounts {
  /** In the name of the vertex that writes one record per image, without duplicates. */
  private static final String LISTING = "ListImages/DeduplicateImages";

  /** In the name of the vertex that reads one record per image, also of reused results. */
  private static final String SEGMENTING = "SegmentImages/SegmentImage";

  /** In the name of the vertex that writes each record that images are compared from. */
  private static final String PAIRING = "ExplodeWindows: PairGroundTruths/GroupPairs/GBK";

  /** In the name of the vertex that reads them; vertices after it have a suffix in place of ')'. */
  private static final String COMPARING = "EvaluateImages/CompareImage)";

  private final FlinkRest cluster;
  private final String jobName;
  private final Function<JsonNode, ImageCounts> counts;

  private FlinkJobCounts(
      FlinkRest cluster, String jobName, Function<JsonNode, ImageCounts> counts) {
    this.cluster = cluster;
    this.jobName = jobName;
    this.counts = counts;
  }

  /** The counts of the job of {@code segment} with this name. */
  public static FlinkJobCounts ofSegmentation(FlinkRest cluster, String jobName) {
    return new FlinkJobCounts(cluster, jobName, FlinkJobCounts::segmented);
  }

  /**
   * The counts of the job of {@code evaluate} with this name. Images and ground truths are records
   * of their own, also those without counterpart, so the number of images compared is estimated
   * from the fraction of records read; it is exact at the end.
   *
   * @param pairs the images with ground truth
   */
  public static FlinkJobCounts ofEvaluation(FlinkRest cluster, String jobName, long pairs) {
    return new FlinkJobCounts(cluster, jobName, job -> compared(job, pairs));
  }

  /** The current counts; absent if the job is unknown or the cluster does not answer. */
  public Optional<ImageCounts> now() {
    try {
      for (JsonNode job : cluster.get("/jobs/overview").path("jobs")) {
        if (jobName.equals(job.path("name").asText())) {
          return Optional.of(counts.apply(cluster.get("/jobs/" + job.path("jid").asText())));
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      // Progress is optional: the client's own call fails if the cluster is lost.
      return Optional.empty();
    }
  }

  private static ImageCounts segmented(JsonNode job) {
    long listed = records(job, LISTING, "write-records");
    long done = records(job, SEGMENTING, "read-records");
    return ImageCounts.of(Math.max(listed, done), done);
  }

  private static ImageCounts compared(JsonNode job, long pairs) {
    long written = records(job, PAIRING, "write-records");
    long read = records(job, COMPARING, "read-records");
    return ImageCounts.of(pairs, pairs * read / Math.max(1, Math.max(written, read)));
  }

  /** A metric of the vertex with this text in its name; 0 while there is none. */
  private static long records(JsonNode job, String inName, String metric) {
    for (JsonNode vertex : job.path("vertices")) {
      if (vertex.path("name").asText().contains(inName)) {
        return vertex.path("metrics").path(metric).asLong();
      }
    }
    return 0;
  }
}
