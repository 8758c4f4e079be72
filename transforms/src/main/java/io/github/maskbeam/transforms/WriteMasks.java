// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.transforms;

import io.github.maskbeam.geo.Georeference;
import io.github.maskbeam.mask.MaskPng;
import io.github.maskbeam.output.Attempts;
import io.github.maskbeam.output.FailureFiles;
import io.github.maskbeam.output.GeoFiles;
import io.github.maskbeam.output.MaskMetadata;
import io.github.maskbeam.output.OutputLayout;
import io.github.maskbeam.output.OutputLayout.PerImage;
import io.github.maskbeam.output.PreviousResults;
import io.github.maskbeam.schemas.ListedImage;
import io.github.maskbeam.schemas.SegmentationResult;
import io.github.maskbeam.segment.SegmentJob;
import io.github.maskbeam.segment.SegmentSettings.Confidence;
import io.github.maskbeam.segment.Segmentation;
import io.github.maskbeam.storage.AtomicFiles;
import io.github.maskbeam.storage.StoredFile;
import java.io.IOException;
import java.io.Serializable;
import java.util.Optional;
import java.util.UUID;

/**
 * Where {@link SegmentImages} writes masks: PNG files in an output directory, each written
 * atomically and carrying its result as metadata, and a record of each image that failed.
 *
 * <p>This is a sink and not a transform: on DirectRunner a downstream transform would run after all
 * images are segmented, so all masks would wait in memory and a failure would lose them.
 */
public final class WriteMasks implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Serialized with the pipeline, so the same in all attempts. */
  private final String runId = UUID.randomUUID().toString();

  private final OutputLayout output;

  private WriteMasks(OutputLayout output) {
    this.output = output;
  }

  /** Writes masks to this output directory. */
  public static WriteMasks to(OutputLayout output) {
    return new WriteMasks(output);
  }

  /**
   * A writer for one thread; the caller closes it.
   *
   * @throws IOException if the output directory cannot be read
   */
  FileWriter open(SegmentJob job) throws IOException {
    return new FileWriter(output, job, Attempts.join(runId, output));
  }

  /** Takes the results of images. For one thread; the owner closes it. */
  interface Writer extends AutoCloseable {
    /**
     * The URI that the mask of an image will have. Call {@link #write} or {@link #writeFailure} for
     * this image before the next one.
     *
     * @throws IOException if nothing can be written
     */
    String maskUri(String imageUri) throws IOException;

    /**
     * Writes the masks of an image.
     *
     * @param result of the image, with the URI of the mask
     * @param georeference whose files are written, too
     * @throws IOException if storage does not take them; no mask is visible then
     */
    void write(
        Segmentation segmentation,
        SegmentationResult result,
        Georeference georeference,
        ListedImage listed)
        throws IOException;

    /**
     * Records in the output that an image failed, so that a later run does not try it again, and
     * deletes the masks that the image had before it changed, if they are files.
     *
     * @throws IOException if storage does not take the record, or the mask cannot be deleted
     */
    void writeFailure(SegmentationResult failed, ListedImage listed) throws IOException;

    @Override
    void close() throws IOException;
  }

  /** Encodes and writes masks. For one thread; {@link #close} frees the encoder's memory. */
  static final class FileWriter implements Writer {
    private final OutputLayout output;
    private final boolean hasConfidence;
    private final MaskPng png;
    private final Optional<PreviousResults> failedAttempt;
    private final Attempts attempt;

    private FileWriter(OutputLayout output, SegmentJob job, Attempts attempt) {
      this.output = output;
      this.hasConfidence = job.settings().confidence() == Confidence.WRITTEN;
      this.png = new MaskPng(job.colors());
      this.attempt = attempt;
      this.failedAttempt =
          attempt.mayHaveFailed() ? Optional.of(job.previousResults()) : Optional.empty();
    }

    /**
     * The result of an image whose mask a failed attempt of this run has written, so that a bundle
     * that the runner repeats segments only what is missing.
     *
     * @throws IOException if storage does not let it be read
     */
    Optional<SegmentationResult> written(ListedImage image) throws IOException {
      return failedAttempt.isPresent() ? failedAttempt.get().findMask(image) : Optional.empty();
    }

    @Override
    public String maskUri(String imageUri) {
      return output.mask(imageUri);
    }

    /** When this returns, the image counts as done. The files beside the mask precede it. */
    @Override
    public void write(
        Segmentation segmentation,
        SegmentationResult result,
        Georeference georeference,
        ListedImage listed)
        throws IOException {
      attempt.markStarted();
      GeoFiles.write(output, listed, georeference);
      String description = MaskMetadata.toJson(result);
      if (segmentation.confidenceMask().isPresent()) {
        // Before the mask, which makes the image count as done.
        AtomicFiles.write(
            output.file(PerImage.CONFIDENCE, result.getImage().getImageUri()),
            png.encode(segmentation.confidenceMask().get(), description),
            output.temporary());
      }
      AtomicFiles.write(
          result.getImage().getMaskUri(),
          png.encode(segmentation.mask(), description),
          output.temporary());
    }

    @Override
    public void writeFailure(SegmentationResult failed, ListedImage listed) throws IOException {
      FailureFiles.write(output, failed);
      GeoFiles.write(output, listed, Georeference.none());
      if (hasConfidence) {
        StoredFile.delete(output.file(PerImage.CONFIDENCE, failed.getImage().getImageUri()));
      }
    }

    @Override
    public void close() {
      attempt.close();
      png.close();
    }
  }
}
