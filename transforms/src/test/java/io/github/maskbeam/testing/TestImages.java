// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.testing;

import io.github.maskbeam.image.exif.TiffDirectory;
import io.github.maskbeam.natives.OpenCv;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferUShort;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;

/** Image files made for a test, by writers that are not ours. */
public final class TestImages {
  public static final int WIDTH_PX = 48;
  public static final int HEIGHT_PX = 32;
  public static final Color TOP_LEFT = Color.RED;
  public static final Color TOP_RIGHT = Color.GREEN;
  public static final Color BOTTOM_LEFT = Color.BLUE;
  public static final Color BOTTOM_RIGHT = Color.WHITE;

  private TestImages() {}

  /** Four quarters of different colors. */
  public static BufferedImage quarters(int type, int scale) {
    int widthPx = WIDTH_PX * scale;
    int heightPx = HEIGHT_PX * scale;
    BufferedImage image = new BufferedImage(widthPx, heightPx, type);
    Color[] colors = {TOP_LEFT, TOP_RIGHT, BOTTOM_LEFT, BOTTOM_RIGHT};
    Graphics2D graphics = image.createGraphics();
    for (int i = 0; i < colors.length; i++) {
      graphics.setColor(colors[i]);
      graphics.fillRect(i % 2 * widthPx / 2, i / 2 * heightPx / 2, widthPx / 2, heightPx / 2);
    }
    graphics.dispose();
    return image;
  }

  /** Something like a photograph: no two places alike, so that compressed data is long. */
  public static BufferedImage busy(int widthPx, int heightPx) {
    BufferedImage image = new BufferedImage(widthPx, heightPx, BufferedImage.TYPE_3BYTE_BGR);
    for (int y = 0; y < heightPx; y++) {
      for (int x = 0; x < widthPx; x++) {
        int red = 128 + (int) (100 * Math.sin(x * 0.31 + y * 0.05));
        int green = 128 + (int) (100 * Math.cos(x * y * 0.013));
        int blue = (x * 7 + y * 13) & 0xFF;
        image.setRGB(x, y, red << 16 | green << 8 | blue);
      }
    }
    return image;
  }

  public static byte[] imageIo(BufferedImage image, String format) {
    return imageIo(image, format, null);
  }

  /** Written by the JDK, with one of the compressions that its writer names, or null. */
  public static byte[] imageIo(BufferedImage image, String format, String compression) {
    ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream stream = ImageIO.createImageOutputStream(bytes)) {
      ImageWriteParam parameters = writer.getDefaultWriteParam();
      if (compression != null) {
        parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        parameters.setCompressionType(compression);
      }
      writer.setOutput(stream);
      writer.write(null, new IIOImage(image, null, null), parameters);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  /** Written by OpenCV; the parameters are its pairs of IMWRITE_ flag and value. */
  public static byte[] openCv(BufferedImage image, String extension, int... parameters) {
    OpenCv.load();
    byte[] bgr = new byte[image.getWidth() * image.getHeight() * 3];
    for (int i = 0; i < bgr.length; i++) {
      int pixel = i / 3;
      int rgb = image.getRGB(pixel % image.getWidth(), pixel / image.getWidth());
      bgr[i] = (byte) (rgb >> (8 * (i % 3)));
    }
    try (BytePointer pixels = new BytePointer(bgr);
        Mat mat = new Mat(image.getHeight(), image.getWidth(), opencv_core.CV_8UC3, pixels);
        BytePointer file = new BytePointer();
        IntPointer flags = new IntPointer(parameters)) {
      if (!opencv_imgcodecs.imencode(extension, mat, file, flags)) {
        throw new IllegalStateException("OpenCV cannot write " + extension);
      }
      byte[] bytes = new byte[Math.toIntExact(file.limit())];
      file.get(bytes);
      return bytes;
    }
  }

  /** A 16-bit gray ramp from 0 to 65535, left to right. */
  public static BufferedImage ramp16(int widthPx, int heightPx) {
    BufferedImage image = new BufferedImage(widthPx, heightPx, BufferedImage.TYPE_USHORT_GRAY);
    short[] samples = ((DataBufferUShort) image.getRaster().getDataBuffer()).getData();
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (short) (65535L * (i % widthPx) / (widthPx - 1));
    }
    return image;
  }

  /** The smallest EXIF block that names an orientation: a TIFF directory of one entry. */
  public static byte[] exif(int orientation) {
    return ByteBuffer.allocate(26)
        .put(new byte[] {'M', 'M', 0, 42})
        .putInt(8)
        .putShort((short) 1)
        .putShort((short) TiffDirectory.ORIENTATION)
        .putShort((short) 3)
        .putInt(1)
        .putShort((short) orientation)
        .putShort((short) 0)
        .putInt(0)
        .array();
  }

  /** A JPEG with an APP1 segment after SOI. */
  public static byte[] jpegWithExif(byte[] jpeg, byte[] exif) {
    ByteBuffer segment = ByteBuffer.allocate(10 + exif.length);
    segment.put(new byte[] {(byte) 0xFF, (byte) 0xE1}).putShort((short) (8 + exif.length));
    segment.put("Exif\0\0".getBytes(StandardCharsets.US_ASCII)).put(exif);
    return insert(jpeg, 2, segment.array());
  }

  /** A PNG with one more chunk after its header. */
  public static byte[] pngWithChunk(byte[] png, String type, byte[] data) {
    return insert(png, 33, pngChunk(type, data));
  }

  public static byte[] pngChunk(String type, byte[] data) {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 crc = new CRC32();
    crc.update(name);
    crc.update(data);
    return ByteBuffer.allocate(12 + data.length)
        .putInt(data.length)
        .put(name)
        .put(data)
        .putInt((int) crc.getValue())
        .array();
  }

  /** A TIFF of one uncompressed strip that names an orientation. */
  public static byte[] tiffWithOrientation(BufferedImage image, int orientation) {
    byte[] rgb = rgb(image);
    int[][] fields = {
      {TiffDirectory.WIDTH, image.getWidth()},
      {TiffDirectory.HEIGHT, image.getHeight()},
      {TiffDirectory.COMPRESSION, 1},
      {TiffDirectory.PHOTOMETRIC, 2},
      {TiffDirectory.STRIP_OFFSETS, 8},
      {TiffDirectory.ORIENTATION, orientation},
      {TiffDirectory.SAMPLES_PER_PIXEL, 3},
      {TiffDirectory.ROWS_PER_STRIP, image.getHeight()},
      {TiffDirectory.STRIP_BYTE_COUNTS, rgb.length},
    };
    int bitsAt = 8 + rgb.length;
    ByteBuffer file = ByteBuffer.allocate(bitsAt + 6 + 2 + (fields.length + 1) * 12 + 4);
    file.put(new byte[] {'M', 'M', 0, 42}).putInt(bitsAt + 6).put(rgb);
    file.putShort((short) 8).putShort((short) 8).putShort((short) 8);
    file.putShort((short) (fields.length + 1));
    for (int[] field : fields) {
      file.putShort((short) field[0]).putShort((short) 4).putInt(1).putInt(field[1]);
      if (field[0] == TiffDirectory.HEIGHT) {
        file.putShort((short) TiffDirectory.BITS_PER_SAMPLE).putShort((short) 3);
        file.putInt(3).putInt(bitsAt);
      }
    }
    return file.putInt(0).array();
  }

  static byte[] rgb(BufferedImage image) {
    byte[] rgb = new byte[image.getWidth() * image.getHeight() * 3];
    for (int i = 0; i < rgb.length; i++) {
      int pixel = i / 3;
      int color = image.getRGB(pixel % image.getWidth(), pixel / image.getWidth());
      rgb[i] = (byte) (color >> (16 - 8 * (i % 3)));
    }
    return rgb;
  }

  public static byte[] insert(byte[] content, int at, byte[] added) {
    return join(Arrays.copyOf(content, at), added, Arrays.copyOfRange(content, at, content.length));
  }

  public static byte[] join(byte[]... parts) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      bytes.writeBytes(part);
    }
    return bytes.toByteArray();
  }
}
