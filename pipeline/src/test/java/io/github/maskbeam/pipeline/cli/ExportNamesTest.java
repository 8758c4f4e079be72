// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.cli;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import com.sun.net.httpserver.HttpServer;
import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.testing.Landscapes;
import io.github.maskbeam.pipeline.testing.MaskFiles;
import io.github.maskbeam.pipeline.testing.Run;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The names of files in an export, and images that cannot be linked. */
class ExportNamesTest {
  @TempDir private Path directory;

  @Test
  void imagesOfTheSameNameAreRefused() throws Exception {
    for (String[] clash :
        new String[][] {{"a.png", "a.jpg.png", "a.JPG"}, {"B/x.png", "b/x.png", "c/x.png"}}) {
      Path place = Files.createDirectories(directory.resolve(clash[0].replace("/", "")));
      for (String name : clash) {
        Path file = place.resolve("photos").resolve(name);
        Files.createDirectories(file.getParent());
        Landscapes.landscape(file, 20, 16, 5);
      }
      segment(place, "--input=" + place.resolve("photos") + "/**");
      for (String as : List.of("cvat", "yolo")) {
        Path to = place.resolve(as.equals("cvat") ? "x.zip" : "x");
        Run run = export(place, as, to);
        assertThat(run.err(), run.codes(), contains(ProblemCode.EXPORT_NAMES_REPEATED));
        assertThat(run.err(), containsString("/" + clash[0]));
        assertThat(run.err(), containsString("--names=id"));
        assertThat(run.exitCode(), is(2));
        assertThat("nothing is written", Files.exists(to), is(false));
        Run byId = export(place, as, to, "--names=id");
        assertThat(byId.err(), byId.exitCode(), is(0));
      }
      assertThat(MaskFiles.below(place.resolve("x/labels")).size(), is(clash.length));
    }
  }

  /** The query is no part of a name, and a path cannot leave the directory of the export. */
  @Test
  void imagesOfAWebServer() throws Exception {
    byte[] picture =
        Files.readAllBytes(Landscapes.landscape(directory.resolve("a.png"), 20, 16, 5));
    HttpServer web =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    web.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, picture.length);
          exchange.getResponseBody().write(picture);
          exchange.close();
        });
    web.start();
    try {
      String root = "http://127.0.0.1:" + web.getAddress().getPort() + "/photos/";
      List<String> urls =
          new ArrayList<>(
              List.of(root + "north/1.v2.png?key=1", root + "image?id=7", root + "../../up.png"));
      Path manifest = Files.write(directory.resolve("urls.txt"), urls);
      segment(directory, "--manifest=" + manifest);
      Run link = export(directory, "mmseg", directory.resolve("link"));
      assertThat(link.err(), link.codes(), contains(ProblemCode.EXPORT_IMAGES_NOT_LINKED));
      assertThat(link.err(), containsString("--images=copy"));
      Path to = directory.resolve("copy");
      Run copy = export(directory, "mmseg", to, "--images=copy");
      assertThat(copy.err(), copy.exitCode(), is(0));
      assertThat(
          MaskFiles.below(to.resolve("img_dir")),
          contains("train/_/_/up.png", "train/image.png", "train/north/1.v2.png"));
      assertThat(
          MaskFiles.below(to.resolve("ann_dir")),
          contains("train/_/_/up.png", "train/image.png", "train/north/1.v2.png"));
      assertThat(
          Arrays.equals(Files.readAllBytes(to.resolve("img_dir/train/image.png")), picture),
          is(true));

      Files.write(manifest, List.of(root + "image?id=7", root + "image?id=8"));
      Path two = Files.createDirectories(directory.resolve("two"));
      segment(two, "--manifest=" + manifest);
      for (String[] target : new String[][] {{"coco", "x.json"}, {"mmseg", "x"}}) {
        assertThat(
            export(two, target[0], two.resolve(target[1])).codes().get(0),
            is(ProblemCode.EXPORT_NAMES_REPEATED));
      }
    } finally {
      web.stop(0);
    }
  }

  private static void segment(Path place, String input) {
    Run run = Run.maskbeam("segment", input, "--output=" + place.resolve("out"));
    assertThat(run.err(), run.exitCode(), is(0));
  }

  private static Run export(Path place, String as, Path to, String... options) throws IOException {
    List<String> arguments =
        new ArrayList<>(
            List.of("export", place.resolve("out").toString(), "--as=" + as, "--to=" + to));
    arguments.addAll(List.of(options));
    return Run.maskbeam(arguments.toArray(new String[0]));
  }
}
