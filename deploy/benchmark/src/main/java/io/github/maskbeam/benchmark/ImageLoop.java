// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * What a program by hand does with an image: decodes it without verification, segments it, enlarges
 * the classes to the nearest point, and writes them as a PNG. For one thread.
 */
final class ImageLoop implements AutoCloseable {
  private final ClassGrid grid;
  private final Path output;
  private final IntPointer fastest = new IntPointer(opencv_imgcodecs.IMWRITE_PNG_COMPRESSION, 1);

  ImageLoop(ClassGrid grid, Path output) {
    this.grid = grid;
    this.output = output;
  }

  /** Writes the mask of an image and returns the number of pixels that are not background. */
  long segment(Path image) throws IOException {
    byte[] file = Files.readAllBytes(image);
    try (BytePointer bytes = new BytePointer(file);
        Mat encoded = new Mat(1, file.length, opencv_core.CV_8UC1, bytes);
        Mat rgb = opencv_imgcodecs.imdecode(encoded, opencv_imgcodecs.IMREAD_COLOR_RGB);
        BytePointer classes = new BytePointer(grid.classes(rgb));
        Mat small = new Mat(ClassGrid.SIDE, ClassGrid.SIDE, opencv_core.CV_8UC1, classes);
        Mat mask = new Mat();
        Size size = rgb.size();
        BytePointer png = new BytePointer()) {
      opencv_imgproc.resize(small, mask, size, 0, 0, opencv_imgproc.INTER_NEAREST);
      opencv_imgcodecs.imencode(".png", mask, png, fastest);
      byte[] content = new byte[Math.toIntExact(png.limit())];
      png.get(content);
      Files.write(output.resolve(image.getFileName() + ".png"), content);
      return opencv_core.countNonZero(mask);
    }
  }

  @Override
  public void close() {
    fastest.close();
    grid.close();
  }
}
