// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.mask;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.maskbeam.schemas.Palette;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.DataBufferUShort;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Random;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reads our PNGs with somebody else's reader: the JDK's ImageIO. */
class MaskPngTest {
  private static final String DESCRIPTION = "{\"image_uri\":\"s3://bucket/größe 水.jpg\"}";

  @ParameterizedTest(name = "{0} x {1}")
  @CsvSource({"1, 1", "1, 500", "500, 1", "640, 480", "3001, 2003"})
  void imageIoReadsTheSameClassIds(int widthPx, int heightPx) throws IOException {
    byte[] ids = new byte[widthPx * heightPx];
    new Random(1).nextBytes(ids);
    BufferedImage image = read(Mask.of(widthPx, heightPx, ids)).image;
    assertThat(image.getWidth(), is(widthPx));
    assertThat(image.getHeight(), is(heightPx));
    assertThat(((DataBufferByte) image.getRaster().getDataBuffer()).getData(), is(ids));
  }

  @ParameterizedTest(name = "{0} x {1}")
  @CsvSource({"1, 1", "1, 500", "500, 1", "640, 480", "3001, 203"})
  void imageIoReadsTheSameClassIdsOf16Bits(int widthPx, int heightPx) throws IOException {
    byte[] ids = new byte[2 * widthPx * heightPx];
    new Random(1).nextBytes(ids);
    BufferedImage image = read(Mask.of(widthPx, heightPx, 16, ids)).image;
    assertThat(image.getType(), is(BufferedImage.TYPE_USHORT_GRAY));
    short[] expected = new short[widthPx * heightPx];
    ByteBuffer.wrap(ids).asShortBuffer().get(expected);
    assertThat(((DataBufferUShort) image.getRaster().getDataBuffer()).getData(), is(expected));
  }

  @Test
  void confidenceMasksAreGrayWithTheSameDescription() throws Exception {
    ConfidenceMask mask = new ConfidenceMask(256, 3);
    for (int pixel = 0; pixel < 3 * 256; pixel++) {
      mask.set(pixel, pixel % 256 / 255.0);
    }
    byte[] file;
    try (MaskPng encoder = new MaskPng()) {
      file = encoder.encode(mask, DESCRIPTION);
    }
    Png png = read(file);
    assertThat(png.image.getType(), is(BufferedImage.TYPE_BYTE_GRAY));
    for (int x = 0; x < 256; x++) {
      assertThat(png.image.getRaster().getSample(x, 2, 0), is(x));
    }
    ConfidenceMask noise = new ConfidenceMask(3001, 203);
    new Random(1).nextBytes(noise.values());
    try (MaskPng encoder = new MaskPng()) {
      byte[] read =
          ((DataBufferByte)
                  read(encoder.encode(noise, DESCRIPTION)).image.getRaster().getDataBuffer())
              .getData();
      assertThat(read, is(noise.values()));
    }
    assertThat(MaskText.read(new ByteArrayInputStream(file)).orElseThrow(), is(DESCRIPTION));
  }

  @Test
  void colorsAreThePalette() throws IOException {
    BufferedImage image = read(Mask.of(1, 1, new byte[] {15})).image;
    assertThat(image.getColorModel(), instanceOf(IndexColorModel.class));
    assertThat(image.getRGB(0, 0) & 0xffffff, is(Palette.rgb(15)));
  }

  @Test
  void carriesItsDescription() throws IOException {
    IIOMetadataNode text =
        (IIOMetadataNode)
            read(Mask.of(1, 1, new byte[1])).text.getElementsByTagName("iTXtEntry").item(0);
    assertThat(text.getAttribute("keyword"), is("maskbeam"));
    assertThat(text.getAttribute("text"), is(DESCRIPTION));
  }

  @Test
  void oneEncoderServesManyMasksAndAUniformOneIsSmall() throws IOException {
    try (MaskPng encoder = new MaskPng()) {
      byte[] first = encoder.encode(Mask.of(1920, 1080, new byte[1920 * 1080]), DESCRIPTION);
      byte[] again = encoder.encode(Mask.of(1920, 1080, new byte[1920 * 1080]), DESCRIPTION);
      assertThat(again, is(first));
      assertThat(first.length, lessThan(20_000));
    }
  }

  /** Its compressor holds native memory, which nothing else gives back. */
  @Test
  void aClosedEncoderHasNoCompressor() {
    MaskPng encoder = new MaskPng();
    encoder.close();
    Mask mask = Mask.of(1, 1, new byte[1]);
    assertThrows(NullPointerException.class, () -> encoder.encode(mask, DESCRIPTION));
  }

  private static Png read(Mask mask) throws IOException {
    try (MaskPng encoder = new MaskPng()) {
      return read(encoder.encode(mask, DESCRIPTION));
    }
  }

  private static Png read(byte[] png) throws IOException {
    ImageReader reader = ImageIO.getImageReadersByFormatName("png").next();
    try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(png))) {
      reader.setInput(in);
      Png read = new Png();
      read.image = reader.read(0);
      read.text = (IIOMetadataNode) reader.getImageMetadata(0).getAsTree("javax_imageio_png_1.0");
      return read;
    } finally {
      reader.dispose();
    }
  }

  private static final class Png {
    private BufferedImage image;
    private IIOMetadataNode text;
  }
}
