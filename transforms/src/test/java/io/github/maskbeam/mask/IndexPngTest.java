// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.mask;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.maskbeam.image.ImageException;
import io.github.maskbeam.image.verify.FormatReaders;
import io.github.maskbeam.schemas.FailureCode;
import io.github.maskbeam.schemas.Palette;
import io.github.maskbeam.testing.SharedFiles;
import java.awt.Color;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** PNGs by somebody else's writer, ImageIO. */
class IndexPngTest {
  private static final int PALETTE = 3;
  private static final int GREY = 0;
  private static final int WIDTH_PX = 21;
  private static final int HEIGHT_PX = 13;

  @ParameterizedTest
  @CsvSource({"1, false", "2, false", "4, false", "8, false", "1, true", "4, true", "8, true"})
  void readsIndicesWhateverTheColors(int bits, boolean isInterlaced) throws Exception {
    BufferedImage image = numbers(bits, randomColors(bits));
    byte[] png = png(image, isInterlaced);
    assertThat(png[24], is((byte) bits));
    assertThat((int) png[25], is(PALETTE));
    assertThat((int) png[28], is(isInterlaced ? 1 : 0));
    assertThat(read(png), is(samples(image)));
  }

  @ParameterizedTest
  @CsvSource({"1, false", "2, false", "4, false", "8, false", "2, true", "8, true"})
  void readsGreyAsItsNumbers(int bits, boolean isInterlaced) throws Exception {
    BufferedImage image = bits == 8 ? gray() : numbers(bits, grayRamp(bits));
    byte[] png = png(image, isInterlaced);
    assertThat(png[24], is((byte) bits));
    assertThat((int) png[25], is(GREY));
    assertThat(read(png), is(samples(image)));
  }

  @Test
  void readsOurMasks() throws Exception {
    byte[] classIds = new byte[256];
    for (int i = 0; i < 256; i++) {
      classIds[i] = (byte) i;
    }
    try (MaskPng writer = new MaskPng()) {
      byte[] png = writer.encode(Mask.of(64, 4, classIds), "{}");
      assertThat(read(png), is(classIds));
    }
  }

  @Test
  void readsColorIfItIsThatOfVoc() throws Exception {
    BufferedImage image = new BufferedImage(256, 1, BufferedImage.TYPE_INT_RGB);
    byte[] expected = new byte[256];
    for (int id = 0; id < 256; id++) {
      image.setRGB(id, 0, Palette.rgb(id));
      expected[id] = (byte) id;
    }
    assertThat(read(png(image, false)), is(expected));
  }

  @Test
  void otherColorIsRefusedByItsPlace() throws Exception {
    BufferedImage image = new BufferedImage(4, 3, BufferedImage.TYPE_INT_RGB);
    image.setRGB(2, 1, new Color(1, 2, 3).getRGB());
    ImageException refusal = refused(png(image, false));
    assertThat(refusal.code(), is(FailureCode.UNSUPPORTED_FORMAT));
    assertThat(refusal.getMessage(), containsString("x = 2, y = 1 has #010203"));
  }

  @ParameterizedTest
  @CsvSource({"false", "true"})
  void readsGrayOf16Bits(boolean isInterlaced) throws Exception {
    BufferedImage image = new BufferedImage(WIDTH_PX, HEIGHT_PX, BufferedImage.TYPE_USHORT_GRAY);
    fill(image, 1 << 16);
    byte[] png = png(image, isInterlaced);
    Mask mask = IndexPng.read(png, FormatReaders.header(png));
    assertThat(mask.bits(), is(16));
    for (int y = 0; y < HEIGHT_PX; y++) {
      for (int x = 0; x < WIDTH_PX; x++) {
        assertThat(mask.classId(x, y), is(image.getRaster().getSample(x, y, 0)));
      }
    }
  }

  @Test
  void readsOurMasksOf16Bits() throws Exception {
    byte[] classIds = new byte[2 << 16];
    for (int id = 0; id < 1 << 16; id++) {
      classIds[2 * id] = (byte) (id >> 8);
      classIds[2 * id + 1] = (byte) id;
    }
    try (MaskPng writer = new MaskPng()) {
      assertThat(read(writer.encode(Mask.of(256, 256, 16, classIds), "{}")), is(classIds));
    }
  }

  @Test
  void severalChannelsOf16BitsAreRefused() throws Exception {
    Raster rgb = Raster.createInterleavedRaster(DataBuffer.TYPE_USHORT, 4, 4, 3, null);
    ColorModel colors =
        new ComponentColorModel(
            ColorSpace.getInstance(ColorSpace.CS_sRGB),
            false,
            false,
            Transparency.OPAQUE,
            DataBuffer.TYPE_USHORT);
    BufferedImage image = new BufferedImage(colors, (WritableRaster) rgb, false, null);
    ImageException refusal = refused(png(image, false));
    assertThat(refusal.code(), is(FailureCode.UNSUPPORTED_FORMAT));
    assertThat(refusal.getMessage(), containsString("several channels of 16 bits"));
  }

  @Test
  void otherFormatsAreRefused() throws Exception {
    ByteArrayOutputStream bmp = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(4, 4, BufferedImage.TYPE_INT_RGB), "bmp", bmp);
    assertThat(refused(bmp.toByteArray()).getMessage(), containsString("a BMP file, not a PNG"));
  }

  @Test
  void damageIsFound() throws Exception {
    byte[] png = png(numbers(8, randomColors(8)), false);
    assertThat(refused(Arrays.copyOf(png, png.length - 20)).code(), is(FailureCode.TRUNCATED));
    png[png.length - 30]++;
    assertThat(refused(png).code(), is(FailureCode.CORRUPT));
  }

  @Test
  void readsVocsGroundTruth() throws Exception {
    Path directory = SharedFiles.shared("images/voc/SegmentationClass");
    List<Path> files;
    try (Stream<Path> all = Files.list(directory)) {
      files = all.collect(Collectors.toList());
    }
    assertThat(files.size(), is(60));
    for (Path file : files) {
      byte[] png = Files.readAllBytes(file);
      BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
      assertThat(file.toString(), Arrays.equals(read(png), samples(image)), is(true));
    }
  }

  private static byte[] read(byte[] png) throws ImageException {
    return IndexPng.read(png, FormatReaders.header(png)).classIds();
  }

  private static ImageException refused(byte[] content) {
    return assertThrows(ImageException.class, () -> read(content));
  }

  private static BufferedImage numbers(int bits, IndexColorModel colors) {
    int type = bits == 8 ? BufferedImage.TYPE_BYTE_INDEXED : BufferedImage.TYPE_BYTE_BINARY;
    BufferedImage image = new BufferedImage(WIDTH_PX, HEIGHT_PX, type, colors);
    fill(image, 1 << bits);
    return image;
  }

  private static BufferedImage gray() {
    BufferedImage image = new BufferedImage(WIDTH_PX, HEIGHT_PX, BufferedImage.TYPE_BYTE_GRAY);
    fill(image, 256);
    return image;
  }

  private static void fill(BufferedImage image, int values) {
    Random random = new Random(values);
    for (int y = 0; y < HEIGHT_PX; y++) {
      for (int x = 0; x < WIDTH_PX; x++) {
        image.getRaster().setSample(x, y, 0, random.nextInt(values));
      }
    }
  }

  private static IndexColorModel randomColors(int bits) {
    byte[][] channels = new byte[3][1 << bits];
    Random random = new Random(bits);
    for (byte[] channel : channels) {
      random.nextBytes(channel);
    }
    return new IndexColorModel(bits, 1 << bits, channels[0], channels[1], channels[2]);
  }

  private static IndexColorModel grayRamp(int bits) {
    byte[] ramp = new byte[1 << bits];
    for (int i = 0; i < ramp.length; i++) {
      ramp[i] = (byte) (i * 255 / (ramp.length - 1));
    }
    return new IndexColorModel(bits, ramp.length, ramp, ramp, ramp);
  }

  private static byte[] samples(BufferedImage image) {
    int[] samples =
        image.getRaster().getSamples(0, 0, image.getWidth(), image.getHeight(), 0, (int[]) null);
    byte[] bytes = new byte[samples.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) samples[i];
    }
    return bytes;
  }

  private static byte[] png(BufferedImage image, boolean isInterlaced) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
    try (ImageOutputStream output = ImageIO.createImageOutputStream(bytes)) {
      ImageWriteParam parameters = writer.getDefaultWriteParam();
      parameters.setProgressiveMode(
          isInterlaced ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED);
      writer.setOutput(output);
      writer.write(null, new IIOImage(image, null, null), parameters);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }
}
