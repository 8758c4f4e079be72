// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.image.verify.jpeg;

import static io.github.maskbeam.testing.TestImages.busy;
import static io.github.maskbeam.testing.TestImages.join;
import static io.github.maskbeam.testing.TestImages.openCv;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_JPEG_PROGRESSIVE;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_JPEG_RST_INTERVAL;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.oneOf;

import io.github.maskbeam.image.ImageException;
import io.github.maskbeam.schemas.FailureCode;
import io.github.maskbeam.testing.Decoding;
import io.github.maskbeam.testing.TestImages;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What may follow the image data of a JPEG, and that nothing of it hides missing image data. */
class JpegEndTest {
  private static final byte[] END = {(byte) 0xFF, (byte) 0xD9};

  static Stream<Arguments> files() {
    BufferedImage gray = new BufferedImage(120, 88, BufferedImage.TYPE_BYTE_GRAY);
    gray.createGraphics().drawImage(busy(120, 88), 0, 0, null);
    return Stream.of(
        Arguments.of("baseline", openCv(busy(120, 88), ".jpg")),
        Arguments.of("progressive", openCv(busy(120, 88), ".jpg", IMWRITE_JPEG_PROGRESSIVE, 1)),
        Arguments.of("restarts", openCv(busy(120, 88), ".jpg", IMWRITE_JPEG_RST_INTERVAL, 5)),
        Arguments.of("gray", TestImages.imageIo(gray, "jpeg")));
  }

  /** Bytes that cameras, phones and transfers leave after image data. */
  private static byte[][] trailers() {
    byte[] pattern = new byte[500];
    for (int i = 0; i < pattern.length; i++) {
      pattern[i] = (byte) (i % 2 == 0 ? 0x12 : 0x34);
    }
    byte[] video =
        "\0\0\0\u0018ftypmp42\0\0\0\0mp42isom".repeat(40).getBytes(StandardCharsets.US_ASCII);
    byte[] unknownMarkers = {1, 2, 3, 4, 5, 6, 7, 8, (byte) 0xFF, 0x12, 9, (byte) 0xFF, 0x34, 10};
    byte[] spaces = new byte[700];
    Arrays.fill(spaces, (byte) ' ');
    return new byte[][] {pattern, video, unknownMarkers, spaces};
  }

  private static byte[] withoutEnd(byte[] file) {
    return Arrays.copyOf(file, file.length - END.length);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("files")
  void acceptsOtherBytesAfterTheImageData(String name, byte[] file) throws ImageException {
    int[] expected = Decoding.rgb(file);
    for (byte[] trailer : trailers()) {
      byte[] unended = join(withoutEnd(file), trailer);
      assertThat(Decoding.rgb(unended), is(expected));
      assertThat(Decoding.rgb(join(unended, END)), is(expected));
      assertThat(Decoding.rgb(join(unended, END, trailer)), is(expected));
    }
    assertThat(Decoding.rgb(withoutEnd(file)), is(expected));
  }

  /** libjpeg writes about bytes that it skips and values that it corrects to stderr, past Java. */
  @Test
  void theDecoderWritesNothing() throws IOException, InterruptedException {
    Process jvm =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                DecodeAll.class.getName())
            .redirectErrorStream(true)
            .start();
    String written = new String(jvm.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(written, jvm.waitFor(), is(0));
    assertThat(written, is(""));
  }

  /** A process that decodes all files with all trailers, and those of JpegPartsTest. */
  static final class DecodeAll {
    private DecodeAll() {}

    public static void main(String[] none) throws ImageException {
      byte[][] trailers = Arrays.copyOf(trailers(), trailers().length + 1);
      trailers[trailers.length - 1] = new byte[] {0, 0, 1};
      for (Object[] file : files().map(Arguments::get).toArray(Object[][]::new)) {
        for (byte[] trailer : trailers) {
          byte[] unended = join(withoutEnd((byte[]) file[1]), trailer);
          Decoding.rgb(unended);
          Decoding.rgb(join(unended, END));
        }
      }
      for (List<byte[]> variants : JpegPartsTest.files()) {
        for (byte[] variant : variants) {
          Decoding.rgb(variant);
        }
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("files")
  void rejectsMissingImageDataBeforeOtherBytes(String name, byte[] file) {
    for (byte[] trailer : trailers()) {
      int cuts = 0;
      int accepted = 0;
      for (int length = file.length / 2; length < file.length - END.length; length += 7) {
        byte[] cut = join(Arrays.copyOf(file, length), trailer);
        for (byte[] damaged : new byte[][] {cut, join(cut, END)}) {
          cuts++;
          accepted += Character.isDigit(Decoding.outcome(damaged).charAt(0)) ? 1 : 0;
        }
      }
      // Some bytes are valid codes of the right number of blocks by chance.
      assertThat(name + ": accepted of " + cuts, accepted, is(lessThan(cuts / 50)));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("files")
  void rejectsImageDataBeyondTheDeclaredHeight(String name, byte[] file) {
    int frame = 0;
    while ((file[frame] & 0xFF) != 0xFF
        || (file[frame + 1] & 0xFF) < 0xC0
        || (file[frame + 1] & 0xFF) > 0xC2) {
      frame++;
    }
    byte[] lower = file.clone();
    lower[frame + 6] = 64;
    assertThat(Decoding.failure(lower), is(oneOf(FailureCode.CORRUPT, FailureCode.TRUNCATED)));
  }
}
