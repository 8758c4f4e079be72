// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.segment;

import io.github.maskbeam.image.ImageException;
import io.github.maskbeam.image.decode.DecodeNeed;
import io.github.maskbeam.image.decode.ImagePixels;
import io.github.maskbeam.mask.ClassIdUpsampler;
import io.github.maskbeam.mask.GridRegion;
import io.github.maskbeam.mask.Mask;
import io.github.maskbeam.mask.MaskUpsampler;
import io.github.maskbeam.mask.ScoreGrid;
import io.github.maskbeam.model.ModelContract;
import io.github.maskbeam.model.OutputKind;
import io.github.maskbeam.model.SegmentationModel;
import java.util.Optional;
import org.bytedeco.opencv.opencv_core.Mat;
import org.tensorflow.lite.InterpreterApi;

/**
 * Segments images one by one with its own interpreter.
 *
 * <p>Not thread-safe. Owns native memory until it is closed.
 */
public final class Segmenter implements AutoCloseable {
  /**
   * Minimum ratio of the sides of a scaled-down image to those of the model input. Measured on a
   * 1080p photograph with DeepLab v3: with a ratio of 1.05 the mask differs from that of the full
   * image in 0.1 % of its pixels and has specks of a wrong class; with 1.5 or more it does not, for
   * 0.6 ms of decoding.
   */
  private static final double OVERSAMPLING = 1.5;

  private final SegmentationModel model;
  private final SegmentSettings settings;
  private final InterpreterApi interpreter;
  private final InputTensor input;
  private final OutputTensor output;
  private final MaskUpsampler upsampler = new MaskUpsampler();

  /** Absent for the whole image in the model's input. */
  private final Optional<ScaledSegmenter> scaled;

  /** Reused for each image; empty until confidences are measured. */
  private float[] probabilities = new float[0];

  private Segmenter(SegmentationModel model, SegmentSettings settings, InterpreterApi interpreter) {
    this.model = model;
    this.settings = settings;
    this.interpreter = interpreter;
    this.output =
        new OutputTensor(
            model.contract(),
            model.labels(),
            interpreter.getOutputTensor(model.contract().outputIndex()));
    // Last, because only this one owns native memory and is not closed if a constructor throws.
    this.input = new InputTensor(model, interpreter.getInputTensor(0));
    Scales scales = settings.scales();
    this.scaled =
        scales.isWhole()
            ? Optional.empty()
            : Optional.of(
                new ScaledSegmenter(
                    model,
                    settings,
                    new TileProbabilities(model, interpreter, input, output, scales.flip())));
  }

  /** Creates a segmenter with a new interpreter; the caller closes it. */
  public static Segmenter open(SegmentationModel model, SegmentSettings settings) {
    InterpreterApi interpreter = model.newInterpreter();
    try {
      return new Segmenter(model, settings, interpreter);
    } catch (RuntimeException | Error e) {
      interpreter.close();
      throw e;
    }
  }

  /** What a decoder needs to know of this segmenter to decode an image of this size. */
  public DecodeNeed need(int widthPx, int heightPx) {
    ModelContract contract = model.contract();
    Scales scales = settings.scales();
    long confidenceBytes = MaskConfidence.heapBytes(settings, widthPx, heightPx);
    if (scales.isWhole()) {
      return DecodeNeed.cover(cover(contract.inputWidthPx(), 1), cover(contract.inputHeightPx(), 1))
          .withMemory(confidenceBytes, 0);
    }
    ScaledScores scores =
        new ScaledScores(contract, settings, TileProbabilities.classes(model), widthPx, heightPx);
    // An image that is smaller than a tile is enlarged and needs to be in memory.
    boolean isEnlarged = scales.haveImage() && scores.fullRows() == 0;
    double factor = isEnlarged ? Double.POSITIVE_INFINITY : scales.largestFactor();
    return DecodeNeed.cover(
            cover(contract.inputWidthPx(), factor), cover(contract.inputHeightPx(), factor))
        .withFullRows(scores.fullRows())
        .withMemory(scores.heapBytes() + confidenceBytes, scores.nativeBytes());
  }

  private static int cover(int inputPx, double factor) {
    // The largest int, if the factor is infinite.
    return (int) Math.ceil(OVERSAMPLING * factor * inputPx);
  }

  /**
   * Segments one image.
   *
   * @param rgb the image with 8-bit channels red, green, blue; may be scaled down to no less than
   *     what {@link #need} says
   * @param widthPx the full width of the image, and the width of the mask
   * @param heightPx the full height of the image, and the height of the mask
   */
  public Segmentation segment(Mat rgb, int widthPx, int heightPx) {
    return segment(rgb, widthPx, heightPx, () -> {});
  }

  /** Segments one image like {@link #segment(ImagePixels, int, int, Runnable)}. */
  public Segmentation segment(Mat rgb, int widthPx, int heightPx, Runnable afterTile) {
    try {
      return segment(ImagePixels.of(rgb), widthPx, heightPx, afterTile);
    } catch (ImageException | InterruptedException e) {
      throw new AssertionError("pixels in memory are not decoded", e);
    }
  }

  /**
   * Segments one image like {@link #segment(Mat, int, int)}.
   *
   * @param image its pixels, and its rows if {@link #need} has them
   * @param afterTile runs after each tile, if the image is segmented in tiles
   * @throws ImageException if rows of the image cannot be decoded
   */
  public Segmentation segment(ImagePixels image, int widthPx, int heightPx, Runnable afterTile)
      throws ImageException, InterruptedException {
    if (scaled.isPresent()) {
      return scaled.get().segment(image, widthPx, heightPx, afterTile);
    }
    ModelContract contract = model.contract();
    Placement placement = Placement.of(settings.fit(), contract, widthPx, heightPx);
    input.write(image.rgb(), placement);
    double inferenceMs = input.run(interpreter);
    GridRegion region = placement.onOutput(contract);
    if (contract.outputKind() == OutputKind.CLASS_IDS) {
      Mask mask =
          ClassIdUpsampler.upsample(
              output.classIds(),
              contract.outputWidth(),
              region,
              widthPx,
              heightPx,
              model.labels().maskBits());
      return Segmentation.of(mask, inferenceMs);
    }
    ScoreGrid scores = output.scores();
    Mask mask = upsampler.upsample(scores, region, widthPx, heightPx);
    if (!settings.needsProbabilities()) {
      return Segmentation.of(mask, inferenceMs);
    }
    MaskConfidence confidence =
        MaskConfidence.of(
            settings,
            mask,
            region.columns(widthPx, scores.width()),
            region.rows(heightPx, scores.height()),
            scores.classes());
    confidence.add(probabilities(scores), 0, heightPx);
    return confidence.of(mask, inferenceMs);
  }

  private ScoreGrid probabilities(ScoreGrid scores) {
    int count = scores.offset(0, scores.height());
    if (probabilities.length != count) {
      probabilities = new float[count];
    }
    return output.probabilities(scores, probabilities);
  }

  @Override
  public void close() {
    input.close();
    interpreter.close();
  }
}
