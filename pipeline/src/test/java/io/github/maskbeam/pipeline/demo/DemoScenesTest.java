// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.demo;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;

import io.github.maskbeam.testing.demo.DemoClass;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoScenesTest {

  @TempDir Path directory;

  @Test
  void hasJpegsOfManySizes() throws IOException {
    List<String> copied = new ArrayList<>();
    for (Path file : DemoScenes.copyTo(directory.resolve("new/scenes"))) {
      BufferedImage image = ImageIO.read(file.toFile());
      copied.add(file.getFileName() + " " + image.getWidth() + "x" + image.getHeight());
    }

    assertThat(
        copied,
        contains(
            "coast.jpg 1280x853",
            "desert.jpg 1280x720",
            "lake.jpg 1600x900",
            "meadow.jpg 1280x960",
            "river.jpg 480x360",
            "road.jpg 1280x853",
            "sunset.jpg 853x1280",
            "village.jpg 1024x1024"));
  }

  @Test
  void copiesTheSameBytesAgainOverTheOldFiles() throws IOException {
    List<byte[]> first = contents(DemoScenes.copyTo(directory));
    List<byte[]> second = contents(DemoScenes.copyTo(directory));

    for (int i = 0; i < first.size(); i++) {
      assertThat("scene " + i, second.get(i), is(first.get(i)));
    }
  }

  @Test
  void knowsTheClassOfEachPixel() throws IOException {
    List<Path> pictures = DemoScenes.copyTo(directory);
    List<Path> truths = DrawnScenes.drawGroundTruth(directory);

    Set<Integer> seen = new TreeSet<>();
    for (int i = 0; i < pictures.size(); i++) {
      BufferedImage picture = ImageIO.read(pictures.get(i).toFile());
      BufferedImage truth = ImageIO.read(truths.get(i).toFile());
      assertThat(truth.getWidth(), is(picture.getWidth()));
      assertThat(truth.getHeight(), is(picture.getHeight()));
      int[] ids =
          truth.getRaster().getSamples(0, 0, truth.getWidth(), truth.getHeight(), 0, (int[]) null);
      IntStream.of(ids).forEach(seen::add);
    }
    assertThat(
        "every class is drawn, and nothing else",
        seen,
        is(IntStream.range(0, DemoClass.values().length).boxed().collect(Collectors.toSet())));
  }

  private static List<byte[]> contents(List<Path> files) throws IOException {
    List<byte[]> contents = new ArrayList<>();
    for (Path file : files) {
      contents.add(Files.readAllBytes(file));
    }
    return contents;
  }
}
