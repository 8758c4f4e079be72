// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.cli;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import com.sun.net.httpserver.HttpServer;
import io.github.maskbeam.mask.MaskText;
import io.github.maskbeam.pipeline.testing.Landscapes;
import io.github.maskbeam.pipeline.testing.MaskFiles;
import io.github.maskbeam.pipeline.testing.Run;
import io.github.maskbeam.pipeline.testing.RunCounts;
import io.github.maskbeam.pipeline.testing.Tables;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * A manifest comes from anywhere: no line of it stops a run, and no password in it is published.
 */
@Timeout(300)
class ManifestLinesTest {
  private static final String SECRET = "SesameOpen";

  @TempDir private Path directory;
  private byte[] picture;
  private volatile int status = 200;
  private HttpServer web;

  @BeforeEach
  void serve() throws IOException {
    picture = Files.readAllBytes(Landscapes.landscape(directory.resolve("a.png"), 40, 30, 10));
    web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    web.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(status, status == 200 ? picture.length : -1);
          if (status == 200) {
            exchange.getResponseBody().write(picture);
          }
          exchange.close();
        });
    web.createContext(
        "/to/",
        exchange -> {
          String query = exchange.getRequestURI().getQuery();
          exchange.getResponseHeaders().add("Location", query);
          exchange.sendResponseHeaders(302, -1);
          exchange.close();
        });
    web.start();
  }

  @AfterEach
  void stop() {
    web.stop(0);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void noLineStopsOrBlocksARun() throws Exception {
    Path pipe = directory.resolve("pipe.png");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor(), is(0));
    List<String> bad =
        List.of(
            pipe.toString(),
            "/dev/zero",
            directory.toString(),
            "http://host:99999/x.png",
            "http://host:0/x.png",
            "http://[::1/x.png",
            "http://169.254.169.254/x.png",
            "nosuch://host/x.png",
            url("/to/?file:///etc/hostname"),
            url("/to/?ftp://127.0.0.1/x"),
            url("/to/?http://127.0.0.1:65536/x"),
            "http://user:" + SECRET + "@127.0.0.1/x.png");
    List<String> lines = new ArrayList<>(bad);
    lines.add(directory.resolve("a.png").toString());
    lines.add(url("/b.png"));
    Run run = segment(lines);
    assertThat(run.err(), run.exitCode(), is(ExitCode.OK));
    assertThat(RunCounts.images(output()), contains(bad.size() + 2, 2, bad.size()));
    try (Tables tables = Tables.of(output())) {
      assertThat(
          tables.rows("SELECT DISTINCT failure_code FROM images WHERE status = 'FAILED'"),
          contains("READ_ERROR"));
    }
  }

  @Test
  void aPasswordAppearsNowhere() throws Exception {
    String host = "127.0.0.1:" + web.getAddress().getPort();
    Run run =
        segment(
            List.of(
                "http://user:" + SECRET + "@" + host + "/a.png",
                "http://" + SECRET + "@" + host,
                "http://user:a/" + SECRET + "@" + host + "/b.png",
                "ftp://user:" + SECRET + "@" + host + "/c.png",
                url("/e.png")),
            "--overlay");
    assertThat(run.err(), run.exitCode(), is(ExitCode.OK));
    try (Tables tables = Tables.of(output())) {
      assertThat(
          tables.rows(
              "SELECT image_uri, failure_message FROM images WHERE image_uri LIKE '%/a.png'"),
          contains(
              "http://***@"
                  + host
                  + "/a.png|http://***@"
                  + host
                  + "/a.png: Reading failed: the HTTP"
                  + " URL contains a login. Maskbeam does not log in to web servers; remove it from"
                  + " the URL, and use a signed URL or copy the files to a storage that has"
                  + " credentials, such as s3://"));
      for (String table : List.of("images", "class_areas")) {
        assertThat(tables.rows("SELECT * FROM " + table).toString(), not(containsString(SECRET)));
      }
    }
    assertThat(run.err() + run.out(), not(containsString(SECRET)));
    for (String file : MaskFiles.below(output())) {
      assertThat(file, not(containsString(SECRET)));
      byte[] content = Files.readAllBytes(output().resolve(file));
      assertThat(
          file, new String(content, StandardCharsets.ISO_8859_1), not(containsString(SECRET)));
      if (file.startsWith("masks/")) {
        String text = MaskText.read(new ByteArrayInputStream(content)).orElseThrow();
        assertThat(file, text, not(containsString(SECRET)));
      }
    }
    assertThat(MaskFiles.below(output()), hasItem(containsString("masks/")));
  }

  @Test
  void aPasswordInAnOptionIsNotRepeated() throws Exception {
    String url = "http://user:" + SECRET + "@127.0.0.1:" + web.getAddress().getPort() + "/a.png";
    Path manifest = Files.writeString(directory.resolve("uris.txt"), url("/a.png"));
    for (String[] arguments :
        new String[][] {
          {"--input=" + url},
          {"--manifest=" + url},
          {"--manifest=" + manifest, "--model=" + url},
          {"--manifest=" + manifest, "--labels=" + url}
        }) {
      List<String> all = new ArrayList<>(List.of("segment", "--output=" + output()));
      all.addAll(Arrays.asList(arguments));
      Run run = Run.maskbeam(all.toArray(new String[0]));
      assertThat(run.err(), run.exitCode(), is(ExitCode.USAGE));
      assertThat(run.err() + run.out(), not(containsString(SECRET)));
    }
  }

  @Test
  void imagesOfAServerThatWasDownAreTriedAgain() throws Exception {
    Files.writeString(directory.resolve("notes.png"), "not an image");
    List<String> lines = List.of(url("/a.png"), directory.resolve("notes.png").toString());
    status = 503;
    assertThat(segment(lines).exitCode(), is(ExitCode.OK));
    assertThat(RunCounts.of(output(), "failed", "already_failed"), contains(2, 0));
    assertThat(segment(lines).exitCode(), is(ExitCode.OK));
    assertThat("still down", RunCounts.of(output(), "failed", "already_failed"), contains(2, 1));
    status = 200;
    assertThat(segment(lines).exitCode(), is(ExitCode.OK));
    assertThat(
        RunCounts.of(output(), "succeeded", "failed", "already_failed", "inferences"),
        contains(1, 1, 1, 1));
    assertThat(
        MaskFiles.below(output().resolve("failures")).toString(), not(containsString("/a-")));
  }

  private Run segment(List<String> lines, String... more) throws IOException {
    Path manifest = Files.write(directory.resolve("uris.txt"), lines);
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "segment",
                "--manifest=" + manifest,
                "--output=" + output(),
                "--awsRegion=us-east-1",
                "--maxFailureFraction=1"));
    arguments.addAll(Arrays.asList(more));
    return Run.maskbeam(arguments.toArray(new String[0]));
  }

  private Path output() {
    return directory.resolve("out");
  }

  private String url(String path) {
    return "http://127.0.0.1:" + web.getAddress().getPort() + path;
  }
}
