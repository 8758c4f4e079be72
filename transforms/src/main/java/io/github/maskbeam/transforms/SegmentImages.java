// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.transforms;

import io.github.maskbeam.image.ImageException;
import io.github.maskbeam.image.ImageHeader;
import io.github.maskbeam.image.decode.DecodedImage;
import io.github.maskbeam.image.decode.ImageDecoder;
import io.github.maskbeam.image.decode.TimedDecoder;
import io.github.maskbeam.image.memory.ImageFile;
import io.github.maskbeam.image.memory.ImageMemory;
import io.github.maskbeam.image.verify.FormatReaders;
import io.github.maskbeam.mask.MaskPng;
import io.github.maskbeam.model.ModelException;
import io.github.maskbeam.model.SegmentationModel;
import io.github.maskbeam.output.MaskMetadata;
import io.github.maskbeam.output.PreviousResults;
import io.github.maskbeam.schemas.FailureCode;
import io.github.maskbeam.schemas.FailureStage;
import io.github.maskbeam.schemas.ImageStatus;
import io.github.maskbeam.schemas.ListedImage;
import io.github.maskbeam.schemas.SegmentationResult;
import io.github.maskbeam.segment.ResultRows;
import io.github.maskbeam.segment.SegmentJob;
import io.github.maskbeam.segment.Segmentation;
import io.github.maskbeam.segment.Segmenter;
import io.github.maskbeam.storage.AtomicFiles;
import io.github.maskbeam.storage.FileMetadata;
import io.github.maskbeam.storage.ImageBytes;
import io.github.maskbeam.storage.ImageReadException;
import io.github.maskbeam.transforms.metrics.ImageMetrics;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
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
 * <p>An image whose mask or failure an earlier run left in the output is not tried again, see
 * {@link SegmentJob#retryFailed}; its rows are read back.
 *
 * <p>An image that cannot be read or decoded goes to {@link #FAILED}; anything else that goes wrong
 * is not the image's fault and fails the bundle.
 */
public final class SegmentImages extends PTransform<PCollection<ListedImage>, PCollectionTuple> {
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
  public PCollectionTuple expand(PCollection<ListedImage> images) {
    AvroCoder<SegmentationResult> resultCoder = AvroCoder.of(SegmentationResult.class);
    PCollectionTuple segmented =
        images.apply(
            "SegmentImage",
            ParDo.of(new SegmentFn(job)).withOutputTags(SUCCEEDED, TupleTagList.of(FAILED)));
    segmented.get(SUCCEEDED).setCoder(resultCoder);
    segmented.get(FAILED).setCoder(resultCoder);
    return segmented;
  }

  /** One interpreter per instance, from set-up to tear-down; the model is the JVM's. */
  private static final class SegmentFn extends DoFn<ListedImage, SegmentationResult> {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(SegmentImages.class);

    private final SegmentJob job;
    private final ImageMetrics metrics = new ImageMetrics();
    private transient PreviousResults earlier;
    private transient ResultRows rows;
    private transient ImageMemory memory;
    private transient TimedDecoder decoder;
    private transient Segmenter segmenter;
    private transient MaskPng png;
    private transient OverlayWriter overlays;

    private SegmentFn(SegmentJob job) {
      this.job = job;
    }

    @Setup
    public void setUp() throws ModelException {
      SegmentationModel model = job.loadModel();
      earlier =
          PreviousResults.of(
              job.output(), job.modelSha256(), job.configSha256(), job.retryFailed());
      rows = ResultRows.of(job);
      memory = ImageMemory.ofProcess(job.maxImageMemoryMb());
      decoder =
          TimedDecoder.of(
              ImageDecoder.withMaxPixels(job.maxPixels()),
              Duration.ofSeconds(job.maxDecodeSeconds()),
              memory);
      segmenter = Segmenter.open(model, job.settings());
      LOG.info("Opened an interpreter of model {}", job.model());
      png = new MaskPng();
      overlays = OverlayWriter.of(job, memory, decoder);
    }

    @ProcessElement
    public void process(@Element ListedImage listed, MultiOutputReceiver out)
        throws IOException, InterruptedException {
      ListedImage image = FileMetadata.completed(listed);
      Optional<SegmentationResult> known = earlier.of(image);
      SegmentationResult result = known.isPresent() ? known.get() : segment(image);
      ImageStatus status = ImageStatus.valueOf(result.getImage().getStatus());
      if (known.isPresent()) {
        metrics.already(status);
      }
      if (status == ImageStatus.SUCCEEDED) {
        earlier.forgetFailure(image);
        if (known.isPresent()) {
          overlays.writeMissing(result.getImage());
        }
        out.get(SUCCEEDED).output(result);
      } else {
        out.get(FAILED).output(result);
      }
    }

    private SegmentationResult segment(ListedImage listed)
        throws IOException, InterruptedException {
      ResultRows.Draft draft = rows.draft(listed);
      try (DecodedImage image = decode(listed.getImageUri(), draft)) {
        Segmentation segmentation =
            segmenter.segment(image.rgb(), draft.widthPx(), draft.heightPx());
        SegmentationResult result = draft.succeeded(segmentation, image.decodeMs());
        // Before the mask, since that says that an image is done.
        overlays.write(listed.getImageUri(), segmentation.mask());
        AtomicFiles.write(
            result.getImage().getMaskUri(),
            png.encode(segmentation.mask(), MaskMetadata.toJson(result)),
            job.output().temporary());
        metrics.segmented(image.decodeMs(), segmentation.inferenceMs());
        return result;
      } catch (ImageReadException e) {
        return failed(draft.failed(FailureStage.READ, e.code(), e.getMessage()), e.code());
      } catch (ImageException e) {
        return failed(draft.failed(FailureStage.DECODE, e.code(), e.getMessage()), e.code());
      }
    }

    private SegmentationResult failed(SegmentationResult result, FailureCode code)
        throws IOException {
      earlier.remember(result);
      metrics.failed(code);
      return result;
    }

    /** In a method of its own, so that the file's bytes are gone while the mask is made. */
    private DecodedImage decode(String imageUri, ResultRows.Draft draft)
        throws ImageReadException, ImageException, InterruptedException {
      try (ImageFile file = ImageBytes.read(imageUri, job.maxBytes(), memory)) {
        metrics.read(file.content().length);
        draft.content(file.content());
        ImageHeader header = FormatReaders.header(file.content());
        draft.header(header);
        return decoder.decode(file, header, segmenter.coverWidthPx(), segmenter.coverHeightPx());
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
      if (png != null) {
        png.close();
      }
    }
  }
}
