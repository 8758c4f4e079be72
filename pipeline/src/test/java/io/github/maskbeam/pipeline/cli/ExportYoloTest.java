// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.cli;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;

import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.testing.MaskFiles;
import io.github.maskbeam.pipeline.testing.NamedScenes;
import io.github.maskbeam.pipeline.testing.PaintedPolygons;
import io.github.maskbeam.pipeline.testing.Run;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code export --as=yolo}, read by the rules of Ultralytics' documentation, which is in no
 * registry of packages that is used here, and painted by AWT.
 */
class ExportYoloTest {
  private static final Pattern NAME = Pattern.compile("  (\\d+): \"(.*)\"");

  @TempDir private static Path shared;
  private static NamedScenes scenes;

  @TempDir private Path directory;

  @BeforeAll
  static void segment() throws IOException {
    scenes = NamedScenes.segment(shared);
  }

  @Test
  void polygonsHaveThePixelsOfTheMasksAlsoAroundHoles() throws Exception {
    Path to = directory.resolve("yolo");
    Run run = scenes.export("yolo", to);
    assertThat(run.err(), run.exitCode(), is(0));
    List<String> names = names(to);
    List<String> expected = new ArrayList<>(scenes.classes());
    expected.remove("Background");
    assertThat(names, is(expected));
    List<String> classes = scenes.classes();
    int polygons = 0;
    for (String image : NamedScenes.names()) {
      assertThat(Files.exists(to.resolve("images/train").resolve(image)), is(true));
      String stem = image.substring(0, image.lastIndexOf('.'));
      Raster mask = scenes.masks().get(stem);
      PaintedPolygons painted = new PaintedPolygons(mask.getWidth(), mask.getHeight());
      for (String line : Files.readAllLines(to.resolve("labels/train/" + stem + ".txt"))) {
        String[] fields = line.split(" ", -1);
        assertThat("three points or more", fields.length, greaterThanOrEqualTo(7));
        double[] ring = new double[fields.length - 1];
        for (int i = 0; i < ring.length; i++) {
          double share = Double.parseDouble(fields[i + 1]);
          assertThat(line, share >= 0 && share <= 1, is(true));
          ring[i] = share * (i % 2 == 0 ? mask.getWidth() : mask.getHeight());
        }
        painted.paint(ring, classes.indexOf(names.get(Integer.parseInt(fields[0]))));
        polygons++;
      }
      for (int y = 0; y < mask.getHeight(); y++) {
        for (int x = 0; x < mask.getWidth(); x++) {
          int id = mask.getSample(x, y, 0);
          int pixel = id == NamedScenes.BACKGROUND ? NamedScenes.VOID : id;
          if (painted.at(x, y) != pixel) {
            throw new AssertionError(image + " at " + x + "," + y + " has " + painted.at(x, y));
          }
        }
      }
    }
    assertThat(polygons, greaterThan(100));
    assertThat(run.out(), containsString(" polygons of "));
  }

  @Test
  void theDescription() throws Exception {
    Path to = directory.resolve("yolo");
    assertThat(scenes.export("yolo", to, "--classes=4,7", "--images=none").exitCode(), is(0));
    assertThat(Files.exists(to.resolve("images")), is(false));
    String yaml = Files.readString(to.resolve("data.yaml"));
    assertThat(yaml, containsString("path: \"" + to + "\"\n"));
    assertThat(yaml, containsString("train: images/train\n"));
    assertThat(yaml, containsString("val: images/train\n"));
    assertThat(names(to), contains("water", "building"));
  }

  @Test
  void namesOfMasksNeedImages() throws Exception {
    Run run = scenes.export("yolo", directory.resolve("x"), "--names=id", "--images=none");
    assertThat(run.codes(), contains(ProblemCode.EXPORT_OPTION_NOT_APPLICABLE));
    Path to = directory.resolve("y");
    assertThat(scenes.export("yolo", to, "--names=id").exitCode(), is(0));
    for (Map.Entry<String, Path> mask : MaskFiles.byImageId(scenes.output()).entrySet()) {
      String stem =
          scenes
              .output()
              .resolve("masks")
              .relativize(mask.getValue())
              .toString()
              .replace(".png", "");
      assertThat(Files.exists(to.resolve("labels/train/" + stem + ".txt")), is(true));
    }
  }

  private static List<String> names(Path to) throws IOException {
    List<String> names = new ArrayList<>();
    for (String line : Files.readAllLines(to.resolve("data.yaml"))) {
      Matcher matcher = NAME.matcher(line);
      if (matcher.matches()) {
        assertThat(Integer.parseInt(matcher.group(1)), is(names.size()));
        names.add(matcher.group(2).replace("\\\"", "\""));
      }
    }
    return names;
  }
}
