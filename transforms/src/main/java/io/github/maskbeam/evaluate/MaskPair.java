// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.evaluate;

import com.google.auto.value.AutoValue;
import io.github.maskbeam.image.ImageException;
import io.github.maskbeam.image.ImageHeader;
import io.github.maskbeam.image.verify.FormatReaders;
import io.github.maskbeam.mask.IndexPng;
import io.github.maskbeam.mask.Mask;
import io.github.maskbeam.schemas.EvaluationFailure;
import io.github.maskbeam.schemas.ImageRow;
import io.github.maskbeam.schemas.ImageStatus;
import io.github.maskbeam.storage.ImageBytes;
import io.github.maskbeam.storage.ImageReadException;

/** A mask and its ground truth, read from storage. */
@AutoValue
public abstract class MaskPair {
  /** More than any PNG of 8 bits has that {@code segment} could have written. */
  private static final long MAX_BYTES = 1L << 30;

  /**
   * Reads both. Neither is decoded before its header says that it has the size that the image had,
   * so no file takes more memory than the image did.
   *
   * @throws EvaluationException if one of them cannot be read, or their sizes differ
   * @throws InterruptedException if the runner ends this worker
   */
  public static MaskPair read(ImageRow image, String groundTruthUri, LabelMapping translation)
      throws EvaluationException, InterruptedException {
    if (!image.getStatus().equals(ImageStatus.SUCCEEDED.name())) {
      throw new EvaluationException(
          EvaluationFailure.NOT_SEGMENTED,
          "There is no mask, since the image failed: " + image.getFailureMessage());
    }
    ClassIdFile mask = ClassIdFile.open(image.getMaskUri(), EvaluationFailure.MASK_UNREADABLE);
    if (!mask.hasSizeOf(image)) {
      throw new EvaluationException(
          EvaluationFailure.MASK_UNREADABLE,
          String.format(
              "%s has %s, but the run's table says %d x %d: it is no longer the run's mask",
              image.getMaskUri(), mask.size(), image.getWidthPx(), image.getHeightPx()));
    }
    ClassIdFile groundTruth =
        ClassIdFile.open(groundTruthUri, EvaluationFailure.GROUND_TRUTH_UNREADABLE);
    if (!groundTruth.hasSizeOf(image)) {
      throw new EvaluationException(
          EvaluationFailure.SIZE_DIFFERS,
          String.format(
              "The ground truth %s has %s, but the mask %s",
              groundTruthUri, groundTruth.size(), mask.size()));
    }
    return new AutoValue_MaskPair(translation.apply(groundTruth.pixels()), mask.pixels());
  }

  abstract Mask groundTruth();

  abstract Mask mask();

  /** The counts of the two. */
  public final EvaluationCounts tally() {
    return EvaluationCounts.of(groundTruth(), mask());
  }

  /** A PNG with class ids whose header was read. */
  private static final class ClassIdFile {
    private final String uri;
    private final EvaluationFailure failure;
    private final byte[] content;
    private final ImageHeader header;

    private ClassIdFile(String uri, EvaluationFailure failure, byte[] content, ImageHeader header) {
      this.uri = uri;
      this.failure = failure;
      this.content = content;
      this.header = header;
    }

    private static ClassIdFile open(String uri, EvaluationFailure failure)
        throws EvaluationException, InterruptedException {
      try {
        byte[] content = ImageBytes.read(uri, MAX_BYTES);
        return new ClassIdFile(uri, failure, content, FormatReaders.header(content));
      } catch (ImageReadException | ImageException e) {
        throw new EvaluationException(failure, uri + ": " + e.getMessage());
      }
    }

    /** EXIF orientation is not applied: class ids are stored as they are meant. */
    private boolean hasSizeOf(ImageRow image) {
      return header.codedWidthPx() == image.getWidthPx()
          && header.codedHeightPx() == image.getHeightPx();
    }

    private String size() {
      return header.codedWidthPx() + " x " + header.codedHeightPx() + " pixels";
    }

    private Mask pixels() throws EvaluationException {
      try {
        return IndexPng.read(content, header);
      } catch (ImageException e) {
        throw new EvaluationException(failure, uri + ": " + e.getMessage());
      }
    }
  }
}
