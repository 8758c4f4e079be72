// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.image.decode;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import io.github.maskbeam.image.ImageException;
import io.github.maskbeam.image.verify.FormatReaders;
import io.github.maskbeam.natives.OpenCv;
import io.github.maskbeam.testing.Decoding;
import io.github.maskbeam.testing.SharedFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows that are decoded in strips are those of the image decoded whole. */
class RowsTest {
  /** The largest file among those of other projects that is decoded in this test, in bytes. */
  private static final long MAX_BYTES = 4 << 20;

  @Test
  void rowsOfRealFilesAreThoseOfTheWholeImage() throws IOException, ImageException {
    int inParts = 0;
    for (Path file : files()) {
      byte[] content = Files.readAllBytes(file);
      boolean isDecoded = Character.isDigit(Decoding.outcome(content).charAt(0));
      if (isDecoded && Rows.equalWhole(content)) {
        inParts++;
      }
    }
    assertThat(inParts, greaterThan(30));
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(SharedFiles.shared("images"))) {
      return files
          .filter(file -> file.toString().matches("(?i).*[.](jpe?g|tiff?)"))
          .filter(file -> file.toFile().length() < MAX_BYTES)
          .filter(file -> !file.toString().contains("giant-image"))
          .collect(Collectors.toList());
    }
  }

  @ParameterizedTest(name = "sampling {0}, restart interval {1}")
  @CsvSource({
    "0x111111, 0",
    "0x211111, 0",
    "0x221111, 0",
    "0x221111, 3",
    "0x411111, 1",
  })
  void chromaOfAnySamplingIsTheSame(String sampling, int restartInterval) throws Exception {
    OpenCv.load();
    try (Mat image = noise(67, 131)) {
      byte[] jpeg =
          encode(
              ".jpg",
              image,
              opencv_imgcodecs.IMWRITE_JPEG_SAMPLING_FACTOR,
              Integer.decode(sampling),
              opencv_imgcodecs.IMWRITE_JPEG_RST_INTERVAL,
              restartInterval);
      assertThat(Rows.equalWhole(jpeg), is(true));
    }
  }

  @Test
  void aProgressiveJpegIsDecodedWhole() throws Exception {
    OpenCv.load();
    try (Mat image = noise(67, 131)) {
      byte[] jpeg = encode(".jpg", image, opencv_imgcodecs.IMWRITE_JPEG_PROGRESSIVE, 1);
      assertThat(Rows.equalWhole(jpeg), is(false));
    }
  }

  @ParameterizedTest(name = "1/{0}")
  @CsvSource({"1", "2", "3", "10", "67", "500"})
  void aReducedImageHasTheMeansOfItsSquares(int denominator) throws Exception {
    OpenCv.load();
    try (Mat image = noise(67, 131);
        Mat reduced =
            ReducedRows.decode(
                (from, to) -> image.rowRange(from, to),
                FormatReaders.header(encode(".png", image)),
                denominator,
                20)) {
      assertThat(reduced.cols(), is((67 + denominator - 1) / denominator));
      assertThat(reduced.rows(), is((131 + denominator - 1) / denominator));
      for (int i = 0; i < 3; i++) {
        double sum = 0;
        for (int y = 0; y < denominator; y++) {
          for (int x = 0; x < denominator; x++) {
            sum += image.ptr(Math.min(y, 130), Math.min(x, 66)).get(i) & 0xFF;
          }
        }
        double mean = sum / denominator / denominator;
        double difference = Math.abs((reduced.ptr(0, 0).get(i) & 0xFF) - mean);
        assertThat(difference <= 0.5 + 1e-3, is(true));
      }
    }
  }

  static Mat noise(int widthPx, int heightPx) {
    Mat image = new Mat(heightPx, widthPx, opencv_core.CV_8UC3);
    byte[] samples = new byte[3 * widthPx * heightPx];
    new Random(widthPx).nextBytes(samples);
    image.data().put(samples);
    return image;
  }

  static byte[] encode(String extension, Mat image, int... parameters) {
    try (BytePointer encoded = new BytePointer();
        IntPointer options = new IntPointer(parameters)) {
      opencv_imgcodecs.imencode(extension, image, encoded, options);
      byte[] content = new byte[(int) encoded.limit()];
      encoded.get(content);
      return content;
    }
  }
}
