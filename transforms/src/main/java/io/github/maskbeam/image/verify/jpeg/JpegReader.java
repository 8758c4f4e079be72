// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.image.verify.jpeg;

import io.github.maskbeam.image.ByteView;
import io.github.maskbeam.image.Decodable;
import io.github.maskbeam.image.FormatReader;
import io.github.maskbeam.image.ImageException;
import io.github.maskbeam.image.ImageFormat;
import io.github.maskbeam.image.ImageHeader;
import io.github.maskbeam.image.exif.ExifBlock;
import io.github.maskbeam.image.exif.ExifOrientation;
import io.github.maskbeam.image.exif.TiffDirectory;
import java.util.Optional;

/**
 * JPEG (ITU-T T.81). Verifies all entropy-coded data, because libjpeg fills missing data with gray
 * and OpenCV does not report it. Damage goes undetected if it still has valid codes for exactly the
 * right number of blocks, such as a changed bit within a coefficient.
 */
public final class JpegReader implements FormatReader {
  /** 64 coefficients of two bytes, plus some for the rounding to whole MCUs. */
  private static final int COEFFICIENT_BYTES_PER_BLOCK = 136;

  private static final String EXIF = "Exif\0\0";

  @Override
  public ImageHeader header(ByteView file) throws ImageException {
    JpegSegments segments = new JpegSegments(file);
    JpegFrame frame = null;
    int orientation = 0;
    while (segments.advance()) {
      if (segments.isFrameHeader()) {
        frame = frame == null ? JpegFrame.read(file, segments) : frame;
      } else if (segments.marker() == JpegSegments.APP1 && orientation == 0) {
        orientation = orientation(file, segments);
      } else if (segments.marker() == JpegSegments.SOS || segments.marker() == JpegSegments.EOI) {
        if (frame == null) {
          throw ImageException.corrupt(
              "the JPEG has marker %s before any frame header", segments.name());
        }
        return ImageHeader.of(ImageFormat.JPEG, frame.widthPx(), frame.heightPx(), orientation);
      }
    }
    throw ImageException.truncated(
        "the file ends after %d bytes, before the image data of the JPEG", file.length());
  }

  private static int orientation(ByteView file, JpegSegments segment) {
    return exif(file, segment).map(ExifOrientation::of).orElse(0);
  }

  /** The first EXIF block, if there is a valid one. */
  public static Optional<TiffDirectory> exif(ByteView file) throws ImageException {
    JpegSegments segments = new JpegSegments(file);
    while (segments.advance() && segments.marker() != JpegSegments.SOS) {
      Optional<TiffDirectory> exif =
          segments.marker() == JpegSegments.APP1 ? exif(file, segments) : Optional.empty();
      if (exif.isPresent()) {
        return exif;
      }
    }
    return Optional.empty();
  }

  private static Optional<TiffDirectory> exif(ByteView file, JpegSegments segment) {
    return file.matches(segment.payloadStart(), EXIF)
        ? ExifBlock.read(file, segment.payloadStart() + EXIF.length(), segment.end())
        : Optional.empty();
  }

  /** libjpeg keeps all coefficients in memory if the image has several scans. */
  @Override
  public long decoderMemoryBytes(ByteView file, ImageHeader header) throws ImageException {
    JpegSegments segments = new JpegSegments(file);
    long blocks = 0;
    int components = 0;
    boolean progressive = false;
    while (segments.advance() && segments.marker() != JpegSegments.SOS) {
      if (segments.isFrameHeader()) {
        JpegFrame frame = JpegFrame.read(file, segments);
        components = frame.components().size();
        progressive = frame.progressive();
        blocks = frame.components().stream().mapToLong(JpegComponent::blocks).sum();
      }
    }
    boolean isOneScan =
        !progressive && file.u8(segments.payloadStart(), "a JPEG scan") == components;
    return isOneScan ? 0 : COEFFICIENT_BYTES_PER_BLOCK * blocks;
  }

  @Override
  public int rowsTogether(ByteView file, ImageHeader header) throws ImageException {
    return PlainJpeg.isDecodedByRows(file) ? 1 : header.codedHeightPx();
  }

  @Override
  public Decodable verify(ByteView file, ImageHeader header) throws ImageException {
    int heightPx = header.codedHeightPx();
    JpegScanVerifier.ExpectedFrame expected =
        new JpegScanVerifier.ExpectedFrame(header.codedWidthPx(), heightPx, heightPx, true);
    return Decodable.of(new JpegVerifier(file, expected).verify());
  }
}
