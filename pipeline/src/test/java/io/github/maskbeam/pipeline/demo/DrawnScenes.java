// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.demo;

import io.github.maskbeam.pipeline.testing.Jpegs;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Draws the pictures that the demonstration has in the jar, and the ground truth of its scenes: the
 * class of each pixel is known, and nobody else has rights in them.
 *
 * <p>Drawn without fonts or a display. Thread-safe.
 */
public final class DrawnScenes {

  private static final float JPEG_QUALITY = 0.92f;

  private DrawnScenes() {}

  /** The content of each of the demonstration's files by its name, the same at every call. */
  static Map<String, byte[]> files() throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (Scene scene : Scene.values()) {
      SceneCanvas canvas = scene.paint();
      canvas.addGrain();
      files.put(scene.stem() + ".jpg", Jpegs.encode(canvas.picture(), JPEG_QUALITY));
    }
    files.put(DemoOverview.FRAME, png(OverviewFrame.draw()));
    return files;
  }

  /**
   * Writes the truth of every scene as an 8-bit gray PNG, such as {@code coast.png}, in which a
   * pixel's value is its class id.
   *
   * @param directory created if absent; files of the same names are replaced
   * @return the files, in the order of their names
   * @throws IOException if the directory or a file cannot be written
   */
  public static List<Path> drawGroundTruth(Path directory) throws IOException {
    Files.createDirectories(directory);
    List<Path> files = new ArrayList<>();
    for (Scene scene : Scene.values()) {
      Path file = directory.resolve(scene.stem() + ".png");
      Files.write(file, png(scene.paint().groundTruth()));
      files.add(file);
    }
    return files;
  }

  private static byte[] png(BufferedImage image) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream output = new MemoryCacheImageOutputStream(bytes)) {
      ImageIO.write(image, "png", output);
    }
    return bytes.toByteArray();
  }
}
