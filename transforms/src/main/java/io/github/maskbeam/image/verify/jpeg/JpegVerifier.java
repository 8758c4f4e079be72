// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.image.verify.jpeg;

import io.github.maskbeam.image.ByteView;
import io.github.maskbeam.image.ImageException;

/** Verifies that a JPEG stream contains the whole image. */
public final class JpegVerifier {
  private final ByteView file;
  private final JpegParts parts;
  private final JpegApplicationData application;
  private final JpegScanVerifier scans;

  public JpegVerifier(ByteView file, JpegScanVerifier.ExpectedFrame expected) {
    this.file = file;
    this.parts = new JpegParts(file);
    this.application = new JpegApplicationData(file, parts);
    this.scans = new JpegScanVerifier(expected, parts);
  }

  /**
   * Verifies a JPEG file.
   *
   * @return the file to decode: the content, or a copy of what belongs to the image
   */
  byte[] verify() throws ImageException {
    verifyStream(file);
    return parts.toFile();
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

  /** Verifies the stream up to the end of the image. */
  private void verifyStream(ByteView stream) throws ImageException {
    JpegSegments segments = new JpegSegments(stream);
    parts.add(0, segments.end());
    while (segments.advance() && segments.marker() != JpegSegments.EOI) {
      parts.add(segments.start(), segments.end());
      application.read(segments);
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
          application.correctTransform(scans.components());
          return;
        }
        segments.resumeAt(end);
      }
    }
    scans.requireComplete();
    throw new AssertionError("a complete image ends the loop");
  }
}
