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

  /** The size of a mask and its compressed PNG, relative to the mask; the PNG is far smaller. */
  private static final double MASK_AND_PNG = 1.125;

  /** Verification copies the file: JPEG without byte stuffing, other formats stripped or edited. */
  private static final int VERIFICATION_COPIES = 2;

  /** One bit per coefficient of four components, for a JPEG with several scans. */
  private static final double VERIFICATION_BYTES_PER_PIXEL = 0.5;

  /**
   * Besides ground truth and mask: colors until they are class ids, or the class of the window
   * around each pixel and two bits.
   */
  private static final int COMPARISON_BYTES_PER_PIXEL = Integer.BYTES + 1;

  /** One of both in color, and the decoder's memory for interlaced files. */
  private static final double MASKS_NATIVE_BYTES_PER_PIXEL = RGB_BYTES + 0.25;

  /** The critical chunks, and the gray PNG made of them with one copy. */
  private static final int MASK_FILE_COPIES = 3;

  /** The rows of labels, and two bits per pixel for the borders that were followed. */
  private static final double TRACING_BYTES_PER_PIXEL = 0.25;

  /** Two numbers, and the arrays and objects of a ring, by the points of a small one. */
  private static final int BYTES_PER_POINT = 24;

  /**
   * Objects of JTS for a point on the border of two regions, estimated: 1.2 million points are
   * simplified in a heap of 800 MiB, and refused in 600 MiB.
   */
  private static final int SIMPLIFICATION_BYTES_PER_POINT = 400;

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
   * @param maskBits bits per pixel of the image's mask
   */
  public static MemoryEstimate of(
      ImageHeader header,
      long fileBytes,
      long decodedPixels,
      long decoderMemoryBytes,
      int maskBits) {
    double verificationBytes =
        (double) VERIFICATION_COPIES * fileBytes + VERIFICATION_BYTES_PER_PIXEL * header.pixels();
    double maskBytes = MASK_AND_PNG * maskBits / Byte.SIZE * header.pixels();
    long rgbBytes = RGB_BYTES * decodedPixels;
    long rotationBytes = header.orientation() == Orientation.UPRIGHT ? 0 : rgbBytes;
    return new AutoValue_MemoryEstimate(
        FIXED_BYTES + (long) Math.max(verificationBytes, maskBytes),
        // The decoder's memory is freed before the pixels are rotated.
        FIXED_BYTES + rgbBytes + Math.max(fileBytes + decoderMemoryBytes, rotationBytes));
  }

  /** This estimate and more memory in the Java heap and outside of it, in bytes. */
  public final MemoryEstimate plus(long moreHeapBytes, long moreNativeBytes) {
    return new AutoValue_MemoryEstimate(
        heapBytes() + moreHeapBytes, nativeBytes() + moreNativeBytes);
  }

  /**
   * The estimate for a mask and its ground truth, until they are compared.
   *
   * @param pixels the number of pixels of each of them
   * @param bits bits per pixel of the deeper one
   * @param fileBytes the size of the larger file; they are decoded one after the other
   */
  public static MemoryEstimate ofMaskPair(long pixels, int bits, long fileBytes) {
    int bytesPerPixel = 2 * bits / Byte.SIZE + COMPARISON_BYTES_PER_PIXEL;
    return new AutoValue_MemoryEstimate(
        FIXED_BYTES + MASK_FILE_COPIES * fileBytes + bytesPerPixel * pixels,
        FIXED_BYTES + fileBytes + (long) (MASKS_NATIVE_BYTES_PER_PIXEL * pixels));
  }

  /**
   * The estimate for a mask until its regions are traced.
   *
   * @param pixels the number of its pixels
   * @param bits bits per pixel
   * @param fileBytes the size of its file
   * @param maxPoints the number of points of all outlines at most
   */
  public static MemoryEstimate ofTracing(long pixels, int bits, long fileBytes, long maxPoints) {
    double bytesPerPixel = (double) bits / Byte.SIZE + TRACING_BYTES_PER_PIXEL;
    return new AutoValue_MemoryEstimate(
        FIXED_BYTES
            + MASK_FILE_COPIES * fileBytes
            + (long) (bytesPerPixel * pixels)
            + BYTES_PER_POINT * maxPoints,
        FIXED_BYTES + fileBytes + (long) (MASKS_NATIVE_BYTES_PER_PIXEL * pixels));
  }

  /** The estimate for the simplification of outlines with this number of points. */
  public static MemoryEstimate ofSimplification(long points) {
    return new AutoValue_MemoryEstimate(FIXED_BYTES + SIMPLIFICATION_BYTES_PER_POINT * points, 0);
  }
}
