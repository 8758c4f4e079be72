// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.image.decode;

import io.github.maskbeam.errors.Causes;
import io.github.maskbeam.image.ImageException;
import io.github.maskbeam.image.verify.jpeg.PlainJpeg;
import java.awt.Rectangle;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Decodes rows of a JPEG with the JDK's reader, since OpenCV decodes whole images only. Both have
 * the pixels of libjpeg. The rows above are decoded, too, and dropped.
 */
final class JpegRows implements RowDecoder {
  private static final int RGB = 3;
  private static final int MAX_SAMPLE = 255;
  private static final int CHROMA_ZERO = 128;

  /** The factors of JFIF (ITU-T T.871) with 16 bits after the point, rounded as by libjpeg. */
  private static final int RED_BY_CR = 91881;

  private static final int GREEN_BY_CB = -22554;
  private static final int GREEN_BY_CR = -46802;
  private static final int BLUE_BY_CB = 116130;
  private static final int HALF = 1 << 15;

  private final PlainJpeg jpeg;
  private final int widthPx;

  JpegRows(PlainJpeg jpeg, int widthPx) {
    this.jpeg = jpeg;
    this.widthPx = widthPx;
  }

  @Override
  public Mat decode(int from, int to) throws ImageException {
    Raster raster = read(from, to);
    Mat rgb = new Mat(to - from, widthPx, opencv_core.CV_8UC3);
    try {
      writeRgb(((DataBufferByte) raster.getDataBuffer()).getData(), raster.getNumBands(), rgb);
      return rgb;
    } catch (RuntimeException | Error e) {
      rgb.close();
      throw e;
    }
  }

  private Raster read(int from, int to) throws ImageException {
    ImageReader reader = newReader();
    try {
      reader.setInput(new ByteArrayInput(jpeg.content()), true, true);
      ImageReadParam param = reader.getDefaultReadParam();
      param.setSourceRegion(new Rectangle(0, from, widthPx, to - from));
      return reader.readRaster(0, param);
    } catch (IOException | RuntimeException e) {
      throw ImageException.corrupt(
          "the JPEG decoder of the JDK failed at rows %d to %d: %s",
          from, to - 1, Causes.firstLine(e));
    } finally {
      reader.dispose();
    }
  }

  /** The JDK's own reader: others on the class path may convert colors, or not read rasters. */
  private static ImageReader newReader() throws ImageException {
    Iterator<ImageReaderSpi> jpegReaders =
        IIORegistry.getDefaultInstance()
            .getServiceProviders(
                ImageReaderSpi.class,
                spi ->
                    spi.getClass()
                        .getName()
                        .equals("com.sun.imageio.plugins.jpeg.JPEGImageReaderSpi"),
                true);
    if (!jpegReaders.hasNext()) {
      throw ImageException.tooLarge(
          "a JPEG of this size is decoded with the reader of the JDK, which this Java runtime does"
              + " not have: use one with the module java.desktop");
    }
    try {
      return jpegReaders.next().createReaderInstance();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void writeRgb(byte[] samples, int bands, Mat rgb) {
    byte[] row = new byte[RGB * widthPx];
    int at = 0;
    for (int y = 0; y < rgb.rows(); y++) {
      for (int x = 0; x < row.length; x += RGB, at += bands) {
        if (bands == 1) {
          row[x] = samples[at];
          row[x + 1] = samples[at];
          row[x + 2] = samples[at];
        } else if (jpeg.isYcbcr()) {
          int luma = (samples[at] & 0xFF) << 16 | HALF;
          int cb = (samples[at + 1] & 0xFF) - CHROMA_ZERO;
          int cr = (samples[at + 2] & 0xFF) - CHROMA_ZERO;
          row[x] = clamp((luma + RED_BY_CR * cr) >> 16);
          row[x + 1] = clamp((luma + GREEN_BY_CB * cb + GREEN_BY_CR * cr) >> 16);
          row[x + 2] = clamp((luma + BLUE_BY_CB * cb) >> 16);
        } else {
          System.arraycopy(samples, at, row, x, RGB);
        }
      }
      rgb.ptr(y).put(row);
    }
  }

  private static byte clamp(int sample) {
    return (byte) Math.max(0, Math.min(MAX_SAMPLE, sample));
  }
}
