// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.transforms;

import io.github.maskbeam.errors.VisibleText;
import io.github.maskbeam.geo.GeoreferenceReader;
import io.github.maskbeam.image.ImageException;
import io.github.maskbeam.image.ImageHeader;
import io.github.maskbeam.image.decode.DecodedImage;
import io.github.maskbeam.image.decode.TimedDecoder;
import io.github.maskbeam.image.memory.ImageFile;
import io.github.maskbeam.image.memory.ImageMemory;
import io.github.maskbeam.image.verify.FormatReaders;
import io.github.maskbeam.model.ModelException;
import io.github.maskbeam.schemas.FailureCode;
import io.github.maskbeam.schemas.FailureStage;
import io.github.maskbeam.schemas.ImageStatus;
import io.github.maskbeam.schemas.ListedImage;
import io.github.maskbeam.schemas.SegmentationResult;
import io.github.maskbeam.segment.ResultRows;
import io.github.maskbeam.segment.SegmentJob;
import io.github.maskbeam.segment.Segmentation;
import io.github.maskbeam.segment.Segmenter;
import io.github.maskbeam.storage.ImageBytes;
import io.github.maskbeam.storage.ImageReadException;
import io.github.maskbeam.storage.WorldFileBytes;
import io.github.maskbeam.transforms.metrics.ImageMetrics;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.apache.beam.sdk.extensions.avro.coders.AvroCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Segments images: reads, decodes and segments each image that has no result yet and hands its mask
 * to {@link WriteMasks}. Results of earlier runs are passed on.
 *
 * <p>An image that cannot be read or decoded has a failure as its result, which is recorded at
 * once. Any other problem is not the image's fault and fails the bundle.
 */
public final class SegmentImages
    extends PTransform<
        PCollection<KV<ListedImage, SegmentationResult>>, PCollection<SegmentationResult>> {
  private static final long serialVersionUID = 1L;

  private final SegmentJob job;
  private final WriteMasks masks;

  private SegmentImages(SegmentJob job, WriteMasks masks) {
    this.job = job;
    this.masks = masks;
  }

  /** Segments with the model and settings of this job; masks go to the output of the job. */
  public static SegmentImages of(SegmentJob job) {
    return new SegmentImages(job, WriteMasks.to(job.output()));
  }

  /** The same with masks that go to this sink. */
  public SegmentImages writingTo(WriteMasks sink) {
    return new SegmentImages(job, sink);
  }

  @Override
  public PCollection<SegmentationResult> expand(
      PCollection<KV<ListedImage, SegmentationResult>> images) {
    return images
        .apply("SegmentImage", ParDo.of(new SegmentFn(job, masks)))
        .setCoder(AvroCoder.specific(SegmentationResult.class));
  }

  /** One interpreter per instance, from setup to teardown; all instances of a JVM share a model. */
  private static final class SegmentFn
      extends DoFn<KV<ListedImage, SegmentationResult>, SegmentationResult> {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(SegmentImages.class);

    private final SegmentJob job;
    private final WriteMasks masks;
    private final ImageMetrics metrics = new ImageMetrics();
    private transient ResultRows rows;
    private transient GeoreferenceReader georeferences;
    private transient ImageMemory memory;
    private transient TimedDecoder decoder;
    private transient Segmenter segmenter;
    private transient WriteMasks.Writer writer;

    private SegmentFn(SegmentJob job, WriteMasks masks) {
      this.job = job;
      this.masks = masks;
    }

    @Setup
    public void setUp() throws ModelException, IOException {
      rows = ResultRows.of(job);
      georeferences = new GeoreferenceReader(job.georeference());
      memory = ImageMemory.ofProcess(job.maxImageMemoryMb());
      decoder = job.decoder(memory);
      segmenter = Segmenter.open(job.loadModel(), job.settings());
      LOG.info("Opened an interpreter of model {}", VisibleText.line(job.model()));
      writer = masks.open(job);
    }

    @ProcessElement
    public void process(
        @Element KV<ListedImage, SegmentationResult> image, OutputReceiver<SegmentationResult> out)
        throws IOException, InterruptedException {
      SegmentationResult result =
          image.getValue() == null ? result(image.getKey()) : image.getValue();
      out.output(withKept(image.getKey().getKept(), result));
    }

    /** Values are those of the current manifest, so they are not recorded in masks and failures. */
    private static SegmentationResult withKept(ByteBuffer kept, SegmentationResult result) {
      return kept == null
          ? result
          : new SegmentationResult(result.getImage(), result.getClassAreas(), kept);
    }

    private SegmentationResult result(ListedImage listed) throws IOException, InterruptedException {
      Optional<SegmentationResult> written = writer.written(listed);
      if (written.isPresent()) {
        metrics.reused(ImageStatus.SUCCEEDED);
        return written.get();
      }
      ResultRows.Draft draft = rows.draft(listed);
      try (DecodedImage image = decode(listed, draft)) {
        Segmentation segmentation =
            segmenter.segment(image, draft.widthPx(), draft.heightPx(), metrics::tile);
        SegmentationResult result =
            draft.succeeded(segmentation, image.decodeMs(), masks.maskUri(listed.getImageUri()));
        writer.write(segmentation, result, draft.georeference(), listed);
        metrics.segmented(image.decodeMs(), segmentation.inferenceMs());
        return result;
      } catch (ImageReadException e) {
        return failure(draft.failed(FailureStage.READ, e.code(), e.getMessage()), listed);
      } catch (ImageException e) {
        return failure(draft.failed(FailureStage.DECODE, e.code(), e.getMessage()), listed);
      }
    }

    private SegmentationResult failure(SegmentationResult failed, ListedImage listed)
        throws IOException {
      writer.writeFailure(failed, listed);
      metrics.failed(FailureCode.valueOf(failed.getImage().getFailureCode()));
      return failed;
    }

    /**
     * In a method of its own, so that the file's bytes are released before the mask is made, unless
     * rows are decoded from them until then.
     */
    private DecodedImage decode(ListedImage listed, ResultRows.Draft draft)
        throws ImageReadException, ImageException, InterruptedException {
      try (ImageFile file = ImageBytes.read(listed, job.maxBytes(), memory)) {
        metrics.read(file.content().length);
        draft.content(file.content());
        ImageHeader header = FormatReaders.header(file.content());
        draft.header(header);
        draft.georeference(
            georeferences.read(
                file.content(), header, () -> WorldFileBytes.read(listed.getImageUri())));
        return decoder.decode(file, header, segmenter.need(header.widthPx(), header.heightPx()));
      }
    }

    @Teardown
    public void tearDown() {
      if (decoder != null) {
        decoder.close();
      }
      if (segmenter != null) {
        segmenter.close();
      }
      if (writer != null) {
        writer.close();
      }
    }
  }
}
