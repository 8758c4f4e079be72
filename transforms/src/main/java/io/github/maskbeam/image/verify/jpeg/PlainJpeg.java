// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.image.verify.jpeg;

import io.github.maskbeam.image.ByteView;
import io.github.maskbeam.image.ImageException;
import java.io.ByteArrayOutputStream;

/**
 * A verified JPEG without application data and comments, for a decoder that gives its components as
 * they are. What they mean was in the application data.
 */
public final class PlainJpeg {
  private final byte[] content;
  private final boolean isYcbcr;

  private PlainJpeg(byte[] content, boolean isYcbcr) {
    this.content = content;
    this.isYcbcr = isYcbcr;
  }

  /**
   * Whether the rows of a file can be decoded from top to bottom, so that a decoder does not need
   * memory for the whole image: it has one scan, and is gray or has three components.
   */
  static boolean isDecodedByRows(ByteView file) throws ImageException {
    JpegSegments segments = new JpegSegments(file);
    JpegFrame frame = null;
    while (segments.advance() && segments.marker() != JpegSegments.SOS) {
      if (segments.isFrameHeader()) {
        frame = JpegFrame.read(file, segments);
      }
    }
    return frame != null
        && frame.components().size() <= 3
        && !frame.progressive()
        && file.u8(segments.payloadStart(), "a JPEG scan") == frame.components().size();
  }

  /** Copies what a decoder needs of a verified file. */
  public static PlainJpeg of(byte[] verified) throws ImageException {
    ByteView file = new ByteView(verified);
    JpegSegments segments = new JpegSegments(file);
    JpegApplicationData application = new JpegApplicationData(file, new JpegParts(file));
    ByteArrayOutputStream plain = new ByteArrayOutputStream(verified.length);
    plain.write(0xFF);
    plain.write(JpegSegments.SOI);
    JpegFrame frame = null;
    while (segments.advance() && segments.marker() != JpegSegments.SOS) {
      application.read(segments);
      if (segments.isFrameHeader()) {
        frame = JpegFrame.read(file, segments);
      }
      if (!segments.isMetadata()) {
        plain.write(verified, segments.start(), segments.end() - segments.start());
      }
    }
    plain.write(verified, segments.start(), verified.length - segments.start());
    return new PlainJpeg(plain.toByteArray(), application.isYcbcr(frame));
  }

  /** The file; not a copy. */
  public byte[] content() {
    return content;
  }

  /** Whether three components are YCbCr and not RGB, by the rules of libjpeg. */
  public boolean isYcbcr() {
    return isYcbcr;
  }
}
