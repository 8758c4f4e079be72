// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.transforms;

import io.github.maskbeam.image.DecodedImage;
import io.github.maskbeam.image.ImageDecoder;
import io.github.maskbeam.image.ImageException;
import io.github.maskbeam.image.ImageHeader;
import io.github.maskbeam.mask.MaskPng;
import io.github.maskbeam.model.ModelException;
import io.github.maskbeam.model.SegmentationModel;
import io.github.maskbeam.overlay.OverlayRenderer;
import io.github.maskbeam.schemas.FailureStage;
import io.github.maskbeam.schemas.SegmentationResult;
import io.github.maskbeam.segment.Segmentation;
import io.github.maskbeam.segment.Segmenter;
import java.io.IOException;
import org.apache.beam.sdk.extensions.avro.coders.AvroCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads, decodes and segments each image and writes its mask, in one step: a mask is safe in
 * storage as soon as its image is done, and no runner has to hold masks between steps.
 *
 * <p>An image that cannot be read or decoded goes to {@link #FAILED}; anything else that goes wrong
 * is not the image's fault and fails the bundle.
 */
public final class SegmentImages extends PTransform<PCollection<String>, PCollectionTuple> {
  private static final long serialVersionUID = 1L;

  /** Images that have a mask. */
  public static final TupleTag<SegmentationResult> SUCCEEDED = new TupleTag<>("succeeded") {};

  /** Images that failed. */
  public static final TupleTag<SegmentationResult> FAILED = new TupleTag<>("failed") {};

  private final SegmentJob job;

  private SegmentImages(SegmentJob job) {
    this.job = job;
  }

  /** Segments as the job says. */
  public static SegmentImages of(SegmentJob job) {
    return new SegmentImages(job);
  }

  @Override
  public PCollectionTuple expand(PCollection<String> imageUris) {
    AvroCoder<SegmentationResult> resultCoder = AvroCoder.of(SegmentationResult.class);
    PCollectionTuple segmented =
        imageUris.apply(
            "SegmentImage",
            ParDo.of(new SegmentFn(job)).withOutputTags(SUCCEEDED, TupleTagList.of(FAILED)));
    segmented.get(SUCCEEDED).setCoder(resultCoder);
    segmented.get(FAILED).setCoder(resultCoder);
    return segmented;
  }

  /** One interpreter per instance, from set-up to tear-down; the model is the JVM's. */
  private static final class SegmentFn extends DoFn<String, SegmentationResult> {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(SegmentImages.class);
    private static final double NANOS_PER_MS = 1e6;

    private final SegmentJob job;
    private final ImageMetrics metrics = new ImageMetrics();
    private transient ResultRows rows;
    private transient ImageDecoder decoder;
    private transient Segmenter segmenter;
    private transient MaskPng png;
    private transient OverlayRenderer overlays;

    private SegmentFn(SegmentJob job) {
      this.job = job;
    }

    @Setup
    public void setUp() throws ModelException {
      SegmentationModel model = Models.load(job);
      rows = ResultRows.of(job);
      decoder = ImageDecoder.withMaxPixels(job.maxPixels());
      segmenter = Segmenter.open(model, job.settings());
      LOG.info("Opened an interpreter of model {}", job.model());
      png = new MaskPng();
      overlays = OverlayRenderer.of(decoder, job.labels());
    }

    @ProcessElement
    public void process(@Element String imageUri, MultiOutputReceiver out) throws IOException {
      ResultRows.Draft draft = rows.draft(imageUri);
      try {
        byte[] content = ImageBytes.read(imageUri, job.maxBytes());
        metrics.read(content.length);
        draft.content(content);
        long start = System.nanoTime();
        ImageHeader header = ImageHeader.read(content);
        draft.header(header);
        try (DecodedImage image =
            decoder.decode(content, header, segmenter.coverWidthPx(), segmenter.coverHeightPx())) {
          double decodeMs = (System.nanoTime() - start) / NANOS_PER_MS;
          Segmentation segmentation =
              segmenter.segment(image.rgb(), header.widthPx(), header.heightPx());
          SegmentationResult result = draft.succeeded(segmentation, decodeMs);
          // Before the mask, since that says that an image is done.
          if (job.overlays() == SegmentJob.Overlays.WRITTEN) {
            WholeFiles.write(
                job.output().overlay(imageUri),
                overlays.render(content, image.rgb(), segmentation.mask()),
                job.output());
          }
          WholeFiles.write(
              result.getImage().getMaskUri(),
              png.encode(segmentation.mask(), MaskDescription.toJson(result)),
              job.output());
          metrics.segmented(decodeMs, segmentation.inferenceMs());
          out.get(SUCCEEDED).output(result);
        }
      } catch (ImageReadException e) {
        metrics.failed(e.code());
        out.get(FAILED).output(draft.failed(FailureStage.READ, e.code(), e.getMessage()));
      } catch (ImageException e) {
        metrics.failed(e.code());
        out.get(FAILED).output(draft.failed(FailureStage.DECODE, e.code(), e.getMessage()));
      }
    }

    @Teardown
    public void tearDown() {
      if (segmenter != null) {
        segmenter.close();
      }
      if (png != null) {
        png.close();
      }
    }
  }
}
