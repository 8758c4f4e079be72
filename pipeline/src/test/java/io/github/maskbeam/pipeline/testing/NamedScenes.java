// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.testing;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.maskbeam.pipeline.demo.DemoScenes;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/**
 * The scenes of the demonstration under names that are hard to export, segmented with void pixels,
 * and their masks as ImageIO reads them.
 */
public final class NamedScenes {
  /** The value of a pixel that is void. */
  public static final int VOID = 255;

  /** The class that has the name of a background: that of the sky, which has many pixels. */
  public static final int BACKGROUND = 6;

  private static final List<String> NAMES =
      List.of(
          "photo.2024.01.jpg",
          "a b.JPG",
          "north/1.jpg",
          "south/1.jpg",
          "gr\u00f6\u00dfe/\u6771\u4eac.jpg",
          "x.png.jpg",
          "it's [1].jpg",
          "north/deep/1.jpeg");

  private final Path directory;

  private NamedScenes(Path directory) {
    this.directory = directory;
  }

  /** Segments the scenes in a directory. */
  public static NamedScenes segment(Path directory, String... options) throws IOException {
    NamedScenes scenes = new NamedScenes(directory);
    Path drawn = directory.resolve("drawn");
    DemoScenes.copyTo(drawn);
    List<Path> files;
    try (Stream<Path> listed = Files.list(drawn)) {
      files = listed.sorted().collect(Collectors.toList());
    }
    for (int i = 0; i < files.size(); i++) {
      Path named = scenes.photos().resolve(NAMES.get(i));
      Files.createDirectories(named.getParent());
      Files.move(files.get(i), named);
    }
    assertThat(files.size(), is(NAMES.size()));
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "segment",
                "--input=" + scenes.photos() + "/**",
                "--output=" + scenes.output(),
                "--minConfidence=0.8"));
    arguments.addAll(List.of(options));
    if (arguments.stream().noneMatch(each -> each.startsWith("--labels="))) {
      arguments.add("--labels=" + scenes.labels());
    }
    Run run = Run.maskbeam(arguments.toArray(new String[0]));
    assertThat(run.err(), run.exitCode(), is(0));
    return scenes;
  }

  private Path labels() throws IOException {
    return Files.writeString(
        directory.resolve("labels.txt"),
        "nothing\ncar & <truck>\n\"green\"\nground\nwater\nroad\nBackground\nbuilding\nrock\n");
  }

  /** The directory of the images. */
  public Path photos() {
    return directory.resolve("photos");
  }

  /** The output directory of the run. */
  public Path output() {
    return directory.resolve("out");
  }

  /** The names of the images below their directory, sorted. */
  public static List<String> names() {
    return NAMES.stream().sorted().collect(Collectors.toList());
  }

  /** The names without their endings, sorted. */
  public static List<String> stems() {
    return NAMES.stream()
        .map(name -> name.substring(0, name.lastIndexOf('.')))
        .sorted()
        .collect(Collectors.toList());
  }

  /** The classes of the model. */
  public List<String> classes() throws IOException {
    List<String> names = new ArrayList<>();
    JsonNode run = new ObjectMapper().readTree(output().resolve("run.json").toFile());
    run.at("/model/labels").forEach(label -> names.add(label.asText()));
    return names;
  }

  /** The masks by the names of images without their endings. */
  public Map<String, Raster> masks() throws Exception {
    Map<String, Raster> masks = new TreeMap<>();
    try (Tables tables = Tables.of(output())) {
      for (String row : tables.rows("SELECT image_uri, mask_uri FROM images")) {
        String[] uris = row.split("\\|", 2);
        String name = photos().relativize(Path.of(uris[0])).toString();
        masks.put(
            name.substring(0, name.lastIndexOf('.')),
            ImageIO.read(Path.of(uris[1]).toFile()).getRaster());
      }
    }
    return masks;
  }

  /** Exports the masks. */
  public Run export(String as, Path to, String... options) {
    List<String> arguments =
        new ArrayList<>(List.of("export", output().toString(), "--as=" + as, "--to=" + to));
    arguments.addAll(List.of(options));
    return Run.maskbeam(arguments.toArray(new String[0]));
  }
}
