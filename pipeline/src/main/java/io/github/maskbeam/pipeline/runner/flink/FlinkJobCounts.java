// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.runner.flink;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.maskbeam.pipeline.progress.ImageCounts;
import java.io.IOException;
import java.util.Optional;

/**
 * The progress of a job on a Flink cluster, from the record counts of its vertices: Flink shows
 * Beam's counters only when a subtask has finished.
 */
public final class FlinkJobCounts {
  /** In the name of the vertex that writes one record per image, without duplicates. */
  private static final String LISTING = "ListImages/DeduplicateImages";

  /** In the name of the vertex that reads one record per image, also of reused results. */
  private static final String SEGMENTING = "SegmentImages/SegmentImage";

  private final FlinkRest cluster;
  private final String jobName;

  private FlinkJobCounts(FlinkRest cluster, String jobName) {
    this.cluster = cluster;
    this.jobName = jobName;
  }

  /** The counts of the job with this name. */
  public static FlinkJobCounts of(FlinkRest cluster, String jobName) {
    return new FlinkJobCounts(cluster, jobName);
  }

  /** The current counts; absent if the job is unknown or the cluster does not answer. */
  public Optional<ImageCounts> now() {
    try {
      for (JsonNode job : cluster.get("/jobs/overview").path("jobs")) {
        if (jobName.equals(job.path("name").asText())) {
          return Optional.of(counts(cluster.get("/jobs/" + job.path("jid").asText())));
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      // Progress is optional: the client's own call fails if the cluster is lost.
      return Optional.empty();
    }
  }

  private static ImageCounts counts(JsonNode job) {
    long listed = 0;
    long done = 0;
    for (JsonNode vertex : job.path("vertices")) {
      String name = vertex.path("name").asText();
      JsonNode metrics = vertex.path("metrics");
      if (name.contains(LISTING)) {
        listed = metrics.path("write-records").asLong();
      } else if (name.contains(SEGMENTING)) {
        done = metrics.path("read-records").asLong();
      }
    }
    return ImageCounts.of(Math.max(listed, done), done);
  }
}
