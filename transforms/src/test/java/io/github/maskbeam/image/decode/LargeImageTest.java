// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.image.decode;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.maskbeam.image.ImageException;
import io.github.maskbeam.image.ImageHeader;
import io.github.maskbeam.image.memory.ImageFile;
import io.github.maskbeam.image.memory.ImageMemory;
import io.github.maskbeam.image.verify.FormatReaders;
import io.github.maskbeam.natives.OpenCv;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Images that are too large to be decoded whole are decoded in strips, in little memory. */
class LargeImageTest {
  private static final int WIDTH_PX = 8200;
  private static final int HEIGHT_PX = 8200;
  private static final ImageDecoder DECODER = ImageDecoder.withMaxPixels(100_000_000);
  private static final DecodeNeed ROWS = DecodeNeed.cover(300, 300).withFullRows(257);

  private static byte[] jpeg;
  private static byte[] tiff;

  @BeforeAll
  static void encode() {
    OpenCv.load();
    try (Mat small = RowsTest.noise(82, 82);
        Mat image = new Mat();
        Size size = new Size(WIDTH_PX, HEIGHT_PX)) {
      opencv_imgproc.resize(small, image, size, 0, 0, opencv_imgproc.INTER_LINEAR);
      jpeg = RowsTest.encode(".jpg", image);
      tiff = RowsTest.encode(".tif", image, opencv_imgcodecs.IMWRITE_TIFF_ROWSPERSTRIP, 16);
    }
  }

  private static byte[] content(String format) {
    return format.equals("JPEG") ? jpeg : tiff;
  }

  private static ImageFile file(byte[] content) throws Exception {
    return ImageFile.read(
        new ByteArrayInputStream(content),
        OptionalLong.of(content.length),
        Long.MAX_VALUE,
        ImageMemory.uncounted());
  }

  @ParameterizedTest
  @CsvSource({"JPEG", "TIFF"})
  void rowsAreThoseOfTheWholeImage(String format) throws Exception {
    byte[] content = content(format);
    ImageHeader header = FormatReaders.header(content);
    long nativeBytesBefore = ImageMemory.nativeBytesInUse();
    // Less than half of the whole image.
    ImageMemory memory = ImageMemory.of(4L << 30, format.equals("JPEG") ? 140L << 20 : 300L << 20);
    try (Mat whole =
            opencv_imgcodecs.imdecode(new Mat(content), opencv_imgcodecs.IMREAD_COLOR_RGB);
        TimedDecoder decoder = TimedDecoder.of(DECODER, Duration.ofMinutes(1), memory);
        DecodedImage image = decoder.decode(file(content), header, ROWS)) {
      assertThat("reduced", image.rgb().cols(), lessThan(1100));
      for (int from : new int[] {0, 100, 7943, 4000, 257}) {
        try (Mat rows = image.rows(from, from + 257);
            Mat expected = whole.rowRange(from, from + 257)) {
          assertThat(opencv_core.norm(expected, rows, opencv_core.NORM_INF, null), is(0.0));
        }
      }
    }
    assertThat(ImageMemory.nativeBytesInUse(), is(nativeBytesBefore));
  }

  @Test
  void anImageThatHasToBeDecodedWholeIsRefusedWithTheFigure() throws Exception {
    ImageMemory memory = ImageMemory.of(4L << 30, 140L << 20);
    DecodeNeed whole = DecodeNeed.cover(WIDTH_PX, HEIGHT_PX);
    try (TimedDecoder decoder = TimedDecoder.of(DECODER, Duration.ofMinutes(1), memory)) {
      ImageHeader header = FormatReaders.header(jpeg);
      ImageException e =
          assertThrows(ImageException.class, () -> decoder.decode(file(jpeg), header, whole));
      assertThat(e.getMessage(), containsString("MiB of native memory, but the limit is 140"));
    }
  }

  @Test
  void aStripThatTakesTooLongFailsAndGivesItsMemoryBack() throws Exception {
    ImageMemory memory = ImageMemory.of(4L << 30, 140L << 20);
    ImageHeader header = FormatReaders.header(jpeg);
    long heapBytesBefore = ImageMemory.heapBytesInUse();
    DecodeMemory held =
        new DecodeMemory(
            file(jpeg), memory.acquireForImage(DECODER.estimateMemory(jpeg, header, ROWS)));
    held.retain();
    CountDownLatch end = new CountDownLatch(1);
    DecodeTask<Mat> strip =
        new DecodeTask<>(
            held,
            () -> {
              try {
                end.await();
              } catch (InterruptedException e) {
                throw new AssertionError(e);
              }
              return new Mat(1, 1, opencv_core.CV_8UC3);
            });
    Thread thread = new Thread(() -> run(strip));
    thread.start();
    while (thread.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    assertThat(strip.abandon(), is(true));
    held.release();
    assertThat(
        "the thread still uses it", ImageMemory.heapBytesInUse() > heapBytesBefore, is(true));
    end.countDown();
    thread.join();
    assertThat(ImageMemory.heapBytesInUse(), is(heapBytesBefore));
  }

  private static void run(DecodeTask<Mat> task) {
    try {
      task.call();
    } catch (ImageException e) {
      throw new AssertionError(e);
    }
  }
}
