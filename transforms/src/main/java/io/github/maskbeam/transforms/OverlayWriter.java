// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.transforms;

import io.github.maskbeam.image.ImageException;
import io.github.maskbeam.image.decode.DecodedImage;
import io.github.maskbeam.image.decode.TimedDecoder;
import io.github.maskbeam.image.memory.ImageFile;
import io.github.maskbeam.image.memory.ImageMemory;
import io.github.maskbeam.image.verify.FormatReaders;
import io.github.maskbeam.mask.Mask;
import io.github.maskbeam.output.OutputLayout.PerImage;
import io.github.maskbeam.overlay.MaskPixels;
import io.github.maskbeam.overlay.OverlayRenderer;
import io.github.maskbeam.overlay.OverlaySize;
import io.github.maskbeam.schemas.ImageRow;
import io.github.maskbeam.segment.SegmentJob;
import io.github.maskbeam.storage.AtomicFiles;
import io.github.maskbeam.storage.ImageBytes;
import io.github.maskbeam.storage.ImageReadException;
import java.io.IOException;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes overlays where the job wants them. The image is read and decoded once more for it: its
 * bytes were given back before its mask was made, and the model's input is smaller than an overlay.
 *
 * <p>For use by one thread; closes nothing.
 */
final class OverlayWriter {
  private static final Logger LOG = LoggerFactory.getLogger(OverlayWriter.class);

  private final SegmentJob job;
  private final ImageMemory memory;
  private final TimedDecoder decoder;
  private final OverlayRenderer renderer;

  private OverlayWriter(SegmentJob job, ImageMemory memory, TimedDecoder decoder) {
    this.job = job;
    this.memory = memory;
    this.decoder = decoder;
    this.renderer = OverlayRenderer.of(job.labels());
  }

  static OverlayWriter of(SegmentJob job, ImageMemory memory, TimedDecoder decoder) {
    return new OverlayWriter(job, memory, decoder);
  }

  /** Writes the overlay of an image that was just segmented. */
  void write(String imageUri, Mask mask)
      throws ImageReadException, ImageException, IOException, InterruptedException {
    if (job.overlays() == SegmentJob.Overlays.OMITTED) {
      return;
    }
    OverlaySize size = OverlayRenderer.size(mask.widthPx(), mask.heightPx());
    store(imageUri, render(imageUri, MaskPixels.scaled(mask, size)));
  }

  /**
   * Writes the overlay of an image whose mask an earlier run made, if there is none. The image is
   * done all the same, so what is wrong with it now is only logged.
   */
  void writeMissing(ImageRow image) throws IOException, InterruptedException {
    String imageUri = image.getImageUri();
    if (job.overlays() == SegmentJob.Overlays.OMITTED
        || exists(job.output().file(PerImage.OVERLAY, imageUri))) {
      return;
    }
    byte[] overlay;
    try {
      byte[] png = ImageBytes.read(image.getMaskUri(), Integer.MAX_VALUE);
      OverlaySize size = OverlayRenderer.size(image.getWidthPx(), image.getHeightPx());
      Mask mask = MaskPixels.read(png, image.getWidthPx(), image.getHeightPx(), size);
      overlay = render(imageUri, mask);
    } catch (ImageReadException | ImageException | IOException e) {
      LOG.warn("No overlay of {}: {}", imageUri, e.getMessage());
      return;
    }
    store(imageUri, overlay);
  }

  private byte[] render(String imageUri, Mask mask)
      throws ImageReadException, ImageException, InterruptedException {
    try (ImageFile file = ImageBytes.read(imageUri, job.maxBytes(), memory);
        DecodedImage image =
            decoder.decode(
                file, FormatReaders.header(file.content()), mask.widthPx(), mask.heightPx())) {
      return renderer.render(image.rgb(), mask);
    }
  }

  private void store(String imageUri, byte[] overlay) throws IOException {
    AtomicFiles.write(
        job.output().file(PerImage.OVERLAY, imageUri), overlay, job.output().temporary());
  }

  private static boolean exists(String uri) throws IOException {
    return !FileSystems.match(uri, EmptyMatchTreatment.ALLOW).metadata().isEmpty();
  }
}
