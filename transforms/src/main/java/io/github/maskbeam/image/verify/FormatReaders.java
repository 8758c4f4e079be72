// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.image.verify;

import io.github.maskbeam.image.ByteView;
import io.github.maskbeam.image.FormatDetector;
import io.github.maskbeam.image.FormatReader;
import io.github.maskbeam.image.ImageException;
import io.github.maskbeam.image.ImageFormat;
import io.github.maskbeam.image.ImageHeader;
import io.github.maskbeam.image.exif.TiffDirectory;
import io.github.maskbeam.image.verify.jpeg.JpegReader;
import java.util.Optional;

/** Provides the reader of each image format. Stateless and thread-safe. */
public final class FormatReaders {
  private FormatReaders() {}

  /** The reader of a format. */
  public static FormatReader of(ImageFormat format) {
    switch (format) {
      case JPEG:
        return new JpegReader();
      case PNG:
        return new PngReader();
      case WEBP:
        return new WebpReader();
      case BMP:
        return new BmpReader();
      case GIF:
        return new GifReader();
      case TIFF:
        return new TiffReader();
    }
    throw new AssertionError(format);
  }

  /**
   * Detects the format of a file and reads its header. Memory use does not depend on the declared
   * size. Does not verify the pixels, see {@link FormatReader#verify}.
   *
   * @param content the whole file
   * @throws ImageException {@code TRUNCATED} if the file is empty or ends within its header, {@code
   *     UNSUPPORTED_FORMAT} if it is not an image or its format or variant is not supported, {@code
   *     CORRUPT} if the header is invalid
   */
  public static ImageHeader header(byte[] content) throws ImageException {
    return of(FormatDetector.detect(content)).header(new ByteView(content));
  }

  /**
   * The fields of an image: those of the picture of a TIFF, or of the EXIF block of another format.
   * Empty if it has none.
   *
   * @param content the whole file
   * @throws ImageException if the file ends within its header
   */
  public static Optional<TiffDirectory> fields(byte[] content, ImageFormat format)
      throws ImageException {
    ByteView file = new ByteView(content);
    switch (format) {
      case JPEG:
        return JpegReader.exif(file);
      case PNG:
        return PngReader.exif(file);
      case WEBP:
        return WebpReader.exif(file);
      case TIFF:
        return Optional.of(TiffPages.read(file).picture());
      case BMP:
      case GIF:
        return Optional.empty();
    }
    throw new AssertionError(format);
  }
}
