// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.image.verify;

import static io.github.maskbeam.testing.TestImages.busy;
import static io.github.maskbeam.testing.TestImages.imageIo;
import static io.github.maskbeam.testing.TestImages.join;
import static io.github.maskbeam.testing.TestImages.openCv;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.github.maskbeam.image.ImageException;
import io.github.maskbeam.image.decode.DecodedImage;
import io.github.maskbeam.image.exif.TiffDirectory;
import io.github.maskbeam.schemas.FailureCode;
import io.github.maskbeam.testing.Decoding;
import io.github.maskbeam.testing.TestImages;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Which GIF, WebP, BMP and TIFF containers are accepted and which are rejected. */
class ContainerTest {
  private static final int GIF_FLAGS_AT = 10;
  private static final int GIF_BACKGROUND_AT = 11;
  private static final int BMP_HEIGHT_AT = 22;

  private static byte[] gif() {
    BufferedImage palette = new BufferedImage(40, 30, BufferedImage.TYPE_BYTE_INDEXED);
    palette.createGraphics().drawImage(busy(40, 30), 0, 0, null);
    return imageIo(palette, "gif");
  }

  private static int firstFrameOfGif(byte[] gif) {
    int at = 13 + (3 << ((gif[GIF_FLAGS_AT] & 7) + 1));
    while (gif[at] == 0x21) {
      at += 2;
      while (gif[at] != 0) {
        at += 1 + (gif[at] & 0xFF);
      }
      at++;
    }
    return at;
  }

  @Test
  void acceptsIncompleteLaterFramesOfAGifThatEndWithinTheFile() {
    byte[] gif = gif();
    int frame = firstFrameOfGif(gif);
    byte[] frames =
        join(Arrays.copyOf(gif, gif.length - 1), Arrays.copyOfRange(gif, frame, gif.length));
    assertThat(Decoding.outcome(frames), is("40x30"));
    assertThat(
        Decoding.failure(Arrays.copyOf(frames, frames.length - 9)), is(FailureCode.TRUNCATED));
  }

  @Test
  void rejectsAGifFrameThatExceedsTheScreen() {
    byte[] gif = gif();
    gif[firstFrameOfGif(gif) + 1] = 1;
    assertThat(Decoding.failure(gif), is(FailureCode.CORRUPT));
  }

  @Test
  void acceptsAGifBackgroundOutsideTheColorTable() {
    BufferedImage bits = new BufferedImage(40, 30, BufferedImage.TYPE_BYTE_BINARY);
    byte[] gif = imageIo(bits, "gif");
    gif[GIF_BACKGROUND_AT] = (byte) 200;
    assertThat(Decoding.outcome(gif), is("40x30"));
  }

  @Test
  void rejectsAWebpChunkThatExceedsItsContainer() {
    byte[] webp = openCv(busy(40, 30), ".webp");
    webp[18]++;
    assertThat(Decoding.failure(webp), is(FailureCode.CORRUPT));
  }

  @Test
  void decodesABmpWithTheTopRowFirst() throws ImageException {
    BufferedImage quarters = TestImages.quarters(BufferedImage.TYPE_3BYTE_BGR, 1);
    byte[] bmp = imageIo(quarters, "bmp");
    ByteBuffer.wrap(bmp).order(ByteOrder.LITTLE_ENDIAN).putInt(BMP_HEIGHT_AT, -32);
    try (DecodedImage image = Decoding.decode(bmp)) {
      assertThat(Decoding.size(image), is("48x32"));
      assertThat(Decoding.pixel(image, 0, 0), is(TestImages.BOTTOM_LEFT));
      assertThat(Decoding.pixel(image, 47, 31), is(TestImages.TOP_RIGHT));
    }
  }

  @Test
  void rejectsUnsupportedMasksOfABmp() {
    byte[] bmp = imageIo(new BufferedImage(8, 8, BufferedImage.TYPE_USHORT_565_RGB), "bmp");
    assertThat(Decoding.outcome(bmp), is("8x8"));
    ByteBuffer.wrap(bmp).order(ByteOrder.LITTLE_ENDIAN).putInt(54, 0xF00);
    assertThat(Decoding.failure(bmp), is(FailureCode.UNSUPPORTED_FORMAT));
  }

  @Test
  void rejectsFloatingPointSamplesOfATiff() {
    byte[] tiff = TestImages.tiffWithOrientation(busy(8, 8), 1);
    // Turns the orientation field into a sample format field.
    int field = indexOf(tiff, TiffDirectory.ORIENTATION);
    ByteBuffer.wrap(tiff).putShort(field, (short) TiffDirectory.SAMPLE_FORMAT).putInt(field + 8, 3);
    assertThat(Decoding.failure(tiff), is(FailureCode.UNSUPPORTED_FORMAT));
  }

  @Test
  void rejectsATiffWithATooShortStrip() {
    byte[] tiff = TestImages.tiffWithOrientation(busy(8, 8), 1);
    ByteBuffer.wrap(tiff).putInt(indexOf(tiff, TiffDirectory.STRIP_BYTE_COUNTS) + 8, 191);
    assertThat(Decoding.failure(tiff), is(FailureCode.CORRUPT));
  }

  @Test
  void rejectsChangedDeflateDataOfATiff() {
    byte[] tiff = imageIo(busy(64, 64), "tiff", "Deflate");
    int accepted = 0;
    for (int at = 300; at < tiff.length - 300; at += 97) {
      byte[] changed = tiff.clone();
      changed[at] ^= 0x55;
      accepted += Character.isLetter(Decoding.outcome(changed).charAt(0)) ? 0 : 1;
    }
    assertThat("accepted changes", accepted, is(0));
  }

  private static int indexOf(byte[] tiff, int tag) {
    int at = ByteBuffer.wrap(tiff).getInt(4) + 2;
    while (ByteBuffer.wrap(tiff).getShort(at) != tag) {
      at += 12;
    }
    return at;
  }

  @Test
  void keepsTheOpaqueColorsOfATransparentGif() throws ImageException {
    BufferedImage clear = new BufferedImage(8, 8, BufferedImage.TYPE_4BYTE_ABGR);
    clear.setRGB(3, 3, Color.RED.getRGB());
    try (DecodedImage image = Decoding.decode(imageIo(clear, "gif"))) {
      assertThat(Decoding.pixel(image, 3, 3), is(Color.RED));
    }
  }
}
