// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.image.verify.jpeg;

import io.github.maskbeam.image.ImageException;
import io.github.maskbeam.image.Interruption;

/**
 * Verifies the entropy-coded data of one scan without decoding pixels: there must be data for every
 * MCU, and it must end at the next marker. libjpeg reports violations as "premature end of data
 * segment", but OpenCV ignores this warning.
 */
abstract class JpegScan {
  /** Some cameras write a few extra bytes; damage nearly always leaves more than this. */
  private static final int MAX_EXTRA_BYTES = 4;

  /** Whether the image is complete with a scan. */
  enum Place {
    NOT_LAST,
    LAST
  }

  private final EntropyCodedSegment data;
  private final long mcus;
  private final int restartInterval;

  JpegScan(EntropyCodedSegment data, long mcus, int restartInterval) {
    this.data = data;
    this.mcus = mcus;
    this.restartInterval = restartInterval;
  }

  /**
   * Reads the MCUs {@code from} to {@code to} (exclusive) from the start of {@link #data()} and
   * sets the position after them.
   *
   * @return {@code to}, or the MCU at which the data ends
   * @throws ImageException {@code CORRUPT} if the data has an invalid code
   */
  abstract long read(long from, long to) throws ImageException;

  /**
   * Whether the data after the last block is image data, as damage leaves it when it makes the
   * blocks before it longer or more. Called after all blocks have been read.
   *
   * @param nextByte the first bit of the byte after the last block
   */
  abstract boolean isFollowedByImageData(long nextByte) throws ImageException;

  EntropyCodedSegment data() {
    return data;
  }

  /**
   * Verifies the scan.
   *
   * @param start the offset at which the data of the scan starts
   * @param place whether another scan must follow
   * @return the offset of the marker after the scan; or after the last scan, of what follows the
   *     image data
   */
  int verify(int start, Place place) throws ImageException {
    data.load(start);
    int restarts = 0;
    for (long mcu = 0; mcu < mcus; ) {
      Interruption.check();
      long to = restartInterval == 0 ? mcus : Math.min(mcus, mcu + restartInterval);
      long reached = read(mcu, to);
      if (reached < to) {
        throw endsEarly(reached);
      }
      int unread = data.unreadBytes();
      boolean isAtEnd = to == mcus;
      if (unread > (isAtEnd ? MAX_EXTRA_BYTES : 0)
          && !(isAtEnd && place == Place.LAST && endsBeforeStrayBytes())) {
        throw ImageException.corrupt(
            "the JPEG data has %d more bytes than the image needs, after MCU %d of %d",
            unread, to, mcus);
      }
      data.keepRead();
      mcu = to;
      if (mcu < mcus) {
        requireRestart(restarts++, mcu);
        data.keepMarker();
        data.load(data.afterMarker());
      }
    }
    return place == Place.LAST ? data.readTo() : data.markerAt();
  }

  /**
   * Whether the image data ends as an encoder ends it and something else follows, such as the data
   * that some cameras write before or in place of the end marker. The last byte must be filled with
   * ones (T.81, F.1.2.3), the bytes after it must not be image data, and those before it must not
   * be a part of what follows: otherwise the image data is cut and the blocks were read from that.
   */
  private boolean endsBeforeStrayBytes() throws ImageException {
    long end = data.position();
    long nextByte = end + 7 & ~7L;
    return data.areOnes(end, nextByte) && !data.repeats() && !isFollowedByImageData(nextByte);
  }

  private void requireRestart(int restarts, long mcu) throws ImageException {
    int expected = JpegSegments.RST0 + (restarts & 7);
    if (data.marker() == expected) {
      return;
    }
    if (data.marker() == 0 || data.marker() == JpegSegments.EOI) {
      throw endsEarly(mcu);
    }
    throw ImageException.corrupt(
        "the JPEG has marker 0xFF%02X instead of restart marker 0xFF%02X after MCU %d of %d",
        data.marker(), expected, mcu, mcus);
  }

  private ImageException endsEarly(long mcu) {
    if (data.marker() == 0 || data.marker() == JpegSegments.EOI) {
      return ImageException.truncated(
          "the JPEG data ends at MCU %d of %d: the rest of the image is missing", mcu, mcus);
    }
    return ImageException.corrupt(
        "the JPEG data ends at MCU %d of %d with marker 0xFF%02X", mcu, mcus, data.marker());
  }

  /**
   * Handles a code that is not in the table.
   *
   * @return {@code mcu} if the code is in the padding, which means that the data ends there
   * @throws ImageException {@code CORRUPT} otherwise
   */
  final long invalidCode(long mcu, long position) throws ImageException {
    if (position + 16 > data.bits()) {
      return mcu;
    }
    throw ImageException.corrupt(
        "the JPEG data has an invalid Huffman code at MCU %d of %d", mcu, mcus);
  }
}
