// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.image.verify;

import io.github.maskbeam.image.ByteView;
import io.github.maskbeam.image.FormatReader;
import io.github.maskbeam.image.ImageException;
import io.github.maskbeam.image.ImageFormat;
import io.github.maskbeam.image.ImageHeader;
import io.github.maskbeam.image.Signatures;
import io.github.maskbeam.image.verify.jpeg.JpegReader;

/** The reader of each image format. Stateless and thread-safe. */
public final class FormatReaders {
  private FormatReaders() {}

  /** The reader of this format. */
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
   * Reads the header from the whole content of a file. Allocates nothing that grows with the size
   * that the header declares. A header without faults does not mean that the pixels are complete:
   * {@link FormatReader#verified} checks them.
   *
   * @throws ImageException {@code TRUNCATED} if the file is empty or ends within its header, {@code
   *     UNSUPPORTED_FORMAT} if it is not an image or of a kind that is not decoded, {@code CORRUPT}
   *     if the header is invalid
   */
  public static ImageHeader header(byte[] content) throws ImageException {
    return of(Signatures.recognize(content)).header(new ByteView(content));
  }
}
