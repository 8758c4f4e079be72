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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Segments images one after the other with an interpreter of its own. For one thread; the owner
 * closes it.
 */
final class ImageWorker implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SegmentImages.class);

  private final SegmentJob job;
  private final ImageMetrics metrics;
  private final ResultRows rows;
  private final GeoreferenceReader georeferences;
  private final ImageMemory memory;
  private final TimedDecoder decoder;
  private final Segmenter segmenter;

  private ImageWorker(SegmentJob job, ImageMetrics metrics) throws ModelException {
    this.job = job;
    this.metrics = metrics;
    this.rows = ResultRows.of(job);
    this.georeferences = new GeoreferenceReader(job.georeference());
    this.memory = ImageMemory.ofProcess(job.maxImageMemoryMb());
    this.segmenter = Segmenter.open(job.loadModel(), job.settings());
    this.decoder = job.decoder(memory);
    LOG.info("Opened an interpreter of model {}", VisibleText.line(job.model()));
  }

  /**
   * A worker with the model and settings of a job.
   *
   * @throws ModelException if the model cannot be loaded
   */
  static ImageWorker open(SegmentJob job, ImageMetrics metrics) throws ModelException {
    return new ImageWorker(job, metrics);
  }

  /** Values are those of the current manifest, so they are not recorded in masks and failures. */
  static SegmentationResult withKept(ByteBuffer kept, SegmentationResult result) {
    return kept == null
        ? result
        : new SegmentationResult(result.getImage(), result.getClassAreas(), kept);
  }

  /**
   * The result of an image, without kept columns, which the writer has taken.
   *
   * @throws IOException if the output cannot be written
   * @throws InterruptedException if the runner stops this worker
   */
  SegmentationResult segment(ListedImage listed, WriteMasks.Writer writer)
      throws IOException, InterruptedException {
    ResultRows.Draft draft = rows.draft(listed);
    try (DecodedImage image = decode(listed, draft)) {
      Segmentation segmentation =
          segmenter.segment(image, draft.widthPx(), draft.heightPx(), metrics::tile);
      SegmentationResult result =
          draft.succeeded(segmentation, image.decodeMs(), writer.maskUri(listed.getImageUri()));
      writer.write(segmentation, result, draft.georeference(), listed);
      metrics.segmented(image.decodeMs(), segmentation.inferenceMs());
      return result;
    } catch (ImageReadException e) {
      return failure(draft.failed(FailureStage.READ, e.code(), e.getMessage()), listed, writer);
    } catch (ImageException e) {
      return failure(draft.failed(FailureStage.DECODE, e.code(), e.getMessage()), listed, writer);
    }
  }

  private SegmentationResult failure(
      SegmentationResult failed, ListedImage listed, WriteMasks.Writer writer) throws IOException {
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

  @Override
  public void close() {
    decoder.close();
    segmenter.close();
  }
}
