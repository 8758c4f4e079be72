// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.image.verify;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.github.maskbeam.image.exif.TiffDirectory;
import io.github.maskbeam.testing.Decoding;
import io.github.maskbeam.testing.TestImages;
import io.github.maskbeam.testing.TiffBuilder;
import java.awt.image.BufferedImage;
import java.nio.ByteOrder;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** JPEG data of a TIFF: subsampled colors are decoded, or named as unsupported. */
class TiffJpegTest {
  private static final int YCBCR_SUBSAMPLING = 530;

  /** From the marker of the frame header to the sampling factors of its first component. */
  private static final int SAMPLING_OFFSET = 11;

  /**
   * Sampling factors are four per component, as in the frame header: 0x221111 halves both sides.
   */
  @ParameterizedTest(name = "photometric {0}, sampling {1}")
  @CsvSource({
    "1, 0x111111, 48x32",
    "2, 0x111111, 48x32",
    "6, 0x111111, 48x32",
    "6, 0x211111, 48x32",
    "6, 0x221111, 48x32",
    "1, 0x211111, UNSUPPORTED_FORMAT",
    "1, 0x221111, UNSUPPORTED_FORMAT",
    "1, 0x411111, UNSUPPORTED_FORMAT",
    "2, 0x221111, UNSUPPORTED_FORMAT",
    "2, 0x211111, UNSUPPORTED_FORMAT",
  })
  void color(int photometric, String sampling, String outcome) {
    int factors = Integer.decode(sampling);
    byte[] jpeg =
        TestImages.openCv(
            TestImages.busy(48, 32),
            ".jpg",
            opencv_imgcodecs.IMWRITE_JPEG_SAMPLING_FACTOR,
            factors);
    TiffBuilder tiff = new TiffBuilder(ByteOrder.LITTLE_ENDIAN);
    tiff.field(TiffDirectory.PHOTOMETRIC, photometric);
    if (photometric == 6) {
      tiff.field(YCBCR_SUBSAMPLING, factors >> 20, factors >> 16 & 15);
    }
    assertThat(Decoding.outcome(tiff.jpegPage(48, 32, 3, jpeg).build()), is(outcome));
  }

  /** The factors of the only component have no effect, but libtiff refuses them. */
  @ParameterizedTest
  @CsvSource({"0, 0x11, 48x32", "1, 0x11, 48x32", "1, 0x22, UNSUPPORTED_FORMAT"})
  void gray(int photometric, String sampling, String outcome) {
    BufferedImage gray = new BufferedImage(48, 32, BufferedImage.TYPE_BYTE_GRAY);
    gray.createGraphics().drawImage(TestImages.busy(48, 32), 0, 0, null);
    byte[] jpeg = TestImages.imageIo(gray, "jpg");
    jpeg[startOfFrame(jpeg) + SAMPLING_OFFSET] = Integer.decode(sampling).byteValue();
    TiffBuilder tiff = new TiffBuilder(ByteOrder.BIG_ENDIAN);
    tiff.field(TiffDirectory.PHOTOMETRIC, photometric);
    assertThat(Decoding.outcome(tiff.jpegPage(48, 32, 1, jpeg).build()), is(outcome));
  }

  private static int startOfFrame(byte[] jpeg) {
    for (int i = 0; ; i++) {
      if (jpeg[i] == (byte) 0xFF && jpeg[i + 1] == (byte) 0xC0) {
        return i;
      }
    }
  }
}
