// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.output;

import io.github.maskbeam.output.OutputLayout.PerImage;
import io.github.maskbeam.schemas.FailureCode;
import io.github.maskbeam.schemas.ImageRow;
import io.github.maskbeam.schemas.ListedImage;
import io.github.maskbeam.schemas.MaskPlace;
import io.github.maskbeam.schemas.SegmentationResult;
import io.github.maskbeam.storage.FileRange;
import io.github.maskbeam.storage.StoredFile;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/**
 * Results of previous runs, read from the masks and failures in an output directory. A result is
 * valid if image, model and configuration have not changed.
 *
 * <p>Not thread-safe.
 */
public final class PreviousResults {
  /** Failures that a server or the machine may have caused, and not the image. */
  private static final Set<FailureCode> TRANSIENT =
      Set.of(FailureCode.READ_ERROR, FailureCode.TIMED_OUT);

  private final OutputLayout output;
  private final String modelSha256;
  private final String configSha256;
  private final boolean includesFailures;
  private final boolean needsConfidence;

  private PreviousResults(
      OutputLayout output,
      String modelSha256,
      String configSha256,
      boolean includesFailures,
      boolean needsConfidence) {
    this.output = output;
    this.modelSha256 = modelSha256;
    this.configSha256 = configSha256;
    this.includesFailures = includesFailures;
    this.needsConfidence = needsConfidence;
  }

  /** The results of a model and a configuration, each given by its SHA-256. */
  public static PreviousResults of(OutputLayout output, String modelSha256, String configSha256) {
    return new PreviousResults(output, modelSha256, configSha256, true, false);
  }

  /** Returns the same results without failures, so that failed images are segmented again. */
  public PreviousResults withoutFailures() {
    return new PreviousResults(output, modelSha256, configSha256, false, needsConfidence);
  }

  /** Returns the same results without masks that have no confidence mask of the same image. */
  public PreviousResults withConfidence() {
    return new PreviousResults(output, modelSha256, configSha256, includesFailures, true);
  }

  /**
   * Returns the valid result of an image, if there is one. A failure to read an image, or to decode
   * it in time, is not valid: a later run tries the image again.
   *
   * @throws MaskNameException if the mask that was listed for the image is that of another one
   * @throws IOException if the mask or failure cannot be read
   */
  public Optional<SegmentationResult> find(ListedImage image) throws IOException {
    boolean isInShard = image.getMaskPlace() != null;
    if (!isInShard && (image.getHasMask() || image.getHasFailure())) {
      FormerNames.replace(output, image.getImageUri());
    }
    // A mask in a shard cannot be deleted, so a failure beside it is newer. A failure beside a file
    // is older than the change that made the mask invalid.
    if (image.getHasMask() && !(isInShard && image.getHasFailure())) {
      if (isInShard || output.maskNames() == MaskNames.ID) {
        return findMask(image);
      }
      Optional<SegmentationResult> mask = OutputMasks.read(output.mask(image.getImageUri()));
      requireOwn(mask, image);
      return reusable(mask, image);
    }
    return image.getHasFailure() && includesFailures
        ? valid(FailureFiles.read(output, image.getImageUri()), image)
            .filter(failed -> !triesAgain(FailureCode.valueOf(failed.getImage().getFailureCode())))
        : Optional.empty();
  }

  /** The owner of a mask that is not complete is unknown, so it is replaced. */
  private void requireOwn(Optional<SegmentationResult> mask, ListedImage image) throws IOException {
    String imageUri = image.getImageUri();
    if (mask.isPresent()) {
      String owner = mask.get().getImage().getImageUri();
      if (!owner.equals(imageUri)) {
        throw MaskNameException.taken(output, imageUri, "that is the mask of " + owner);
      }
    } else if (StoredFile.<Boolean, IOException>read(output.mask(imageUri), in -> true).isEmpty()) {
      throw MaskNameException.taken(
          output,
          imageUri,
          "there is a mask whose name differs only in case or in how accents are encoded");
    }
  }

  /**
   * Deletes the failure of an image. Call it before the image is segmented again. An invalid mask
   * is kept until the new mask replaces it.
   *
   * @throws IOException if the file cannot be deleted
   */
  public void forget(ListedImage image) throws IOException {
    if (image.getHasFailure()) {
      StoredFile.delete(output.file(PerImage.FAILURE, image.getImageUri()));
    }
  }

  /**
   * Returns the valid result in the mask of an image, even if the mask was written after the image
   * was listed.
   *
   * @throws IOException if the mask cannot be read
   */
  public Optional<SegmentationResult> findMask(ListedImage image) throws IOException {
    return image.getMaskPlace() == null
        ? reusable(OutputMasks.read(output.mask(image.getImageUri())), image)
        : findMask(image, image.getMaskPlace());
  }

  private Optional<SegmentationResult> reusable(
      Optional<SegmentationResult> mask, ListedImage image) throws IOException {
    Optional<SegmentationResult> result = valid(mask, image);
    if (result.isPresent() && needsConfidence && !hasConfidence(result.get().getImage())) {
      return Optional.empty();
    }
    return result.map(found -> withMaskUri(found, output.mask(image.getImageUri())));
  }

  /**
   * Returns the valid result in the mask of an image that is at a place in a shard.
   *
   * @throws IOException if the shard cannot be read
   */
  public Optional<SegmentationResult> findMask(ListedImage image, MaskPlace place)
      throws IOException {
    MaskShard shard = MaskShard.of(output, place.getShard());
    return valid(
            FileRange.read(shard.tar(), place.getOffset(), place.getSizeBytes())
                .flatMap(OutputMasks::metadata),
            image)
        .map(found -> withMaskUri(found, shard.mask(image.getImageUri())));
  }

  private boolean hasConfidence(ImageRow row) throws IOException {
    return OutputMasks.read(output.file(PerImage.CONFIDENCE, row.getImageUri()))
        .filter(confidence -> OutputMasks.areOfSameResult(confidence.getImage(), row))
        .isPresent();
  }

  /** Updates the URI of the mask, because the output may have been moved or copied. */
  private static SegmentationResult withMaskUri(SegmentationResult result, String maskUri) {
    ImageRow image = result.getImage();
    // Builders copy all that they are given, and the areas are the most of it.
    return maskUri.equals(image.getMaskUri())
        ? result
        : new SegmentationResult(
            ImageRow.newBuilder(image).setMaskUri(maskUri).build(), result.getClassAreas(), null);
  }

  /** Whether a later run tries images again that failed with this code. */
  public static boolean triesAgain(FailureCode code) {
    return TRANSIENT.contains(code);
  }

  private Optional<SegmentationResult> valid(
      Optional<SegmentationResult> previous, ListedImage image) {
    return previous
        .filter(result -> hasSameSettings(result.getImage()))
        .filter(result -> result.getImage().getImageUri().equals(image.getImageUri()))
        .filter(result -> !isChanged(result.getImage(), image));
  }

  private boolean hasSameSettings(ImageRow row) {
    return row.getModelSha256().equals(modelSha256) && row.getConfigSha256().equals(configSha256);
  }

  private static boolean isChanged(ImageRow row, ListedImage image) {
    if (image.getSizeBytes() == null) {
      return false;
    }
    return FailureCode.NOT_FOUND.name().equals(row.getFailureCode())
        || (row.getSizeBytes() != null && !row.getSizeBytes().equals(image.getSizeBytes()))
        || isModified(row, image);
  }

  /**
   * Whether the image was modified since. If its earlier modification time is unknown, compares the
   * time with that of the segmentation.
   */
  private static boolean isModified(ImageRow row, ListedImage image) {
    if (image.getModifiedAt() == null) {
      return false;
    }
    return row.getModifiedAt() == null
        ? image.getModifiedAt().isAfter(row.getProcessedAt())
        : !row.getModifiedAt().equals(image.getModifiedAt());
  }
}
