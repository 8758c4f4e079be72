// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.deploy;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.github.maskbeam.transforms.metrics.MetricNames;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The metrics of a job that runs, as Prometheus reads them from a TaskManager. */
class PrometheusIT {
  private static final Duration IN_TIME = Duration.ofMinutes(5);

  /**
   * Each process takes the first free one. Below those that clients get: a connection to a port of
   * these that nobody listens at may be answered by itself.
   */
  private static final int FIRST_PORT = 19250;

  private static final int LAST_PORT = 19269;

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir private Path directory;

  @Test
  void countersOfARunningJobAreScraped() throws Exception {
    ManyImages.make(directory.resolve("photos"), 2000);
    Map<String, String> environment = Map.of("PROMETHEUS_PORTS", FIRST_PORT + "-" + LAST_PORT);
    try (LocalCluster cluster = LocalCluster.start(directory, 1, environment)) {
      Program job =
          cluster.submit(
              directory,
              LocalCluster.SLOTS_EACH,
              "--input=" + directory.resolve("photos") + "/*.jpg",
              "--output=" + directory.resolve("out"));
      job.awaitWhileRunning(
          "its counters are at " + environment,
          IN_TIME,
          () -> {
            String metrics = scrape();
            return sum(metrics, MetricNames.SUCCEEDED) > 0
                && sum(metrics, MetricNames.INFERENCE_US_SUM) > 0;
          });
      assertThat(job.finish(IN_TIME).exitCode, is(0));
    }
  }

  /** The metrics of all processes. */
  private static String scrape() throws IOException, InterruptedException {
    StringBuilder metrics = new StringBuilder();
    for (int port = FIRST_PORT; port <= LAST_PORT; port++) {
      URI uri = URI.create("http://127.0.0.1:" + port + "/metrics");
      try {
        metrics.append(
            HTTP.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body());
      } catch (ConnectException noProcess) {
        metrics.append("# nothing at ").append(port).append('\n');
      }
    }
    return metrics.toString();
  }

  /** The sum of a counter over all subtasks. */
  private static double sum(String metrics, String counter) {
    Pattern line =
        Pattern.compile(
            "^flink_taskmanager_job_task_operator_maskbeam_" + counter + "\\{[^}]*} ([0-9.E]+)",
            Pattern.MULTILINE);
    return line.matcher(metrics)
        .results()
        .map(MatchResult::group)
        .map(match -> match.substring(match.lastIndexOf(' ') + 1))
        .mapToDouble(Double::parseDouble)
        .sum();
  }
}
