// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.testing;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/** The files of an output directory, read without Maskbeam. */
public final class MaskFiles {
  private static final int ID_DIGITS = 32;

  private MaskFiles() {}

  /** All files below a directory, relative, with slashes, sorted. */
  public static List<String> below(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> directory.relativize(file).toString().replace('\\', '/'))
          .sorted()
          .collect(Collectors.toList());
    }
  }

  /** The masks of an output directory by image id. */
  public static Map<String, Path> byImageId(Path output) throws IOException {
    Map<String, Path> masks = new TreeMap<>();
    for (String name : below(output.resolve("masks"))) {
      int end = name.length() - ".png".length();
      masks.put(name.substring(end - ID_DIGITS, end), output.resolve("masks").resolve(name));
    }
    return masks;
  }

  /** A mask's size and pixels by class, counted one by one: {@code 640x480 {0=300000, 15=7200}}. */
  public static String count(Path mask) throws IOException {
    BufferedImage image = ImageIO.read(mask.toFile());
    Map<Integer, Integer> pixels = new TreeMap<>();
    for (byte classId : ((DataBufferByte) image.getRaster().getDataBuffer()).getData()) {
      pixels.merge(classId & 0xff, 1, Integer::sum);
    }
    return image.getWidth() + "x" + image.getHeight() + " " + pixels;
  }
}
