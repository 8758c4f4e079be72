// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.demo;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * The sample images of the demonstration, drawn by the project: nothing to download, nobody's
 * rights to ask for, and the class of each pixel is known.
 *
 * <p>Drawn without fonts or a display. On one JVM the same bytes at every call. Thread-safe.
 */
public enum DemoScenes {
  COAST(1280, 853, WaterScenes::coast),
  DESERT(1280, 720, LandScenes::desert),
  LAKE(1600, 900, WaterScenes::lake),
  MEADOW(1280, 960, LandScenes::meadow),
  RIVER(480, 360, WaterScenes::river),
  ROAD(1280, 853, LandScenes::road),
  SUNSET(853, 1280, WaterScenes::sunset),
  VILLAGE(1024, 1024, LandScenes::village);

  private static final float JPEG_QUALITY = 0.92f;
  private static final long FIRST_SEED = 20261122;

  private final int widthPx;
  private final int heightPx;
  private final Consumer<SceneCanvas> painter;

  DemoScenes(int widthPx, int heightPx, Consumer<SceneCanvas> painter) {
    this.widthPx = widthPx;
    this.heightPx = heightPx;
    this.painter = painter;
  }

  /**
   * Writes every scene as a JPEG, such as {@code coast.jpg}.
   *
   * @param directory made if absent; files of the same names are replaced
   * @return the files, in the order of their names
   * @throws IOException if the directory or a file cannot be written
   */
  public static List<Path> draw(Path directory) throws IOException {
    Files.createDirectories(directory);
    List<Path> files = new ArrayList<>();
    for (DemoScenes scene : values()) {
      Path file = directory.resolve(scene.stem() + ".jpg");
      Files.write(file, jpeg(scene.paint().picture()));
      files.add(file);
    }
    return files;
  }

  /**
   * Writes the truth of every scene as an 8-bit grey PNG, such as {@code coast.png}, in which a
   * pixel's value is its class id.
   *
   * @param directory made if absent; files of the same names are replaced
   * @return the files, in the order of their names
   * @throws IOException if the directory or a file cannot be written
   */
  public static List<Path> drawGroundTruth(Path directory) throws IOException {
    Files.createDirectories(directory);
    List<Path> files = new ArrayList<>();
    for (DemoScenes scene : values()) {
      Path file = directory.resolve(scene.stem() + ".png");
      Files.write(file, png(scene.paint().groundTruth()));
      files.add(file);
    }
    return files;
  }

  String stem() {
    return name().toLowerCase(Locale.ROOT);
  }

  private SceneCanvas paint() {
    try (SceneCanvas canvas = new SceneCanvas(widthPx, heightPx, FIRST_SEED + ordinal())) {
      painter.accept(canvas);
      canvas.addGrain();
      return canvas;
    }
  }

  private static byte[] png(BufferedImage truth) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream output = new MemoryCacheImageOutputStream(bytes)) {
      ImageIO.write(truth, "png", output);
    }
    return bytes.toByteArray();
  }

  private static byte[] jpeg(BufferedImage picture) throws IOException {
    ImageWriter writer =
        ImageIO.getImageWriters(ImageTypeSpecifier.createFromRenderedImage(picture), "jpeg").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream output = new MemoryCacheImageOutputStream(bytes)) {
      ImageWriteParam parameters = writer.getDefaultWriteParam();
      parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      parameters.setCompressionQuality(JPEG_QUALITY);
      writer.setOutput(output);
      writer.write(null, new IIOImage(picture, null, null), parameters);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }
}
