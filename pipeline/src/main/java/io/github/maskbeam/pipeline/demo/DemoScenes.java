// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.demo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** The sample images of the demonstration, files in the jar. Stateless and thread-safe. */
public final class DemoScenes {
  static final List<String> FILES =
      List.of(
          "coast.jpg",
          "desert.jpg",
          "lake.jpg",
          "meadow.jpg",
          "river.jpg",
          "road.jpg",
          "sunset.jpg",
          "village.jpg");

  private DemoScenes() {}

  /**
   * The content of a scene with several classes, a JPEG.
   *
   * @throws IOException if it cannot be read from the jar
   */
  public static byte[] village() throws IOException {
    try (InputStream scene = DemoScenes.class.getResourceAsStream("village.jpg")) {
      return scene.readAllBytes();
    }
  }

  /**
   * Copies every scene, a JPEG such as {@code coast.jpg}.
   *
   * @param directory created if absent; files of the same names are replaced
   * @return the files, in the order of their names
   * @throws IOException if the directory or a file cannot be written
   */
  public static List<Path> copyTo(Path directory) throws IOException {
    Files.createDirectories(directory);
    List<Path> copies = new ArrayList<>();
    for (String file : FILES) {
      Path copy = directory.resolve(file);
      try (InputStream scene = DemoScenes.class.getResourceAsStream(file)) {
        Files.copy(scene, copy, StandardCopyOption.REPLACE_EXISTING);
      }
      copies.add(copy);
    }
    return copies;
  }
}
