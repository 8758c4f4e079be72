// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.deploy;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.both;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.maskbeam.deploy.Program.Finished;
import io.github.maskbeam.pipeline.demo.DemoScenes;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Metrics of a running job, as Prometheus reads them from the processes of a cluster.
 *
 * <p>A metric of a task exists while the task runs. So the test serves the images, and answers one
 * of them only after the scrape: the task that waits for it has counted it, and cannot end.
 */
@ExtendWith(SharedCluster.class)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the local cluster is a bash script")
class PrometheusIT {
  private static final Duration IN_TIME = Duration.ofMinutes(3);
  private static final int IMAGES = 12;
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final CountDownLatch requested = new CountDownLatch(1);
  private final CountDownLatch scraped = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private HttpServer server;

  @TempDir private Path directory;

  @BeforeEach
  void serveImages() throws IOException {
    byte[] scene = DemoScenes.village();
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/ready/", exchange -> answer(exchange, scene));
    server.createContext("/held/", exchange -> answerAfterTheScrape(exchange, scene));
    server.start();
  }

  @AfterEach
  void stop() {
    scraped.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  @Test
  void imagesInProgressAreScraped(LocalCluster cluster) throws Exception {
    String root = "http://127.0.0.1:" + server.getAddress().getPort();
    List<String> images =
        IntStream.range(0, IMAGES)
            .mapToObj(
                i -> String.format("%s/%s/%02d.jpg", root, i == IMAGES / 2 ? "held" : "ready", i))
            .collect(Collectors.toList());
    Path manifest = Files.write(directory.resolve("images.txt"), images);
    Path output = directory.toRealPath().resolve("out");
    // Other jobs may run on this cluster or on another one of this machine.
    String job = "scraped" + UUID.randomUUID().toString().replace("-", "");
    try (Program client =
        cluster.submit(
            directory,
            SharedCluster.SLOTS,
            "--jobName=" + job,
            "--manifest=" + manifest,
            "--output=" + output)) {
      client.awaitWhileRunning(
          "the held image is requested", IN_TIME, () -> requested.getCount() == 0);
      assertThat(
          sum("flink_taskmanager_job_task_numRecordsIn", job, "SegmentImages"),
          is(both(greaterThanOrEqualTo(1L)).and(lessThanOrEqualTo((long) IMAGES))));
      scraped.countDown();
      Finished finished = client.finish(IN_TIME);
      assertThat(finished.out + finished.err, finished.exitCode, is(0));
    }
    assertThat(Output.at(output).counts(), is(List.of(IMAGES, IMAGES, 0)));
    assertThat(Output.at(output).maskFiles(), hasSize(IMAGES));
  }

  /** The sum over all subtasks of the tasks of a job whose names contain a step's. */
  private static long sum(String metric, String job, String step)
      throws IOException, InterruptedException {
    return scrape()
        .filter(line -> line.startsWith(metric + "{"))
        .filter(line -> line.contains("job_name=\"" + job + "\""))
        .filter(line -> line.matches(".*task_name=\"[^\"]*" + step + "[^\"]*\".*"))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  /** The metrics of all processes, line by line. */
  private static Stream<String> scrape() throws IOException, InterruptedException {
    StringBuilder metrics = new StringBuilder();
    for (int port = SharedCluster.FIRST_METRICS_PORT;
        port <= SharedCluster.LAST_METRICS_PORT;
        port++) {
      URI uri = URI.create("http://127.0.0.1:" + port + "/metrics");
      try {
        metrics.append(
            HTTP.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body());
      } catch (ConnectException noProcess) {
        metrics.append("# nothing at ").append(port).append('\n');
      }
    }
    return Arrays.stream(metrics.toString().split("\n", -1));
  }

  private void answerAfterTheScrape(HttpExchange exchange, byte[] body) throws IOException {
    requested.countDown();
    try {
      scraped.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    answer(exchange, body);
  }

  private static void answer(HttpExchange exchange, byte[] body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "image/jpeg");
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
