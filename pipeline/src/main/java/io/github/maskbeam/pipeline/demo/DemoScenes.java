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
public final class DemoScenes {

  private static final float JPEG_QUALITY = 0.92f;

  private DemoScenes() {}

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
    for (Scene scene : Scene.values()) {
      Path file = directory.resolve(scene.stem() + ".jpg");
      SceneCanvas canvas = scene.paint();
      canvas.addGrain();
      Files.write(file, jpeg(canvas.picture()));
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
    for (Scene scene : Scene.values()) {
      Path file = directory.resolve(scene.stem() + ".png");
      Files.write(file, png(scene.paint().groundTruth()));
      files.add(file);
    }
    return files;
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
