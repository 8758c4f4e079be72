// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.export;

import io.github.maskbeam.mask.ClassRuns;
import java.io.ByteArrayOutputStream;

/**
 * Label Studio's run lengths of a brush region: a picture of four channels of 8 bits, 255 inside
 * and 0 outside, row by row, as the JavaScript library {@code @thi.ng/rle-pack} stores numbers. A
 * stream of bits, highest first: the number of values (32), the bits of a value less one (5), four
 * times the bits of a length less one (4 each), and then runs: 1, which of the four lengths (2),
 * the length less one, and the value.
 *
 * <p>Source: the decoder of that library, as a description of the format. Stateless and
 * thread-safe.
 */
final class BrushRle {
  private static final int CHANNELS = 4;
  private static final int VALUE_BITS = 8;
  private static final int INSIDE = 255;
  private static final int[] LENGTH_BITS = {3, 4, 8, 16};

  /** The number of values has 32 bits. */
  static final long MAX_PIXELS = (1L << 32) / CHANNELS - 1;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private long pending;
  private int pendingBits;

  private BrushRle() {}

  /**
   * The bytes of a class.
   *
   * @param runs in the order of rows
   * @param pixels the number of pixels of the mask
   */
  static byte[] encode(ClassRuns runs, int pixels) {
    BrushRle rle = new BrushRle();
    rle.put((long) CHANNELS * pixels, 32);
    rle.put(VALUE_BITS - 1, 5);
    for (int bits : LENGTH_BITS) {
      rle.put(bits - 1, 4);
    }
    int end = 0;
    for (int run = 0; run < runs.count(); run++) {
      rle.run(runs.start(run) - end, 0);
      end = runs.end(run);
      rle.run(end - runs.start(run), INSIDE);
    }
    rle.run(pixels - end, 0);
    rle.put(0, (Byte.SIZE - rle.pendingBits) % Byte.SIZE);
    return rle.bytes.toByteArray();
  }

  private void run(int pixels, int value) {
    for (long rest = (long) CHANNELS * pixels; rest > 0; ) {
      int size = 0;
      while (size < LENGTH_BITS.length - 1 && rest > 1 << LENGTH_BITS[size]) {
        size++;
      }
      long length = Math.min(rest, 1 << LENGTH_BITS[size]);
      put(1, 1);
      put(size, 2);
      put(length - 1, LENGTH_BITS[size]);
      put(value, VALUE_BITS);
      rest -= length;
    }
  }

  private void put(long number, int bits) {
    pending = pending << bits | number;
    pendingBits += bits;
    while (pendingBits >= Byte.SIZE) {
      pendingBits -= Byte.SIZE;
      bytes.write((int) (pending >> pendingBits));
    }
  }
}
