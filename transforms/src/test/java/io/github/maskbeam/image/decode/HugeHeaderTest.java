// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.image.decode;

import static io.github.maskbeam.testing.TestImages.busy;
import static io.github.maskbeam.testing.TestImages.imageIo;
import static io.github.maskbeam.testing.TestImages.openCv;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.maskbeam.image.ImageException;
import io.github.maskbeam.image.ImageFormat;
import io.github.maskbeam.image.ImageHeader;
import io.github.maskbeam.image.exif.TiffDirectory;
import io.github.maskbeam.image.memory.MemoryEstimate;
import io.github.maskbeam.image.verify.FormatReaders;
import io.github.maskbeam.schemas.FailureCode;
import io.github.maskbeam.testing.Memory;
import io.github.maskbeam.testing.TestImages;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A header that declares a huge size does not cause large allocations. */
class HugeHeaderTest {
  private static final short SIDE_PX = (short) 65535;
  private static final long MEBIBYTE = 1 << 20;

  static Stream<Arguments> files() {
    BufferedImage image = busy(40, 30);
    BufferedImage palette = new BufferedImage(40, 30, BufferedImage.TYPE_BYTE_INDEXED);
    byte[] jpeg = imageIo(image, "jpeg");
    ByteBuffer.wrap(jpeg).putShort(frame(jpeg) + 5, SIDE_PX).putShort(frame(jpeg) + 7, SIDE_PX);
    byte[] png = imageIo(image, "png");
    byte[] header = Arrays.copyOfRange(png, 16, 29);
    ByteBuffer.wrap(header).putInt(0xFFFF).putInt(0xFFFF);
    System.arraycopy(TestImages.pngChunk("IHDR", header), 0, png, 8, 25);
    byte[] gif = imageIo(palette, "gif");
    ByteBuffer.wrap(gif).putShort(6, SIDE_PX).putShort(8, SIDE_PX);
    byte[] bmp = imageIo(image, "bmp");
    little(bmp).putInt(18, 0xFFFF).putInt(22, 0xFFFF);
    byte[] tiff = TestImages.tiffWithOrientation(image, 1);
    int directory = ByteBuffer.wrap(tiff).getInt(4) + 2;
    ByteBuffer.wrap(tiff).putInt(directory + 8, 0xFFFF).putInt(directory + 20, 0xFFFF);
    // Lossy WebP has 14 bits per side; the extended header has 24.
    byte[] webp = openCv(image, ".webp");
    byte[] extended = new byte[18];
    little(extended).put("VP8X".getBytes(java.nio.charset.StandardCharsets.US_ASCII)).putInt(10);
    Arrays.fill(extended, 12, 14, (byte) 0xFF);
    Arrays.fill(extended, 15, 17, (byte) 0xFF);
    byte[] large = TestImages.insert(webp, 12, extended);
    little(large).putInt(4, large.length - 8);
    return Stream.of(
        Arguments.of(ImageFormat.JPEG, jpeg),
        Arguments.of(ImageFormat.PNG, png),
        Arguments.of(ImageFormat.GIF, gif),
        Arguments.of(ImageFormat.BMP, bmp),
        Arguments.of(ImageFormat.TIFF, tiff),
        Arguments.of(ImageFormat.WEBP, large));
  }

  private static ByteBuffer little(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static int frame(byte[] jpeg) {
    int at = 0;
    while ((jpeg[at] & 0xFF) != 0xFF || (jpeg[at + 1] & 0xFF) != 0xC0) {
      at++;
    }
    return at;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("files")
  void rejectsAHugeImageWithoutLargeAllocations(ImageFormat format, byte[] file)
      throws ImageException {
    ImageDecoder unlimited = ImageDecoder.withMaxPixels(Long.MAX_VALUE);
    FormatReaders.header(file);
    long heapBefore = Memory.allocatedBytes();
    long before = Memory.physicalBytes();
    ImageHeader header = FormatReaders.header(file);
    assertThat(header.format(), is(format));
    assertThat(header.pixels(), greaterThan(4_000_000_000L));
    ImageException rejection =
        assertThrows(ImageException.class, () -> unlimited.decode(file, header, 1, 1));
    assertThat(rejection.code(), is(FailureCode.TOO_LARGE));
    assertThat(Memory.allocatedBytes() - heapBefore, lessThan(MEBIBYTE));
    assertThat(Memory.physicalBytes() - before, lessThan(64 * MEBIBYTE));
  }

  @Test
  void estimatesTheMemoryOfASmallTiffByItsTileSize() throws ImageException {
    byte[] tiff = TestImages.tiffWithOrientation(busy(8, 8), 1);
    int directory = ByteBuffer.wrap(tiff).getInt(4) + 2;
    // Turns two other fields into a tile size of 4096 x 4096.
    for (int at = directory; at < tiff.length - 12; at += 12) {
      int tag = ByteBuffer.wrap(tiff).getShort(at);
      if (tag == TiffDirectory.ORIENTATION) {
        ByteBuffer.wrap(tiff).putShort(at, (short) TiffDirectory.TILE_WIDTH).putInt(at + 8, 4096);
      } else if (tag == TiffDirectory.ROWS_PER_STRIP) {
        ByteBuffer.wrap(tiff).putShort(at, (short) TiffDirectory.TILE_HEIGHT).putInt(at + 8, 4096);
      }
    }
    MemoryEstimate estimate =
        ImageDecoder.withMaxPixels(100)
            .estimateMemory(tiff, FormatReaders.header(tiff), DecodeNeed.cover(1, 1));
    assertThat(estimate.nativeBytes(), greaterThan(4096L * 4096 * 6));
  }
}
