// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.image.verify.jpeg;

import io.github.maskbeam.image.ImageException;
import io.github.maskbeam.image.Interruption;

/**
 * Walks the entropy-coded data of one scan without making pixels of it: is there data for every
 * MCU, and does it end where the next marker is? That is what libjpeg knows when it writes
 * "premature end of data segment", and what OpenCV does not pass on.
 */
abstract class JpegScan {
  /** Some cameras write a few bytes too many; damage leaves more than this, nearly always. */
  private static final int STRAY_BYTES = 4;

  private final EntropyData data;
  private final long mcus;
  private final int restartInterval;

  JpegScan(EntropyData data, long mcus, int restartInterval) {
    this.data = data;
    this.mcus = mcus;
    this.restartInterval = restartInterval;
  }

  /**
   * Reads MCUs {@code from} to {@code to} (exclusive) from the start of {@link #data()}, leaves the
   * position behind them, and stops after the first that the data does not hold.
   *
   * @return the MCU at which the data was used up; {@code to} where it sufficed
   */
  abstract long read(long from, long to) throws ImageException;

  EntropyData data() {
    return data;
  }

  /**
   * Checks the scan whose data starts at {@code start}; gives the position of the marker after it.
   */
  int check(int start) throws ImageException {
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
      if (unread > (to == mcus ? STRAY_BYTES : 0)) {
        throw ImageException.corrupt(
            "the JPEG data holds %d bytes more than its picture needs, after MCU %d of %d",
            unread, to, mcus);
      }
      mcu = to;
      if (mcu < mcus) {
        requireRestart(restarts++, mcu);
        data.load(data.afterMarker());
      }
    }
    return data.markerAt();
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
        "the JPEG has marker 0xFF%02X where restart marker 0xFF%02X should be, after MCU %d of %d",
        data.marker(), expected, mcu, mcus);
  }

  private ImageException endsEarly(long mcu) {
    if (data.marker() == 0 || data.marker() == JpegSegments.EOI) {
      return ImageException.truncated(
          "the JPEG data ends at MCU %d of %d: the rest of the picture is missing", mcu, mcus);
    }
    return ImageException.corrupt(
        "the JPEG data breaks off at MCU %d of %d with marker 0xFF%02X", mcu, mcus, data.marker());
  }

  /** For a code that no table has: the zeros after the end of the data are no corruption. */
  final long invalidCode(long mcu, long position) throws ImageException {
    if (position + 16 > data.bits()) {
      return mcu;
    }
    throw ImageException.corrupt(
        "the JPEG data holds an invalid Huffman code at MCU %d of %d", mcu, mcus);
  }
}
