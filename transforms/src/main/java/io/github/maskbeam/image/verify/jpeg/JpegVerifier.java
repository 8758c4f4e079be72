// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.image.verify.jpeg;

import io.github.maskbeam.image.ByteView;
import io.github.maskbeam.image.ImageException;
import java.util.Arrays;

/** Verifies that a JPEG stream contains the whole image. */
public final class JpegVerifier {
  private static final String END_MARKER = "\u00FF\u00D9";

  private final ByteView file;
  private final JpegScanVerifier scans;

  public JpegVerifier(ByteView file, JpegScanVerifier.ExpectedFrame expected) {
    this.file = file;
    this.scans = new JpegScanVerifier(expected);
  }

  /**
   * Verifies a JPEG file.
   *
   * @return the bytes to decode: the content, or its part with the image and an end marker
   */
  byte[] verify() throws ImageException {
    int end = verifyStream(file);
    if (file.matches(end, END_MARKER)) {
      return file.content();
    }
    // libjpeg needs the marker, and rejects unknown ones in the data that may follow the image.
    // About
    // other data there it writes to stderr.
    byte[] content = Arrays.copyOf(file.content(), end + END_MARKER.length());
    content[end] = (byte) 0xFF;
    content[end + 1] = (byte) JpegSegments.EOI;
    return content;
  }

  /**
   * Verifies the abbreviated stream of a TIFF strip or tile (TIFF Technical Note 2).
   *
   * @param tables the stream with the tables, empty if there are none
   */
  public void verifyAbbreviated(ByteView tables) throws ImageException {
    if (tables.length() > 0) {
      readTables(tables);
    }
    verifyStream(file);
  }

  private void readTables(ByteView tables) throws ImageException {
    JpegSegments segments = new JpegSegments(tables);
    while (segments.advance()) {
      if (segments.marker() == JpegSegments.DHT) {
        scans.readTables(tables, segments);
      }
    }
  }

  /** Verifies the stream up to the end of the image; returns the offset of what follows. */
  private int verifyStream(ByteView stream) throws ImageException {
    JpegSegments segments = new JpegSegments(stream);
    while (segments.advance() && segments.marker() != JpegSegments.EOI) {
      if (segments.isFrameHeader()) {
        scans.readFrame(stream, segments);
      } else if (segments.marker() == JpegSegments.SOI) {
        throw ImageException.corrupt("the JPEG starts a second time at byte %d", segments.end());
      } else if (segments.marker() == JpegSegments.DHT) {
        scans.readTables(stream, segments);
      } else if (segments.marker() == JpegSegments.DRI) {
        scans.readRestartInterval(stream, segments);
      } else if (segments.marker() == JpegSegments.SOS) {
        int end = scans.verifyScan(stream, segments);
        if (scans.isComplete()) {
          return end;
        }
        segments.resumeAt(end);
      }
    }
    scans.requireComplete();
    throw new AssertionError("a complete image ends the loop");
  }
}
