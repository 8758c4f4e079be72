// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.image.memory;

import com.google.auto.value.AutoValue;
import io.github.maskbeam.image.ImageHeader;
import io.github.maskbeam.image.Orientation;

/**
 * An upper bound of the memory that one image needs in addition to the content of its file, from
 * verification until its mask is written.
 */
@AutoValue
public abstract class MemoryEstimate {
  /** Tables, rows and buffers, which do not depend on the size of the image. */
  private static final long FIXED_BYTES = 4L << 20;

  private static final int RGB_BYTES = 3;

  /** A mask has one byte per pixel; its compressed PNG is far smaller. */
  private static final double MASK_BYTES_PER_PIXEL = 1.125;

  /** Verification copies the file: JPEG without byte stuffing, other formats stripped or edited. */
  private static final int VERIFICATION_COPIES = 2;

  /** One bit per coefficient of four components, for a JPEG with several scans. */
  private static final double VERIFICATION_BYTES_PER_PIXEL = 0.5;

  /** Ground truth, and the mask while it is converted from colors to class ids. */
  private static final int MASKS_HEAP_BYTES_PER_PIXEL = 1 + RGB_BYTES + 1;

  /** One of both in color, and the decoder's memory for interlaced files. */
  private static final double MASKS_NATIVE_BYTES_PER_PIXEL = RGB_BYTES + 0.25;

  /** The critical chunks, and the gray PNG made of them with one copy. */
  private static final int MASK_FILE_COPIES = 3;

  /** Memory in the Java heap, in bytes. */
  abstract long heapBytes();

  /** Memory outside the Java heap, in bytes. */
  public abstract long nativeBytes();

  /**
   * The estimate for one image.
   *
   * @param decodedPixels the number of pixels that the decoder returns
   * @param decoderMemoryBytes the memory of the decoder itself, see {@link
   *     io.github.maskbeam.image.FormatReader#decoderMemoryBytes}
   */
  public static MemoryEstimate of(
      ImageHeader header, long fileBytes, long decodedPixels, long decoderMemoryBytes) {
    double verificationBytes =
        (double) VERIFICATION_COPIES * fileBytes + VERIFICATION_BYTES_PER_PIXEL * header.pixels();
    double maskBytes = MASK_BYTES_PER_PIXEL * header.pixels();
    long rgbBytes = RGB_BYTES * decodedPixels;
    long rotationBytes = header.orientation() == Orientation.UPRIGHT ? 0 : rgbBytes;
    return new AutoValue_MemoryEstimate(
        FIXED_BYTES + (long) Math.max(verificationBytes, maskBytes),
        // The decoder's memory is freed before the pixels are rotated.
        FIXED_BYTES + rgbBytes + Math.max(fileBytes + decoderMemoryBytes, rotationBytes));
  }

  /**
   * The estimate for a mask and its ground truth, until they are compared.
   *
   * @param pixels the number of pixels of each of them
   * @param fileBytes the size of the larger file; they are decoded one after the other
   */
  public static MemoryEstimate ofMaskPair(long pixels, long fileBytes) {
    return new AutoValue_MemoryEstimate(
        FIXED_BYTES + MASK_FILE_COPIES * fileBytes + MASKS_HEAP_BYTES_PER_PIXEL * pixels,
        FIXED_BYTES + fileBytes + (long) (MASKS_NATIVE_BYTES_PER_PIXEL * pixels));
  }
}
