// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.testing;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/**
 * A small, correct file that takes long to decode: a gray progressive JPEG (ITU-T T.81) in a
 * hundred scans, each of which says in few bytes that nothing is to be seen.
 */
public final class SlowJpeg {
  private static final int SCANS = 100;
  private static final int COEFFICIENTS = 64;

  /** How many of the coefficients come in two scans, so that there are as many as allowed. */
  private static final int REFINED = SCANS - COEFFICIENTS;

  private static final int LONGEST_RUN = (1 << 15) - 1;

  private final ByteArrayOutputStream file = new ByteArrayOutputStream();
  private final int blocks;
  private int bits;
  private int bitCount;

  private SlowJpeg(int blocks) {
    this.blocks = blocks;
  }

  /** The file; 65500 x 3600 pixels take seconds. */
  public static byte[] of(int widthPx, int heightPx) {
    return new SlowJpeg((widthPx + 7) / 8 * ((heightPx + 7) / 8)).encode(widthPx, heightPx);
  }

  private byte[] encode(int widthPx, int heightPx) {
    file.writeBytes(new byte[] {(byte) 0xFF, (byte) 0xD8});
    byte[] ones = new byte[1 + COEFFICIENTS];
    java.util.Arrays.fill(ones, 1, ones.length, (byte) 1);
    segment(0xDB, ones);
    byte[] frame = {8, 0, 0, 0, 0, 1, 1, 0x11, 0};
    ByteBuffer.wrap(frame).putShort(1, (short) heightPx).putShort(3, (short) widthPx);
    segment(0xC2, frame);
    // One code of one bit: no difference to the block before.
    byte[] dc = new byte[18];
    dc[1] = 1;
    segment(0xC4, dc);
    // Codes of four bits: code n says that 2^n to 2^(n+1) - 1 blocks end here.
    byte[] ac = new byte[17 + 15];
    ac[0] = 0x10;
    ac[4] = 15;
    for (int n = 0; n < 15; n++) {
      ac[17 + n] = (byte) (n << 4);
    }
    segment(0xC4, ac);
    startScan(0, 0);
    for (int i = 0; i < blocks; i++) {
      write(0, 1);
    }
    endScan();
    for (int k = 1; k < COEFFICIENTS; k++) {
      emptyScan(k, k <= REFINED ? 0x01 : 0x00);
    }
    for (int k = 1; k <= REFINED; k++) {
      emptyScan(k, 0x10);
    }
    file.writeBytes(new byte[] {(byte) 0xFF, (byte) 0xD9});
    return file.toByteArray();
  }

  private void emptyScan(int coefficient, int highAndLow) {
    startScan(coefficient, highAndLow);
    for (int left = blocks; left > 0; ) {
      int run = Math.min(left, LONGEST_RUN);
      int n = 31 - Integer.numberOfLeadingZeros(run);
      write(n, 4);
      write(run - (1 << n), n);
      left -= run;
    }
    endScan();
  }

  private void startScan(int coefficient, int highAndLow) {
    segment(0xDA, new byte[] {1, 1, 0, (byte) coefficient, (byte) coefficient, (byte) highAndLow});
  }

  private void endScan() {
    while (bitCount != 0) {
      write(1, 1);
    }
  }

  private void write(int value, int length) {
    for (int i = length - 1; i >= 0; i--) {
      bits = bits << 1 | (value >> i & 1);
      if (++bitCount == 8) {
        file.write(bits);
        if ((bits & 0xFF) == 0xFF) {
          file.write(0);
        }
        bits = 0;
        bitCount = 0;
      }
    }
  }

  private void segment(int marker, byte[] payload) {
    file.write(0xFF);
    file.write(marker);
    file.write((payload.length + 2) >> 8);
    file.write(payload.length + 2);
    file.writeBytes(payload);
  }
}
