// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.runner.flink;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.maskbeam.schemas.RunLock;
import java.io.IOException;
import java.util.Set;

/** The state of detached jobs on Flink clusters. */
public final class FlinkJobs {
  /** States in which a job does not write any more. */
  private static final Set<String> ENDED = Set.of("FINISHED", "FAILED", "CANCELED");

  private FlinkJobs() {}

  /**
   * Whether the detached job that holds a lock may still be running. If its cluster is unknown or
   * does not answer, it may.
   */
  public static boolean mayRun(RunLock lock) {
    if (lock.getFlinkMaster() == null) {
      return true;
    }
    try {
      JsonNode jobs = FlinkRest.at(lock.getFlinkMaster()).get("/jobs/overview").path("jobs");
      for (JsonNode job : jobs) {
        if (lock.getJobName().equals(job.path("name").asText())) {
          return !ENDED.contains(job.path("state").asText());
        }
      }
      // A cluster forgets jobs that ended long ago or before it was restarted.
      return false;
    } catch (IOException e) {
      return true;
    }
  }
}
