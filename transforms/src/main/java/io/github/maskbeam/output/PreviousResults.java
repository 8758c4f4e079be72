// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.output;

import io.github.maskbeam.output.OutputLayout.PerImage;
import io.github.maskbeam.schemas.FailureCode;
import io.github.maskbeam.schemas.ImageRow;
import io.github.maskbeam.schemas.ListedImage;
import io.github.maskbeam.schemas.SegmentationResult;
import io.github.maskbeam.storage.StoredFile;
import java.io.IOException;
import java.util.Optional;

/**
 * Results of previous runs, read from the masks and failures in an output directory. A result is
 * valid while image, model and configuration are the same.
 *
 * <p>For one thread.
 */
public final class PreviousResults {
  private final OutputLayout output;
  private final String modelSha256;
  private final String configSha256;
  private final boolean includesFailures;

  private PreviousResults(
      OutputLayout output, String modelSha256, String configSha256, boolean includesFailures) {
    this.output = output;
    this.modelSha256 = modelSha256;
    this.configSha256 = configSha256;
    this.includesFailures = includesFailures;
  }

  /** The results of this model and configuration. */
  public static PreviousResults of(OutputLayout output, String modelSha256, String configSha256) {
    return new PreviousResults(output, modelSha256, configSha256, true);
  }

  /** The same without failures. */
  public PreviousResults withoutFailures() {
    return new PreviousResults(output, modelSha256, configSha256, false);
  }

  /**
   * The valid result of an image, if there is one.
   *
   * @throws IOException if it cannot be read
   */
  public Optional<SegmentationResult> find(ListedImage image) throws IOException {
    if (image.getHasMask() || image.getHasFailure()) {
      FormerNames.replace(output, image.getImageUri());
    }
    if (image.getHasMask()) {
      // A failure beside an invalid mask is older than the change of the image.
      return findMask(image);
    }
    return image.getHasFailure() && includesFailures
        ? valid(FailureFiles.read(output, image.getImageUri()), image)
        : Optional.empty();
  }

  /**
   * Deletes the recorded failure of an image that is about to be segmented again. An invalid mask
   * stays until a new one replaces it.
   *
   * @throws IOException if storage refuses
   */
  public void forget(ListedImage image) throws IOException {
    if (image.getHasFailure()) {
      StoredFile.delete(output.file(PerImage.FAILURE, image.getImageUri()));
    }
  }

  /**
   * The valid result in the mask of an image, whether the listing has that mask or not.
   *
   * @throws IOException if it cannot be read
   */
  public Optional<SegmentationResult> findMask(ListedImage image) throws IOException {
    String mask = output.mask(image.getImageUri());
    return valid(OutputMasks.read(mask), image).map(result -> withMaskUri(result, mask));
  }

  /** The output may have been moved or copied since. */
  private static SegmentationResult withMaskUri(SegmentationResult result, String maskUri) {
    return SegmentationResult.newBuilder(result)
        .setImage(ImageRow.newBuilder(result.getImage()).setMaskUri(maskUri).build())
        .build();
  }

  private Optional<SegmentationResult> valid(
      Optional<SegmentationResult> previous, ListedImage image) {
    return previous
        .filter(result -> isOfThisJob(result.getImage()))
        .filter(result -> result.getImage().getImageUri().equals(image.getImageUri()))
        .filter(result -> !isChanged(result.getImage(), image));
  }

  private boolean isOfThisJob(ImageRow row) {
    return row.getModelSha256().equals(modelSha256) && row.getConfigSha256().equals(configSha256);
  }

  private static boolean isChanged(ImageRow row, ListedImage image) {
    if (image.getSizeBytes() == null) {
      return false;
    }
    return FailureCode.NOT_FOUND.name().equals(row.getFailureCode())
        || (row.getSizeBytes() != null && !row.getSizeBytes().equals(image.getSizeBytes()))
        || isTouched(row, image);
  }

  /** Where the time was not asked then, a later one than that of the work tells the same. */
  private static boolean isTouched(ImageRow row, ListedImage image) {
    if (image.getModifiedAt() == null) {
      return false;
    }
    return row.getModifiedAt() == null
        ? image.getModifiedAt().isAfter(row.getProcessedAt())
        : !row.getModifiedAt().equals(image.getModifiedAt());
  }
}
