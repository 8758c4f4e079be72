// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.transforms;

import io.github.maskbeam.geo.Georeference;
import io.github.maskbeam.image.ImageException;
import io.github.maskbeam.schemas.ImageStatus;
import io.github.maskbeam.schemas.ListedImage;
import io.github.maskbeam.schemas.SegmentationResult;
import io.github.maskbeam.segment.SegmentJob;
import io.github.maskbeam.segment.StubSegmenter;
import io.github.maskbeam.transforms.metrics.ImageMetrics;
import java.io.IOException;
import java.util.Optional;
import org.apache.beam.sdk.extensions.avro.coders.AvroCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;

/** {@link SegmentImages} without reading, decoding and inference. */
public final class StubSegmentImages
    extends PTransform<
        PCollection<KV<ListedImage, SegmentationResult>>, PCollection<SegmentationResult>> {
  private static final long serialVersionUID = 1L;

  /** Whether masks are written. */
  public enum Masks {
    /** One per image, through {@link WriteMasks}; a rerun finds them. */
    WRITTEN,
    /** None, so the check after the run reports that all are missing. */
    OMITTED
  }

  private final SegmentJob job;
  private final Masks masks;

  private StubSegmentImages(SegmentJob job, Masks masks) {
    this.job = job;
    this.masks = masks;
  }

  /** Segments the images of a job. */
  public static StubSegmentImages of(SegmentJob job, Masks masks) {
    return new StubSegmentImages(job, masks);
  }

  @Override
  public PCollection<SegmentationResult> expand(
      PCollection<KV<ListedImage, SegmentationResult>> images) {
    return images
        .apply("SegmentImage", ParDo.of(new StubFn(job, masks)))
        .setCoder(AvroCoder.specific(SegmentationResult.class));
  }

  private static final class StubFn
      extends DoFn<KV<ListedImage, SegmentationResult>, SegmentationResult> {
    private static final long serialVersionUID = 1L;

    private final SegmentJob job;
    private final Masks masks;
    private final ImageMetrics metrics = new ImageMetrics();
    private transient StubSegmenter segmenter;
    private transient WriteMasks.FileWriter writer;

    private StubFn(SegmentJob job, Masks masks) {
      this.job = job;
      this.masks = masks;
    }

    @Setup
    public void setUp() throws ImageException, IOException {
      segmenter = new StubSegmenter(job);
      writer = WriteMasks.to(job.output()).open(job);
    }

    @ProcessElement
    public void process(
        @Element KV<ListedImage, SegmentationResult> image, OutputReceiver<SegmentationResult> out)
        throws IOException {
      out.output(image.getValue() == null ? result(image.getKey()) : image.getValue());
    }

    private SegmentationResult result(ListedImage image) throws IOException {
      Optional<SegmentationResult> written = writer.written(image);
      if (written.isPresent()) {
        metrics.reused(ImageStatus.SUCCEEDED);
        return written.get();
      }
      SegmentationResult result = segmenter.result(image, job.output().mask(image.getImageUri()));
      if (masks == Masks.WRITTEN) {
        writer.write(segmenter.segmentation(), result, Georeference.none(), image);
      }
      metrics.segmented(0, 0);
      return result;
    }

    @Teardown
    public void tearDown() {
      if (writer != null) {
        writer.close();
      }
    }
  }
}
