// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.evaluate;

import io.github.maskbeam.image.ImageException;
import io.github.maskbeam.image.memory.ImageLease;
import io.github.maskbeam.image.memory.ImageMemory;
import io.github.maskbeam.image.memory.MemoryEstimate;
import io.github.maskbeam.image.memory.MemoryLease;
import io.github.maskbeam.schemas.EvaluationFailure;
import io.github.maskbeam.schemas.ImageRow;
import io.github.maskbeam.schemas.ImageStatus;

/**
 * Compares the mask of an image with its ground truth, both read from storage.
 *
 * <p>All memory is taken from {@link ImageMemory} before it is allocated: for both files at once,
 * each of at most {@value #FILE_BYTES_PER_PIXEL} bytes per pixel and 4 MiB, or 1 KiB per class,
 * then for the pixels of both. Stateless and thread-safe.
 */
public final class MaskComparison {
  /** Uncompressed colors with opacity take 4, and rows of one pixel 5. */
  private static final int FILE_BYTES_PER_PIXEL = 8;

  /** What stands before the pixels of a mask: its description, and chunks of other programs. */
  private static final long OTHER_CHUNKS_BYTES = 4L << 20;

  private static final long DESCRIPTION_BYTES_PER_CLASS = 1 << 10;

  private MaskComparison() {}

  /**
   * The counts of a mask and its ground truth. Neither is decoded before its header says that it
   * has the size that the image had.
   *
   * @param maskUri the mask in this output, which may have been moved since the run
   * @param classes the number of the model's classes, for the size of the mask's description
   * @param memory waits until it has enough for both
   * @throws EvaluationException if one of them cannot be read, their sizes differ, or they take
   *     more memory than all images may
   * @throws InterruptedException if the runner ends this worker
   */
  public static EvaluationCounts of(
      ImageRow image,
      String maskUri,
      String groundTruthUri,
      LabelMapping translation,
      int classes,
      ImageMemory memory)
      throws EvaluationException, InterruptedException {
    if (!image.getStatus().equals(ImageStatus.SUCCEEDED.name())) {
      throw new EvaluationException(
          EvaluationFailure.NOT_SEGMENTED,
          "There is no mask, since the image failed: " + image.getFailureMessage());
    }
    long pixels = (long) image.getWidthPx() * image.getHeightPx();
    long maxBytes =
        FILE_BYTES_PER_PIXEL * pixels
            + Math.max(OTHER_CHUNKS_BYTES, DESCRIPTION_BYTES_PER_CLASS * classes);
    try (MemoryLease files = memory.acquireForFiles(2 * maxBytes)) {
      ClassIdFile mask = openMask(image, maskUri, maxBytes, files.bytes());
      long leftBytes = files.bytes() - mask.sizeBytes();
      ClassIdFile groundTruth = openGroundTruth(image, groundTruthUri, maxBytes, leftBytes, mask);
      files.shrinkTo(mask.sizeBytes() + groundTruth.sizeBytes());
      ImageLease lease =
          take(
              memory,
              MemoryEstimate.ofMaskPair(
                  pixels,
                  Math.max(mask.bits(), groundTruth.bits()),
                  Math.max(mask.sizeBytes(), groundTruth.sizeBytes())));
      try {
        return EvaluationCounts.of(translation.apply(groundTruth.pixels()), mask.pixels());
      } finally {
        lease.close();
      }
    }
  }

  private static ImageLease take(ImageMemory memory, MemoryEstimate need)
      throws EvaluationException, InterruptedException {
    try {
      return memory.acquireForImage(need);
    } catch (ImageException e) {
      throw new EvaluationException(
          EvaluationFailure.MASK_UNREADABLE,
          "Mask and ground truth cannot be compared: " + e.getMessage());
    }
  }

  private static ClassIdFile openMask(ImageRow image, String maskUri, long maxBytes, long heapBytes)
      throws EvaluationException, InterruptedException {
    ClassIdFile mask =
        ClassIdFile.open(maskUri, EvaluationFailure.MASK_UNREADABLE, maxBytes, heapBytes);
    if (!mask.hasSizeOf(image)) {
      throw new EvaluationException(
          EvaluationFailure.MASK_UNREADABLE,
          String.format(
              "%s has %s, but table images has %d x %d: the mask was replaced after the run",
              maskUri, mask.size(), image.getWidthPx(), image.getHeightPx()));
    }
    return mask;
  }

  private static ClassIdFile openGroundTruth(
      ImageRow image, String uri, long maxBytes, long heapBytes, ClassIdFile mask)
      throws EvaluationException, InterruptedException {
    ClassIdFile groundTruth =
        ClassIdFile.open(uri, EvaluationFailure.GROUND_TRUTH_UNREADABLE, maxBytes, heapBytes);
    if (!groundTruth.hasSizeOf(image)) {
      throw new EvaluationException(
          EvaluationFailure.SIZE_DIFFERS,
          String.format(
              "The ground truth %s has %s, but the mask %s", uri, groundTruth.size(), mask.size()));
    }
    return groundTruth;
  }
}
