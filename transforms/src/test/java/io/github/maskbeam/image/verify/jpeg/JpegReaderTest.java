// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.image.verify.jpeg;

import static io.github.maskbeam.testing.TestImages.busy;
import static io.github.maskbeam.testing.TestImages.imageIo;
import static io.github.maskbeam.testing.TestImages.insert;
import static io.github.maskbeam.testing.TestImages.join;
import static io.github.maskbeam.testing.TestImages.openCv;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_JPEG_PROGRESSIVE;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_JPEG_QUALITY;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_JPEG_RST_INTERVAL;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_JPEG_SAMPLING_FACTOR;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import io.github.maskbeam.image.ImageException;
import io.github.maskbeam.schemas.FailureCode;
import io.github.maskbeam.testing.Decoding;
import java.util.Arrays;
import java.util.Random;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JpegReaderTest {
  private static final int RST = 0xD0;
  private static final int SOF = 0xC0;
  private static final int DHT = 0xC4;
  private static final int SOS = 0xDA;

  private static int indexOfMarker(byte[] jpeg, int marker) {
    int at = indexOf(jpeg, marker);
    assertThat("position of a marker", at, greaterThan(0));
    return at;
  }

  private static int indexOf(byte[] jpeg, int marker) {
    for (int at = 0; at < jpeg.length - 1; at++) {
      if ((jpeg[at] & 0xFF) == 0xFF && (jpeg[at + 1] & 0xFF) == marker) {
        return at;
      }
    }
    return -1;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 30, 75, 95, 100})
  void acceptsAnyQualitySamplingAndCoding(int quality) {
    int[] samplings = {
      opencv_imgcodecs.IMWRITE_JPEG_SAMPLING_FACTOR_411,
      opencv_imgcodecs.IMWRITE_JPEG_SAMPLING_FACTOR_420,
      opencv_imgcodecs.IMWRITE_JPEG_SAMPLING_FACTOR_422,
      opencv_imgcodecs.IMWRITE_JPEG_SAMPLING_FACTOR_440,
      opencv_imgcodecs.IMWRITE_JPEG_SAMPLING_FACTOR_444
    };
    for (int sampling : samplings) {
      for (int variant = 0; variant < 4; variant++) {
        byte[] file =
            openCv(
                busy(131, 77),
                ".jpg",
                IMWRITE_JPEG_QUALITY,
                quality,
                IMWRITE_JPEG_SAMPLING_FACTOR,
                sampling,
                IMWRITE_JPEG_PROGRESSIVE,
                variant & 1,
                IMWRITE_JPEG_RST_INTERVAL,
                variant / 2 * 3);
        assertThat(Decoding.outcome(file), is("131x77"));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 0", "0, 4"})
  void detectsMostDamageInTheImageData(int progressive, int restartInterval) {
    byte[] file =
        openCv(
            busy(640, 480),
            ".jpg",
            IMWRITE_JPEG_PROGRESSIVE,
            progressive,
            IMWRITE_JPEG_RST_INTERVAL,
            restartInterval);
    int data = indexOfMarker(file, SOS) + 14;
    Random random = new Random(7);
    int detected = 0;
    for (int i = 0; i < 100; i++) {
      byte[] damaged = file.clone();
      int at = data + random.nextInt(file.length - data - 300);
      for (int j = at; j < at + 256; j++) {
        damaged[j] = (byte) random.nextInt(256);
      }
      detected += Character.isLetter(Decoding.outcome(damaged).charAt(0)) ? 1 : 0;
    }
    assertThat("detected of 100", detected, greaterThan(90));
  }

  @Test
  void rejectsAMissingRestartInterval() {
    byte[] file = openCv(busy(120, 88), ".jpg", IMWRITE_JPEG_RST_INTERVAL, 5);
    int from = indexOfMarker(file, RST);
    int to = indexOfMarker(file, RST + 1);
    byte[] cut = join(Arrays.copyOf(file, from), Arrays.copyOfRange(file, to, file.length));
    assertThat(Decoding.failure(cut), is(FailureCode.CORRUPT));
  }

  @Test
  void ignoresExtraBytesBetweenSegmentsAndBeforeTheEndMarker() {
    byte[] file = imageIo(busy(120, 88), "jpeg");
    byte[] extra = {1, 2, 3};
    assertThat(Decoding.outcome(insert(file, indexOfMarker(file, SOF), extra)), is("120x88"));
    assertThat(Decoding.outcome(insert(file, file.length - 2, extra)), is("120x88"));
    assertThat(Decoding.outcome(insert(file, file.length - 2, new byte[4000])), is("120x88"));
  }

  @Test
  void rejectsTooMuchImageData() {
    byte[] file = imageIo(busy(120, 88), "jpeg");
    byte[] extra = new byte[64];
    Arrays.fill(extra, (byte) 0x55);
    assertThat(Decoding.failure(insert(file, file.length - 2, extra)), is(FailureCode.CORRUPT));
  }

  @Test
  void usesTheStandardTablesForMotionJpegWithoutTables() {
    byte[] file = imageIo(busy(120, 88), "jpeg");
    byte[] without = file;
    for (int at = indexOf(file, DHT); at >= 0; at = indexOf(without, DHT)) {
      int length = (without[at + 2] & 0xFF) << 8 | (without[at + 3] & 0xFF);
      without =
          join(
              Arrays.copyOf(without, at),
              Arrays.copyOfRange(without, at + 2 + length, without.length));
    }
    assertThat(without.length, lessThan(file.length - 400));
    assertThat(Decoding.outcome(without), is("120x88"));
  }

  @ParameterizedTest
  @CsvSource({"C3, lossless", "C5, hierarchical", "C9, arithmetic", "CA, arithmetic"})
  void namesAnUnsupportedCoding(String marker, String name) {
    byte[] file = imageIo(busy(16, 16), "jpeg");
    file[indexOfMarker(file, SOF) + 1] = (byte) Integer.parseInt(marker, 16);
    ImageException failure = Decoding.exception(file);
    assertThat(failure.code(), is(FailureCode.UNSUPPORTED_FORMAT));
    assertThat(failure.getMessage(), containsString(name));
  }

  @Test
  void rejectsTwelveBitsPerSample() {
    byte[] file = imageIo(busy(16, 16), "jpeg");
    file[indexOfMarker(file, SOF) + 4] = 12;
    assertThat(Decoding.failure(file), is(FailureCode.UNSUPPORTED_FORMAT));
  }

  @Test
  void rejectsAProgressionWithoutItsLastScan() {
    byte[] file = openCv(busy(120, 88), ".jpg", IMWRITE_JPEG_PROGRESSIVE, 1);
    int lastScan = file.length;
    do {
      lastScan--;
    } while ((file[lastScan] & 0xFF) != 0xFF || (file[lastScan + 1] & 0xFF) != SOS);
    byte[] stopped = join(Arrays.copyOf(file, lastScan), new byte[] {(byte) 0xFF, (byte) 0xD9});
    assertThat(Decoding.failure(stopped), is(FailureCode.TRUNCATED));
  }

  @Test
  void rejectsARepeatedScan() {
    byte[] file = openCv(busy(120, 88), ".jpg", IMWRITE_JPEG_PROGRESSIVE, 1);
    int scan = indexOfMarker(file, SOS);
    int next = scan + 14;
    while ((file[next] & 0xFF) != 0xFF || file[next + 1] == 0) {
      next++;
    }
    byte[] twice = insert(file, scan, Arrays.copyOfRange(file, scan, next));
    assertThat(Decoding.failure(twice), is(FailureCode.CORRUPT));
  }
}
