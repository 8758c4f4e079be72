// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.image.memory;

import com.google.auto.value.AutoValue;
import io.github.maskbeam.image.ImageHeader;
import io.github.maskbeam.image.Orientation;

/** What one image takes at most, beside its file's bytes, from its decoding to its mask's end. */
@AutoValue
public abstract class MemoryNeed {
  /** Tables, rows and buffers, whatever the size of the image. */
  private static final long FIXED_BYTES = 4L << 20;

  private static final int RGB_BYTES = 3;

  /** A mask has a byte a pixel; its PNG, which its own classes' outlines fill, far less. */
  private static final double MASK_BYTES_A_PIXEL = 1.125;

  /** Copies of the file while it is verified: without stuffing, or without what is not needed. */
  private static final int VERIFIED_COPIES = 2;

  /** One bit a coefficient of four components, where a JPEG comes in several scans. */
  private static final double VERIFIED_BYTES_A_PIXEL = 0.5;

  /** Ground truth, and the mask while it is decoded from colors to class ids. */
  private static final int MASKS_HEAP_BYTES_PER_PIXEL = 1 + RGB_BYTES + 1;

  /** One of both in colors, and what the decoder keeps of an interlaced one. */
  private static final double MASKS_NATIVE_BYTES_PER_PIXEL = RGB_BYTES + 0.25;

  /** The chunks that matter, and those as a grey PNG, which is copied once to its size. */
  private static final int MASK_FILE_COPIES = 3;

  /** In the Java heap. */
  abstract long heapBytes();

  /** Outside of it. */
  public abstract long nativeBytes();

  /**
   * The need of one image.
   *
   * @param decodedPixels how many pixels come out of the decoder
   * @param workingBytes what the decoder itself takes beside the file and those pixels
   */
  public static MemoryNeed of(
      ImageHeader header, long fileBytes, long decodedPixels, long workingBytes) {
    double verifying =
        (double) VERIFIED_COPIES * fileBytes + VERIFIED_BYTES_A_PIXEL * header.pixels();
    double mask = MASK_BYTES_A_PIXEL * header.pixels();
    long rgbBytes = RGB_BYTES * decodedPixels;
    long turning = header.orientation() == Orientation.UPRIGHT ? 0 : rgbBytes;
    return new AutoValue_MemoryNeed(
        FIXED_BYTES + (long) Math.max(verifying, mask),
        // What decodes is gone when the pixels are turned.
        FIXED_BYTES + rgbBytes + Math.max(fileBytes + workingBytes, turning));
  }

  /**
   * The need of a mask and its ground truth, from their decoding to the end of their comparison.
   *
   * @param pixels how many pixels each of them has
   * @param fileBytes the size of the larger file; they are decoded one after the other
   */
  public static MemoryNeed ofMaskPair(long pixels, long fileBytes) {
    return new AutoValue_MemoryNeed(
        FIXED_BYTES + MASK_FILE_COPIES * fileBytes + MASKS_HEAP_BYTES_PER_PIXEL * pixels,
        FIXED_BYTES + fileBytes + (long) (MASKS_NATIVE_BYTES_PER_PIXEL * pixels));
  }
}
