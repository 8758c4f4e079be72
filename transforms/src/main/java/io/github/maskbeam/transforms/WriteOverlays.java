// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.transforms;

import io.github.maskbeam.errors.VisibleText;
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
import io.github.maskbeam.schemas.ImageStatus;
import io.github.maskbeam.schemas.SegmentationResult;
import io.github.maskbeam.segment.SegmentJob;
import io.github.maskbeam.storage.AtomicFiles;
import io.github.maskbeam.storage.ImageBytes;
import io.github.maskbeam.storage.ImageReadException;
import io.github.maskbeam.transforms.metrics.ImageMetrics;
import java.io.IOException;
import org.apache.beam.sdk.extensions.avro.coders.AvroCoder;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes an overlay of each segmented image that has none newer than its mask: a JPEG of the image
 * under its mask, made from image and mask in storage.
 *
 * <p>Mask and image are read one after the other and no memory is leased for both at once, so
 * overlays cannot wait for each other. An overlay that cannot be made, for example because the
 * image was deleted, is logged and counted; the image stays segmented. All results are passed on.
 */
public final class WriteOverlays
    extends PTransform<PCollection<SegmentationResult>, PCollection<SegmentationResult>> {
  private static final long serialVersionUID = 1L;

  private final SegmentJob job;

  private WriteOverlays(SegmentJob job) {
    this.job = job;
  }

  /** Writes overlays to the output of this job, within its limits. */
  public static WriteOverlays of(SegmentJob job) {
    return new WriteOverlays(job);
  }

  @Override
  public PCollection<SegmentationResult> expand(PCollection<SegmentationResult> results) {
    return results
        .apply("WriteOverlay", ParDo.of(new OverlayFn(job)))
        .setCoder(AvroCoder.specific(SegmentationResult.class));
  }

  private static final class OverlayFn extends DoFn<SegmentationResult, SegmentationResult> {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(WriteOverlays.class);

    private final SegmentJob job;
    private final ImageMetrics metrics = new ImageMetrics();
    private transient ImageMemory memory;
    private transient TimedDecoder decoder;
    private transient OverlayRenderer renderer;

    private OverlayFn(SegmentJob job) {
      this.job = job;
    }

    @Setup
    public void setUp() {
      memory = ImageMemory.ofProcess(job.maxImageMemoryMb());
      decoder = job.decoder(memory);
      renderer = OverlayRenderer.of(job.labels(), job.colors());
    }

    @ProcessElement
    public void process(@Element SegmentationResult result, OutputReceiver<SegmentationResult> out)
        throws IOException, InterruptedException {
      if (ImageStatus.valueOf(result.getImage().getStatus()) == ImageStatus.SUCCEEDED) {
        write(result.getImage());
      }
      out.output(result);
    }

    private void write(ImageRow image) throws IOException, InterruptedException {
      String uri = job.output().file(PerImage.OVERLAY, image.getImageUri());
      if (isUpToDate(uri, image)) {
        return;
      }
      byte[] overlay;
      try {
        overlay = render(image.getImageUri(), mask(image));
      } catch (ImageReadException | ImageException e) {
        LOG.warn(
            "No overlay of {}: {}",
            VisibleText.line(image.getImageUri()),
            VisibleText.line(e.getMessage()));
        metrics.overlayMissing();
        return;
      }
      AtomicFiles.write(uri, overlay, job.output().temporary());
    }

    private static boolean isUpToDate(String overlayUri, ImageRow image) throws IOException {
      for (MatchResult.Metadata overlay :
          FileSystems.match(overlayUri, EmptyMatchTreatment.ALLOW).metadata()) {
        // File systems that do not record the time report 0.
        return overlay.lastModifiedMillis() == 0
            || overlay.lastModifiedMillis() >= image.getProcessedAt().toEpochMilli();
      }
      return false;
    }

    /** In the overlay's size; the memory of the file is given back. */
    private Mask mask(ImageRow image)
        throws ImageReadException, ImageException, InterruptedException {
      OverlaySize size = OverlayRenderer.size(image.getWidthPx(), image.getHeightPx());
      try (ImageFile file = ImageBytes.read(image.getMaskUri(), ImageFile.MAX_BYTES, memory)) {
        return MaskPixels.read(file.content(), image.getWidthPx(), image.getHeightPx(), size);
      } catch (IOException e) {
        throw ImageException.corrupt("%s", e.getMessage());
      }
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

    @Teardown
    public void tearDown() {
      if (decoder != null) {
        decoder.close();
      }
    }
  }
}
