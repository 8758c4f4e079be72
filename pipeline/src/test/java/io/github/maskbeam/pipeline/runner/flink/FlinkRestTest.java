// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.runner.flink;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.github.maskbeam.pipeline.errors.Problem;
import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.errors.UsageException;
import io.github.maskbeam.pipeline.progress.ImageCounts;
import io.github.maskbeam.pipeline.testing.Problems;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Defaults and progress against a server on loopback that answers as Flink's REST does. */
class FlinkRestTest {
  private static final Map<String, String> NO_ENVIRONMENT = Map.of();

  private HttpServer server;
  private String master;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.start();
    master = "127.0.0.1:" + server.getAddress().getPort();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void takesAllSlotsOfTheCluster() throws UsageException {
    answer("/overview", "{\"taskmanagers\":3,\"slots-total\":12,\"slots-available\":5}");
    List<String> picked = FlinkDefaults.of(List.of("--flinkMaster=" + master), NO_ENVIRONMENT);
    assertThat(picked, hasItem("--parallelism=12"));
    assertThat(picked, hasItem("--executionModeForBatch=BATCH_FORCED"));
  }

  @Test
  void whatIsGivenStays() throws UsageException {
    answer("/overview", "{\"slots-total\":12}");
    List<String> picked =
        FlinkDefaults.of(
            List.of(
                "--flinkMaster=" + master,
                "--parallelism=2",
                "--executionModeForBatch=PIPELINED",
                "--filesToStage=x.jar"),
            NO_ENVIRONMENT);
    assertThat(picked, contains("--fasterCopy=true"));
  }

  @Test
  void withoutAClusterItTakesThisMachinesCores() throws UsageException {
    List<String> picked = FlinkDefaults.of(List.of("--flinkMaster=[local]"), NO_ENVIRONMENT);
    assertThat(picked, hasItem("--parallelism=" + Runtime.getRuntime().availableProcessors()));
    assertThat(picked, not(hasItem(containsString("--filesToStage"))));
  }

  @Test
  void aClusterWithoutSlotsIsBadUse() {
    answer("/overview", "{\"slots-total\":0}");
    assertThat(
        refusal(master),
        is(
            Problem.of(
                ProblemCode.FLINK_WITHOUT_SLOTS,
                "The cluster at --flinkMaster="
                    + master
                    + " offers no slots: no TaskManager is registered. Start one.")));
  }

  @Test
  void aClusterThatDoesNotAnswerIsBadUse() {
    server.stop(0);
    for (String nobody : List.of(master, "no such host:8081")) {
      Problem problem = refusal(nobody);
      assertThat(problem.code(), is(ProblemCode.FLINK_NOT_REACHABLE));
      assertThat(
          problem.message(),
          allOf(
              startsWith("--flinkMaster=" + nobody + " does not answer ("),
              endsWith(
                  "). It takes host:port of the JobManager's REST interface, usually port 8081.")));
    }
  }

  @Test
  void anHttpsAddressIsAskedByHttps(@TempDir Path directory) throws Exception {
    SSLContext before = SSLContext.getDefault();
    SSLContext context = certified(directory);
    HttpsServer encrypted =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    encrypted.setHttpsConfigurator(new HttpsConfigurator(context));
    encrypted.start();
    String address = "https://127.0.0.1:" + encrypted.getAddress().getPort();
    List<String> arguments = List.of("--flinkMaster=" + address);
    Map<String, String> environment = Map.of("FLINK_CONF_DIR", "conf");
    try {
      answer(encrypted, "/overview", "{\"slots-total\":7}");
      SSLContext.setDefault(context);
      assertThat(FlinkDefaults.of(arguments, environment), hasItem("--parallelism=7"));
      assertThat(FlinkDefaults.remoteMaster(arguments), is(Optional.of(address)));
      SSLContext.setDefault(before);
      Problem problem = refusal(arguments, environment);
      assertThat(problem.code(), is(ProblemCode.FLINK_NOT_REACHABLE));
      assertThat(problem.message(), endsWith("(-Djavax.net.ssl.trustStore)."));
    } finally {
      SSLContext.setDefault(before);
      encrypted.stop(0);
    }
  }

  @Test
  void anHttpsAddressNeedsAConfigurationThatTheRunnerReads() {
    answer("/overview", "{\"slots-total\":12}");
    assertThat(refusal("https://" + master).code(), is(ProblemCode.FLINK_TLS_NOT_CONFIGURED));
  }

  @Test
  void anHttpAddressIsTheSameAsOneWithoutAScheme() throws UsageException {
    answer("/overview", "{\"slots-total\":12}");
    assertThat(
        FlinkDefaults.of(List.of("--flinkMaster=http://" + master), NO_ENVIRONMENT),
        hasItem("--parallelism=12"));
  }

  @Test
  void countsListedAndFinishedImages() {
    answer(
        "/jobs/overview",
        "{\"jobs\":[{\"name\":\"other\",\"jid\":\"1\"},{\"name\":\"mine\",\"jid\":\"2\"}]}");
    answer(
        "/jobs/2",
        "{\"vertices\":["
            + vertex("CHAIN DataSource -> FlatMap (FlatMap at ListImages/ListFiles)", 17, 900)
            + ","
            + vertex(
                "CHAIN GroupReduce -> FlatMap (FlatMap at ListImages/DeduplicateImages) -> FlatMap"
                    + " (FlatMap at ReuseResults/ReuseResult)",
                900,
                600)
            + ","
            + vertex(
                "CHAIN GroupReduce -> FlatMap (FlatMap at SegmentImages/SegmentImage) -> FlatMap"
                    + " (FlatMap at WriteTables/RowsOfImage)",
                550,
                2800)
            + ","
            + vertex("CHAIN GroupReduce -> FlatMap (FlatMap at WriteTables/WriteFile)", 9, 0)
            + "]}");
    FlinkJobCounts counts = FlinkJobCounts.ofSegmentation(FlinkRest.at(master), "mine");
    assertThat(counts.now(), is(Optional.of(ImageCounts.of(600, 550))));
  }

  @Test
  void countsComparedImages() {
    answer("/jobs/overview", "{\"jobs\":[{\"name\":\"mine\",\"jid\":\"2\"}]}");
    answer("/jobs/2", comparing(0, 0));
    FlinkJobCounts counts = FlinkJobCounts.ofEvaluation(FlinkRest.at(master), "mine", 700);
    assertThat("before the first one", counts.now(), is(Optional.of(ImageCounts.of(700, 0))));
    // 800 images and 800 ground truths, of which 700 are pairs.
    server.removeContext("/jobs/2");
    answer("/jobs/2", comparing(1600, 400));
    assertThat("a quarter", counts.now(), is(Optional.of(ImageCounts.of(700, 175))));
    server.removeContext("/jobs/2");
    answer("/jobs/2", comparing(1600, 1600));
    assertThat("all", counts.now(), is(Optional.of(ImageCounts.of(700, 700))));
  }

  private static String comparing(int written, int read) {
    return "{\"vertices\":["
        + vertex(
            "CHAIN Filter (UnionFixFilter) -> FlatMap (FlatMap at ExplodeWindows:"
                + " PairGroundTruths/GroupPairs/GBK) -> Map (Key Extractor)",
            written,
            written)
        + ","
        + vertex(
            "CHAIN FlatMap (FlatMap at EvaluateImages/CompareImage.counts) -> FlatMap (FlatMap at"
                + " EvaluateImages/SumCounts)",
            2 * read,
            1)
        + ","
        + vertex(
            "CHAIN GroupReduce (GroupReduce at PairGroundTruths/GroupPairs/GBK) -> FlatMap (FlatMap"
                + " at PairGroundTruths/Pair) -> FlatMap (FlatMap at EvaluateImages/CompareImage)",
            read,
            2 * read)
        + "]}";
  }

  @Test
  void aJobThatIsNotKnownYetHasNoCounts() {
    answer("/jobs/overview", "{\"jobs\":[]}");
    FlinkJobCounts counts = FlinkJobCounts.ofSegmentation(FlinkRest.at(master), "mine");
    assertThat(counts.now(), is(Optional.empty()));
    server.stop(0);
    assertThat(counts.now(), is(Optional.empty()));
  }

  private static Problem refusal(String flinkMaster) {
    return refusal(List.of("--flinkMaster=" + flinkMaster), NO_ENVIRONMENT);
  }

  private static Problem refusal(List<String> arguments, Map<String, String> environment) {
    return Problems.of(() -> FlinkDefaults.of(arguments, environment)).get(0);
  }

  /** A context with a new certificate of this host, which it also trusts. */
  private static SSLContext certified(Path directory) throws Exception {
    Path file = directory.resolve("keys.p12");
    String password = "changeit";
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "flink",
                "-keyalg",
                "EC",
                "-dname",
                "CN=127.0.0.1",
                "-ext",
                "SAN=ip:127.0.0.1",
                "-storepass",
                password,
                "-keystore",
                file.toString())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("keytool.log").toFile())
            .start();
    assertThat("exit code of keytool", keytool.waitFor(), is(0));
    KeyStore keys = KeyStore.getInstance(file.toFile(), password.toCharArray());
    KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    own.init(keys, password.toCharArray());
    TrustManagerFactory trusted =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trusted.init(keys);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
    return context;
  }

  private static String vertex(String name, int read, int written) {
    return String.format(
        "{\"name\":\"%s\",\"metrics\":{\"read-records\":%d,\"write-records\":%d}}",
        name, read, written);
  }

  private void answer(String path, String json) {
    answer(server, path, json);
  }

  private static void answer(HttpServer server, String path, String json) {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    server.createContext(
        path,
        exchange -> {
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
  }
}
