// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.image.verify.jpeg;

import io.github.maskbeam.image.ByteView;
import io.github.maskbeam.image.ImageException;

/** Verifies that a JPEG stream contains the whole image. */
public final class JpegVerifier {
  private final ByteView file;
  private final JpegScanVerifier scans;

  public JpegVerifier(ByteView file, JpegScanVerifier.ExpectedSize size) {
    this.file = file;
    this.scans = new JpegScanVerifier(size);
  }

  /**
   * Verifies a JPEG file.
   *
   * @return the bytes to decode: the content, with an end marker added if only that is missing
   */
  byte[] verify() throws ImageException {
    return verifyStream(file) ? file.content() : JpegScanVerifier.withEndMarker(file);
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

  /** Verifies the stream; returns whether the image data is followed by a marker. */
  private boolean verifyStream(ByteView stream) throws ImageException {
    JpegSegments segments = new JpegSegments(stream);
    while (segments.advance()) {
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
        // Data after the only scan does not affect pixels, but libjpeg needs a marker.
        if (scans.isCompleteInOneScan()) {
          return end < stream.length();
        }
        segments.resumeAt(end);
      } else if (segments.marker() == JpegSegments.EOI) {
        scans.requireComplete();
        return true;
      }
    }
    scans.requireComplete();
    return false;
  }
}
