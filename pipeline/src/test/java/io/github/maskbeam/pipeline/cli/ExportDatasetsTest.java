// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.cli;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.testing.MaskFiles;
import io.github.maskbeam.pipeline.testing.NamedScenes;
import io.github.maskbeam.pipeline.testing.Run;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code export --as=fiftyone} and {@code --as=mmseg}, whose images and masks are paired as those
 * programs do it. Neither is in a registry of packages that is used here.
 */
class ExportDatasetsTest {
  @TempDir private static Path shared;
  private static NamedScenes scenes;

  @TempDir private Path directory;

  @BeforeAll
  static void segment() throws IOException {
    scenes = NamedScenes.segment(shared);
  }

  @Test
  void fiftyOnePairsFilesOfTheSameStem() throws Exception {
    Path to = export("fiftyone");
    assertThat(stems(to.resolve("labels")), is(NamedScenes.stems()));
    assertThat(links(to.resolve("data")), is(NamedScenes.names()));
    for (String name : NamedScenes.names()) {
      assertThat(
          Files.isSameFile(to.resolve("data").resolve(name), scenes.photos().resolve(name)),
          is(true));
    }
    requireMasks(to.resolve("labels"));
    JsonNode targets = new ObjectMapper().readTree(to.resolve("mask_targets.json").toFile());
    List<String> names = new ArrayList<>();
    for (int id = 0; id < targets.size(); id++) {
      names.add(targets.path(Integer.toString(id)).asText());
    }
    assertThat("void is no target", names, is(scenes.classes()));
    assertThat(MaskFiles.below(to), not(hasItem("data.json")));
  }

  /** FiftyOne removes endings from the keys, too. */
  @Test
  void fiftyOneFindsImagesByTheManifest() throws Exception {
    Path to = export("fiftyone", "--images=none");
    assertThat(Files.exists(to.resolve("data")), is(false));
    JsonNode manifest = new ObjectMapper().readTree(to.resolve("data.json").toFile());
    assertThat(manifest.size(), is(8));
    manifest
        .properties()
        .forEach(
            entry -> {
              String key = entry.getKey();
              String stem = key.substring(0, key.lastIndexOf('.'));
              assertThat(Files.exists(to.resolve("labels").resolve(stem + ".png")), is(true));
              assertThat(Path.of(entry.getValue().asText()), is(scenes.photos().resolve(key)));
            });
  }

  /** Its class BaseSegDataset joins directory, line of the list and suffix. */
  @Test
  void mmsegFindsImagesAndMasksByItsLists() throws Exception {
    for (String images : List.of("copy", "link", "none")) {
      Path to = export("mmseg", "--images=" + images, "--overwrite");
      String config = Files.readString(to.resolve("dataset.py"));
      Path imageDirectory = images.equals("none") ? scenes.photos() : to.resolve("img_dir/train");
      assertThat(
          config,
          containsString(
              "img_path=\"" + (images.equals("none") ? scenes.photos() : "img_dir/train")));
      List<String> found = new ArrayList<>();
      for (String list : MaskFiles.below(to.resolve("splits"))) {
        String suffix = list.substring("train".length(), list.length() - ".txt".length());
        assertThat(config, containsString("ann_file=\"splits/" + list + "\""));
        assertThat(config, containsString("img_suffix=\"" + suffix + "\""));
        for (String name : Files.readAllLines(to.resolve("splits").resolve(list))) {
          assertThat(Files.exists(imageDirectory.resolve(name + suffix)), is(true));
          assertThat(Files.exists(to.resolve("ann_dir/train/" + name + ".png")), is(true));
          found.add(name + suffix);
        }
      }
      assertThat(found.stream().sorted().collect(Collectors.toList()), is(NamedScenes.names()));
      requireMasks(to.resolve("ann_dir/train"));
      if (images.equals("copy")) {
        assertThat(MaskFiles.below(imageDirectory), is(NamedScenes.names()));
        assertThat(Files.isSymbolicLink(imageDirectory.resolve("a b.JPG")), is(false));
      }
    }
  }

  @Test
  void theConfigurationOfMmsegHasClassesAndColors() throws Exception {
    String config = Files.readString(export("mmseg").resolve("dataset.py"));
    assertThat(
        config,
        containsString(
            "classes=[\"nothing\", \"car & <truck>\", \"\\\"green\\\"\", \"ground\", \"water\","
                + " \"road\", \"Background\", \"building\", \"rock\"]"));
    assertThat(config, containsString("palette=[[0, 0, 0], [128, 0, 0], [0, 128, 0], "));
  }

  @Test
  void anImageThatIsGoneOrHasChangedIsNamed() throws Exception {
    NamedScenes own = NamedScenes.segment(directory);
    Files.delete(own.photos().resolve("north/1.jpg"));
    Files.writeString(own.photos().resolve("a b.JPG"), "other");
    for (String images : List.of("link", "copy")) {
      Path to = directory.resolve(images);
      Run run = own.export("fiftyone", to, "--images=" + images);
      assertThat(run.err(), run.exitCode(), is(4));
      assertThat(run.codes(), contains(ProblemCode.OUTPUT_INCONSISTENT));
      assertThat(run.err(), containsString("north/1.jpg: "));
      assertThat(Files.exists(to.resolve("labels/north/1.png")), is(false));
      assertThat(
          "links lead to what is there",
          Files.exists(to.resolve("labels/a b.png")),
          is(images.equals("link")));
    }
  }

  /** Files of the user are never deleted, wherever an interrupted export left off. */
  @Test
  void overwritingReplacesAnEarlierExportOnly() throws Exception {
    Path to = directory.resolve("to");
    Files.createDirectories(to.resolve("labels"));
    Files.writeString(to.resolve("labels/mine.png"), "mine");
    for (String[] options : new String[][] {{}, {"--overwrite"}}) {
      assertThat(
          scenes.export("fiftyone", to, options).codes(),
          contains(ProblemCode.EXPORT_TARGET_NOT_EMPTY));
    }
    assertThat(Files.readString(to.resolve("labels/mine.png")), is("mine"));
    Path other = export("fiftyone");
    assertThat(
        scenes.export("mmseg", other, "--overwrite").codes(),
        contains(ProblemCode.EXPORT_TARGET_NOT_EMPTY));
    Files.writeString(other.resolve("labels/stale.png"), "old");
    Files.writeString(other.resolve("mine.txt"), "mine");
    Files.move(other.resolve("export.json"), other.resolve("export.started.json"));
    Run again = scenes.export("fiftyone", other, "--overwrite");
    assertThat(again.err(), again.exitCode(), is(0));
    assertThat(MaskFiles.below(other), hasItem("mine.txt"));
    assertThat(MaskFiles.below(other), hasItem("export.json"));
    assertThat(MaskFiles.below(other), not(hasItem("export.started.json")));
    assertThat(MaskFiles.below(other), not(hasItem("labels/stale.png")));
    assertThat("links, not images", Files.exists(scenes.photos().resolve("a b.JPG")), is(true));
  }

  private Path export(String as, String... options) {
    Path to = directory.resolve(as);
    Run run = scenes.export(as, to, options);
    assertThat(run.err(), run.exitCode(), is(0));
    return to;
  }

  /** Gray, since OpenCV reads the colors of a palette. */
  private static void requireMasks(Path masks) throws Exception {
    for (Map.Entry<String, Raster> each : scenes.masks().entrySet()) {
      Raster mask = each.getValue();
      BufferedImage image = ImageIO.read(masks.resolve(each.getKey() + ".png").toFile());
      assertThat(image.getType(), is(BufferedImage.TYPE_BYTE_GRAY));
      assertThat(
          each.getKey(),
          image.getRaster().getSamples(0, 0, mask.getWidth(), mask.getHeight(), 0, (int[]) null),
          is(mask.getSamples(0, 0, mask.getWidth(), mask.getHeight(), 0, (int[]) null)));
    }
  }

  private static List<String> stems(Path directory) throws IOException {
    return MaskFiles.below(directory).stream()
        .map(name -> name.substring(0, name.lastIndexOf('.')))
        .collect(Collectors.toList());
  }

  private static List<String> links(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(Files::isSymbolicLink)
          .map(file -> directory.relativize(file).toString())
          .sorted()
          .collect(Collectors.toList());
    }
  }
}
