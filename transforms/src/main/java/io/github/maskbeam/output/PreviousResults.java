// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.output;

import io.github.maskbeam.output.OutputLayout.PerImage;
import io.github.maskbeam.schemas.FailureCode;
import io.github.maskbeam.schemas.ImageRow;
import io.github.maskbeam.schemas.ListedImage;
import io.github.maskbeam.schemas.SegmentationResult;
import io.github.maskbeam.storage.AtomicFiles;
import io.github.maskbeam.storage.StoredFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.MoveOptions.StandardMoveOptions;

/**
 * What earlier runs found out about images, read from their masks and from what is remembered of
 * failures. It is good as long as the image, the model and the configuration are the same.
 *
 * <p>For use by one thread.
 */
public final class PreviousResults {
  private final OutputLayout output;
  private final String modelSha256;
  private final String configSha256;
  private final boolean retryFailed;

  private PreviousResults(
      OutputLayout output, String modelSha256, String configSha256, boolean retryFailed) {
    this.output = output;
    this.modelSha256 = modelSha256;
    this.configSha256 = configSha256;
    this.retryFailed = retryFailed;
  }

  public static PreviousResults of(
      OutputLayout output, String modelSha256, String configSha256, boolean retryFailed) {
    return new PreviousResults(output, modelSha256, configSha256, retryFailed);
  }

  /**
   * The result of an earlier run, if it has one that still holds.
   *
   * @throws IOException if storage does not let it be read
   */
  public Optional<SegmentationResult> of(ListedImage image) throws IOException {
    if (image.getHasMask()) {
      // A failure beside a mask was overtaken by it, or came of a change that the mask will show.
      return fromMask(image);
    }
    return image.getHasFailure() && !retryFailed ? fromFailure(image) : Optional.empty();
  }

  /** Remembers a failure; a mask that was made of earlier content is none of the image any more. */
  public void remember(SegmentationResult failed) throws IOException {
    String uri = failed.getImage().getImageUri();
    AtomicFiles.write(
        output.file(PerImage.FAILURE, uri),
        MaskMetadata.toJson(failed).getBytes(StandardCharsets.UTF_8),
        output.temporary());
    delete(output.mask(uri));
  }

  /** Forgets the failure of an image that has a mask now. */
  public void forgetFailure(ListedImage image) throws IOException {
    if (image.getHasFailure()) {
      delete(output.file(PerImage.FAILURE, image.getImageUri()));
    }
  }

  private static void delete(String uri) throws IOException {
    FileSystems.delete(
        List.of(FileSystems.matchNewResource(uri, false)),
        StandardMoveOptions.IGNORE_MISSING_FILES);
  }

  private Optional<SegmentationResult> fromMask(ListedImage image) throws IOException {
    String mask = output.mask(image.getImageUri());
    return holding(OutputMasks.read(mask), image).map(result -> at(mask, result));
  }

  /** The output may have been moved as a whole since. */
  private static SegmentationResult at(String mask, SegmentationResult result) {
    return SegmentationResult.newBuilder(result)
        .setImage(ImageRow.newBuilder(result.getImage()).setMaskUri(mask).build())
        .build();
  }

  private Optional<SegmentationResult> fromFailure(ListedImage image) throws IOException {
    Optional<byte[]> json = StoredFile.bytes(output.file(PerImage.FAILURE, image.getImageUri()));
    return holding(
        json.flatMap(bytes -> MaskMetadata.fromJson(new String(bytes, StandardCharsets.UTF_8))),
        image);
  }

  private Optional<SegmentationResult> holding(
      Optional<SegmentationResult> earlier, ListedImage image) {
    return earlier
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
