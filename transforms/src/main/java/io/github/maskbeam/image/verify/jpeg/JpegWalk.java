// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.image.verify.jpeg;

import io.github.maskbeam.image.ByteView;
import io.github.maskbeam.image.ImageException;

/** Walks a whole JPEG stream and checks that its picture is complete. */
public final class JpegWalk {
  private final ByteView file;
  private final JpegScans picture;

  public JpegWalk(ByteView file, JpegScans.Size size) {
    this.file = file;
    this.picture = new JpegScans(size);
  }

  /**
   * Checks a JPEG file.
   *
   * @return the bytes to decode: the file, or where only the end marker is lost, the file with one
   */
  byte[] check() throws ImageException {
    return walk(file) ? file.content() : JpegScans.contentWithEnd(file);
  }

  /**
   * Checks the stream of a TIFF strip or tile (TIFF Technical Note 2), whose tables stand apart.
   */
  public void checkAbbreviated(ByteView tables) throws ImageException {
    if (tables.length() > 0) {
      readTables(tables);
    }
    walk(file);
  }

  private void readTables(ByteView tables) throws ImageException {
    JpegSegments segments = new JpegSegments(tables);
    while (segments.advance()) {
      if (segments.marker() == JpegSegments.DHT) {
        picture.readTables(tables, segments);
      }
    }
  }

  /** Whether the file ends as it should. */
  private boolean walk(ByteView stream) throws ImageException {
    JpegSegments segments = new JpegSegments(stream);
    while (segments.advance()) {
      if (segments.isFrameHeader()) {
        picture.readFrame(stream, segments);
      } else if (segments.marker() == JpegSegments.SOI) {
        throw ImageException.corrupt("the JPEG starts a second time at byte %d", segments.end());
      } else if (segments.marker() == JpegSegments.DHT) {
        picture.readTables(stream, segments);
      } else if (segments.marker() == JpegSegments.DRI) {
        picture.readRestartInterval(stream, segments);
      } else if (segments.marker() == JpegSegments.SOS) {
        int end = picture.checkScan(stream, segments);
        // What follows the only scan has no say in the pixels, but libjpeg waits for a marker.
        if (picture.isCompleteInOneScan()) {
          return end < stream.length();
        }
        segments.resumeAt(end);
      } else if (segments.marker() == JpegSegments.EOI) {
        picture.requireComplete();
        return true;
      }
    }
    picture.requireComplete();
    return false;
  }
}
