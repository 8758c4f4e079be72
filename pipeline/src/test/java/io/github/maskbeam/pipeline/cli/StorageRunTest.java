// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.cli;

import static java.util.Collections.nCopies;
import static java.util.stream.Collectors.toList;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;

import com.sun.net.httpserver.HttpServer;
import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.testing.DuckDb;
import io.github.maskbeam.pipeline.testing.Landscapes;
import io.github.maskbeam.pipeline.testing.MaskFiles;
import io.github.maskbeam.pipeline.testing.Run;
import io.github.maskbeam.pipeline.testing.RunCounts;
import io.github.maskbeam.pipeline.testing.Tables;
import io.github.maskbeam.testing.HdfsServer;
import io.github.maskbeam.testing.S3Requests;
import io.github.maskbeam.testing.S3Server;
import io.github.maskbeam.testing.demo.DemoNetwork;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Golden runs whose images, model and output are on servers. */
class StorageRunTest {
  private static final String BUCKET = "photos";

  @TempDir private static Path directory;
  private static S3Server s3;
  private static HttpServer web;
  private static byte[] picture;

  @BeforeAll
  static void startServers() throws IOException {
    picture = Files.readAllBytes(Landscapes.landscape(directory.resolve("a.png"), 40, 30, 10));
    s3 = S3Server.start(directory, BUCKET);
    S3Server.useCredentials(S3Server.KEY_ID, S3Server.SECRET);
    ByteBuffer model = DemoNetwork.build();
    byte[] modelBytes = new byte[model.remaining()];
    model.get(modelBytes);
    web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    web.createContext(
        "/",
        exchange -> {
          String path = exchange.getRequestURI().getPath();
          byte[] content =
              path.endsWith(".tflite")
                  ? modelBytes
                  : path.endsWith(".txt") ? manifest(web.getAddress().getPort()) : picture;
          int status = path.contains("gone") ? 404 : path.contains("secret") ? 403 : 200;
          exchange.sendResponseHeaders(status, status == 200 ? content.length : -1);
          if (status == 200) {
            exchange.getResponseBody().write(content);
          }
          exchange.close();
        });
    web.start();
  }

  private static byte[] manifest(int port) {
    String address = "http://127.0.0.1:" + port;
    return String.join("\n", address + "/a.png", address + "/b.png", address + "/c d.png")
        .getBytes(StandardCharsets.UTF_8);
  }

  @AfterAll
  static void stopServers() {
    S3Server.forgetCredentials();
    web.stop(0);
    s3.close();
  }

  @Test
  void directoriesAndTablesInS3() throws Exception {
    for (String key : List.of("dir/a.png", "dir/sub/b.png", "dir/sub/b.xml", "dir2/c.png")) {
      s3.put(BUCKET, key, picture);
    }
    Path output = directory.resolve("of-directory");
    Run run = segment("--input=s3://photos/dir/", "--output=" + output);
    assertThat(run.err(), run.exitCode(), is(ExitCode.OK));
    assertThat(RunCounts.images(output), contains(2, 2, 0));
    assertThat(RunCounts.of(output, "files_left_out"), contains(1));
    for (String format : List.of("parquet", "csv")) {
      Path table = directory.resolve("manifest." + format);
      DuckDb.execute(
          "COPY (SELECT 's3://photos/dir2/c.png' AS url) TO '"
              + table
              + "' (FORMAT "
              + format
              + ")");
      s3.put(BUCKET, "manifest", Files.readAllBytes(table));
      Path ofTable = directory.resolve("of-" + format);
      Run listed =
          segment("--manifest=s3://photos/manifest", "--output=" + ofTable, "--urlColumn=url");
      assertThat(listed.err(), listed.exitCode(), is(ExitCode.OK));
      assertThat(RunCounts.images(ofTable), contains(1, 1, 0));
    }
  }

  @Test
  void fromS3ToS3() throws Exception {
    for (String key : List.of("in/a.png", "in/A.png", "in/b b/ü [1] 100%.png", "in/a*b?.png")) {
      s3.put(BUCKET, key, picture);
    }
    s3.put(BUCKET, "in/bad.png", new byte[] {1, 2, 3});
    S3Requests.forget();
    Run run = segment("--input=s3://photos/in/**", "--output=s3://photos/out");
    assertThat(run.err(), run.exitCode(), is(ExitCode.OK));
    assertThat(S3Requests.of("/photos/in/a.png"), contains("GET"));
    assertThat(S3Requests.of("/photos/in/bad.png"), contains("GET"));
    assertThat(S3Requests.of("/photos/out/masks/.*/bad.*png"), contains("HEAD"));
    assertThat(
        S3Requests.of("/photos/out/masks/.*/[^b].*png"), contains("PUT", "PUT", "PUT", "PUT"));
    Path copy = copyOfS3Output();
    try (Tables tables = Tables.of(copy)) {
      assertThat(
          tables.rows("SELECT status, failure_code, image_uri FROM images ORDER BY image_uri"),
          contains(
              "SUCCEEDED|null|s3://photos/in/A.png",
              "SUCCEEDED|null|s3://photos/in/a*b?.png",
              "SUCCEEDED|null|s3://photos/in/a.png",
              "SUCCEEDED|null|s3://photos/in/b b/ü [1] 100%.png",
              "FAILED|UNSUPPORTED_FORMAT|s3://photos/in/bad.png"));
      assertThat(tables.value("SELECT count(DISTINCT mask_uri) FROM images"), is("4"));
    }
    assertThat(MaskFiles.byImageId(copy).size(), is(4));
    S3Requests.forget();
    Run again = segment("--input=s3://photos/in/**", "--output=s3://photos/out");
    assertThat(again.err(), again.exitCode(), is(ExitCode.OK));
    assertThat("listed only", S3Requests.of("/photos/in/.*"), is(empty()));
    assertThat(S3Requests.of("/photos/out/masks/.*png"), contains("GET", "GET", "GET", "GET"));
    assertThat(
        RunCounts.of(
            copyOfS3Output(),
            "succeeded",
            "failed",
            "inferences",
            "already_done",
            "already_failed"),
        is(List.of(4, 1, 0, 4, 1)));
    Run query =
        Run.maskbeam(
            "query",
            "s3://photos/out",
            "--endpoint=" + s3.endpoint(),
            "--format=csv",
            "SELECT status, count(*) AS images FROM images GROUP BY 1 ORDER BY 1");
    assertThat(query.err(), query.out(), is("status,images\r\nFAILED,1\r\nSUCCEEDED,4\r\n"));
    Run nowhere = Run.maskbeam("query", "s3://no-bucket/out", "--endpoint=" + s3.endpoint());
    assertThat(nowhere.err(), nowhere.exitCode(), is(ExitCode.USAGE));
    assertThat(nowhere.err(), nowhere.codes(), contains(ProblemCode.STORAGE_NOT_FOUND));
    Run other = segment("--input=s3://photos/in/**", "--output=s3://photos/out", "--fit=letterbox");
    assertThat(other.err(), other.exitCode(), is(ExitCode.USAGE));
    assertThat(other.err(), other.codes(), contains(ProblemCode.OUTPUT_SETTINGS_DIFFER));
    assertThat(
        MaskFiles.below(copy),
        allOf(hasItem("run.json"), not(hasItem(containsString(".maskbeam")))));
    assertThat(
        MaskFiles.count(MaskFiles.byImageId(copy).values().iterator().next()),
        matchesPattern("40x30 \\{\\d+=\\d+, \\d+=\\d+}"));
    String shown = run.out() + run.err() + Files.readString(copy.resolve("run.json"));
    assertThat(shown, not(containsString(S3Server.SECRET)));
    assertThat(
        segment("--input=s3://photos/{in,no}/{a,A}.png", "--output=s3://photos/out2").out(),
        containsString("2"));
  }

  @Test
  void exportsFromS3ToS3() throws Exception {
    s3.put(BUCKET, "landscapes/a.png", picture);
    s3.put(BUCKET, "landscapes/b.png", picture);
    Run run = segment("--input=s3://photos/landscapes/*", "--output=s3://photos/out3");
    assertThat(run.err(), run.exitCode(), is(ExitCode.OK));
    Run export = export("--to=s3://photos/polygons");
    assertThat(export.err(), export.exitCode(), is(ExitCode.OK));
    List<String> masks = s3.keys(BUCKET, "out3/masks/");
    List<String> expected = new ArrayList<>(List.of("polygons/export.json"));
    for (String mask : masks) {
      expected.add(mask.replace("out3/masks", "polygons").replace(".png", ".geojson"));
    }
    assertThat(s3.keys(BUCKET, "polygons/"), containsInAnyOrder(expected.toArray()));
    Run again = export("--to=s3://photos/polygons/");
    assertThat(again.err(), again.codes(), contains(ProblemCode.EXPORT_TARGET_NOT_EMPTY));
    s3.put(BUCKET, "polygons/00/old-" + "0".repeat(32) + ".geojson", picture);
    assertThat(export("--to=s3://photos/polygons", "--overwrite").exitCode(), is(ExitCode.OK));
    assertThat(s3.keys(BUCKET, "polygons/"), containsInAnyOrder(expected.toArray()));
    Run file = export("--to=s3://photos/all.geojsonl");
    assertThat(file.err(), file.exitCode(), is(ExitCode.OK));
    assertThat(
        new String(s3.get(BUCKET, "all.geojsonl"), StandardCharsets.UTF_8).lines().count(), is(4L));
    assertThat(
        export("--to=s3://photos/all.geojsonl").codes(),
        contains(ProblemCode.EXPORT_TARGET_NOT_EMPTY));
    assertThat(export("--to=s3://no-bucket/x").codes(), contains(ProblemCode.STORAGE_NOT_FOUND));
  }

  @Test
  void shardsInS3() throws Exception {
    for (int i = 0; i < 5; i++) {
      Path image = Landscapes.landscape(directory.resolve("sharded.png"), 40 + i, 30, 10);
      s3.put(BUCKET, "many/" + i + ".png", Files.readAllBytes(image));
    }
    Run run = segmentIntoShards();
    assertThat(run.err(), run.exitCode(), is(ExitCode.OK));
    List<String> keys = s3.keys(BUCKET, "sharded/masks/");
    List<String> tars = endingWith(".tar", keys);
    assertThat(endingWith(".parquet", keys).size(), is(tars.size()));
    assertThat(endingWith("_stats.json", keys).size(), is(tars.size()));
    assertThat(keys.size(), is(3 * tars.size()));
    List<String> masks = new ArrayList<>();
    for (String tar : tars) {
      for (String name : membersOf(Files.write(directory.resolve("a.tar"), s3.get(BUCKET, tar)))) {
        if (name.endsWith(".png")) {
          masks.add("s3://photos/" + tar + "!" + name);
        }
      }
    }
    assertThat(masks.size(), is(5));
    Run query = ofShards("query", "SELECT mask_uri FROM images ORDER BY ALL", "--format=csv");
    assertThat(query.out(), is("mask_uri\r\n" + String.join("\r\n", masks) + "\r\n"));

    S3Requests.forget();
    Run again = segmentIntoShards();
    assertThat(again.err(), again.exitCode(), is(ExitCode.OK));
    assertThat(again.out(), containsString("5 known from earlier runs"));
    assertThat(S3Requests.of("/photos/sharded/masks/.*tar"), is(nCopies(5, "GET")));
    for (Run reader :
        List.of(
            ofShards("verify"),
            ofShards("report", "--report=" + directory.resolve("sharded.html")),
            ofShards("export", "--as=coco", "--to=" + directory.resolve("sharded.json")))) {
      assertThat(reader.err(), reader.exitCode(), is(ExitCode.OK));
    }

    s3.client()
        .deleteObject(
            request -> request.bucket(BUCKET).key(endingWith("_stats.json", keys).get(0)));
    Run incomplete = ofShards("verify");
    assertThat(incomplete.exitCode(), is(ExitCode.CONTRADICTION));
    assertThat(incomplete.err(), containsString("is not in a complete shard"));
    Run repaired = segmentIntoShards();
    assertThat(repaired.err(), repaired.exitCode(), is(ExitCode.OK));
    assertThat(s3.keys(BUCKET, "sharded/masks/"), not(hasItem(tars.get(0))));
    assertThat(ofShards("verify").exitCode(), is(ExitCode.OK));
  }

  private static List<String> membersOf(Path tar) throws IOException, InterruptedException {
    Process process = new ProcessBuilder("tar", "-tf", tar.toString()).start();
    String names = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(), is(0));
    return names.lines().sorted().collect(toList());
  }

  private static Run segmentIntoShards() {
    return segment(
        "--input=s3://photos/many/*",
        "--output=s3://photos/sharded",
        "--maskLayout=shards",
        "--shardImages=2");
  }

  private static Run ofShards(String command, String... arguments) {
    List<String> all = new ArrayList<>(List.of(command, "s3://photos/sharded"));
    all.addAll(List.of(arguments));
    all.add("--endpoint=" + s3.endpoint());
    return Run.maskbeam(all.toArray(new String[0]));
  }

  private static List<String> endingWith(String ending, List<String> keys) {
    return keys.stream().filter(key -> key.endsWith(ending)).sorted().collect(toList());
  }

  private static Run export(String... arguments) {
    List<String> all = new ArrayList<>(List.of("export", "s3://photos/out3", "--as=geojson"));
    all.addAll(List.of(arguments));
    all.add("--endpoint=" + s3.endpoint());
    return Run.maskbeam(all.toArray(new String[0]));
  }

  @Test
  void fromS3AndHttpWithAModelOverHttpToHdfs() throws Exception {
    s3.put(BUCKET, "mixed/a.png", picture);
    String address = "http://127.0.0.1:" + web.getAddress().getPort();
    String manifest =
        String.join(
            "\n",
            "s3://photos/mixed/a.png",
            "s3://photos/mixed/none.png",
            address + "/a b.png?size=L&x=../../..",
            address + "/" + "long".repeat(1000) + ".png",
            address + "/A.png",
            address + "/a.png",
            address + "/gone.png",
            address + "/secret.png");
    s3.put(BUCKET, "uris.txt", manifest.getBytes(StandardCharsets.UTF_8));
    try (HdfsServer hdfs = HdfsServer.start(directory.resolve("hdfs"))) {
      Run run =
          segment(
              "--manifest=s3://photos/uris.txt",
              "--model=" + address + "/model.tflite",
              "--output=" + hdfs.uri() + "/runs/out");
      assertThat(run.err(), run.exitCode(), is(ExitCode.OK));
      Path copy = directory.resolve("copy-of-hdfs");
      try (FileSystem files = hdfs.client()) {
        files.copyToLocalFile(
            false,
            new org.apache.hadoop.fs.Path("/runs/out"),
            new org.apache.hadoop.fs.Path(copy.toString()),
            true);
      }
      try (Tables tables = Tables.of(copy)) {
        assertThat(
            tables.rows(
                "SELECT coalesce(failure_code, status), count(*) FROM images GROUP BY 1 ORDER BY 1"),
            contains("ACCESS_DENIED|1", "NOT_FOUND|2", "SUCCEEDED|5"));
      }
      assertThat(MaskFiles.byImageId(copy).size(), is(5));
    }
  }

  @Test
  void aManifestMayBeOnAWebServer() throws Exception {
    String address = "http://127.0.0.1:" + web.getAddress().getPort();
    Path output = directory.resolve("from-web");
    Run run = segment("--manifest=" + address + "/uris.txt", "--output=" + output);
    assertThat(run.err(), run.exitCode(), is(ExitCode.OK));
    assertThat(MaskFiles.byImageId(output).size(), is(3));
  }

  @Test
  void whatStorageRefusesIsBadUse() throws IOException {
    s3.put(BUCKET, "in/a.png", picture);
    refused(
        ProblemCode.STORAGE_NOT_FOUND,
        "--output=s3://no-such-bucket/out",
        "--input=s3://photos/in/*",
        "--output=s3://no-such-bucket/out");
    refused(
        ProblemCode.STORAGE_NOT_FOUND,
        "--input=s3://no-such-bucket/*",
        "--input=s3://no-such-bucket/*",
        "--output=" + local());
    refused(
        ProblemCode.INPUT_PATTERN_ON_WEB,
        "http://127.0.0.1/*.jpg",
        "--input=http://127.0.0.1/*.jpg",
        "--output=" + local());
    refused(
        ProblemCode.OUTPUT_ON_WEB,
        "http://127.0.0.1/out",
        "--input=" + directory.resolve("a.png"),
        "--output=http://127.0.0.1/out");
    refused(
        ProblemCode.SCHEME_NOT_IN_JAR, "-Pgs", "--input=gs://bucket/*.jpg", "--output=" + local());
    refused(
        ProblemCode.SCHEME_UNKNOWN, "ftp://", "--input=ftp://host/*.jpg", "--output=" + local());
    refused(
        ProblemCode.MODEL_NOT_FOUND,
        "/gone.tflite",
        "--input=" + directory.resolve("a.png"),
        "--model=http://127.0.0.1:" + web.getAddress().getPort() + "/gone.tflite",
        "--output=" + local());
    S3Server.useCredentials(S3Server.KEY_ID, "mistyped");
    try {
      refused(
          ProblemCode.STORAGE_ACCESS_DENIED,
          "AWS_SECRET_ACCESS_KEY",
          "--input=s3://photos/in/*",
          "--output=" + local());
      refused(
          ProblemCode.STORAGE_ACCESS_DENIED,
          "AWS_SECRET_ACCESS_KEY",
          "--input=" + directory.resolve("a.png"),
          "--output=s3://photos/out");
    } finally {
      S3Server.useCredentials(S3Server.KEY_ID, S3Server.SECRET);
    }
  }

  private static void refused(ProblemCode code, String value, String... arguments) {
    Run run = segment(arguments);
    assertThat(run.err(), run.exitCode(), is(ExitCode.USAGE));
    assertThat(run.err(), run.codes(), contains(code));
    assertThat(
        run.err(),
        allOf(
            containsString(value),
            not(containsString("Exception")),
            not(containsString("mistyped")),
            not(containsString("\tat "))));
  }

  private static String local() {
    return directory.resolve("local-out").toString();
  }

  private static Run segment(String... arguments) {
    List<String> all = new ArrayList<>(List.of("segment"));
    all.addAll(List.of(arguments));
    all.add("--endpoint=" + s3.endpoint());
    all.add("--maxFailureFraction=1");
    return Run.maskbeam(all.toArray(new String[0]));
  }

  private static Path copyOfS3Output() throws IOException {
    Path copy = directory.resolve("copy-of-s3");
    for (String key : s3.keys(BUCKET, "out/")) {
      Path file = copy.resolve(key.substring("out/".length()));
      Files.createDirectories(file.getParent());
      Files.write(file, s3.get(BUCKET, key));
    }
    return copy;
  }
}
