// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.segment;

import io.github.maskbeam.mask.Axis;
import io.github.maskbeam.mask.ConfidenceMask;
import io.github.maskbeam.mask.ConfidenceMeter;
import io.github.maskbeam.mask.Mask;
import io.github.maskbeam.mask.PixelConfidence;
import io.github.maskbeam.mask.ScoreGrid;
import io.github.maskbeam.segment.SegmentSettings.Confidence;
import java.util.Optional;

/**
 * All that the settings ask for of the confidences of one mask, whose probabilities come in bands.
 * For one thread.
 */
final class MaskConfidence {
  /**
   * Bytes of the Java heap for each pixel of a confidence mask: itself and, while it is compressed,
   * the growing and the finished file. Noise compresses worst, to its own size.
   */
  private static final int HEAP_BYTES_PER_PIXEL = 4;

  private final Optional<ConfidenceMask> written;
  private final Optional<PixelConfidence> pixels;
  private final Optional<ConfidenceMeter> meter;

  private MaskConfidence(
      Optional<ConfidenceMask> written,
      Optional<PixelConfidence> pixels,
      Optional<ConfidenceMeter> meter) {
    this.written = written;
    this.pixels = pixels;
    this.meter = meter;
  }

  /**
   * Starts the measurement of a mask.
   *
   * @param columns the columns of the mask between the points of the grid
   * @param rows the rows of the mask between the points of the grid
   */
  static MaskConfidence of(
      SegmentSettings settings, Mask mask, Axis columns, Axis rows, int classes) {
    Optional<ConfidenceMask> written =
        settings.confidence() == Confidence.WRITTEN
            ? Optional.of(new ConfidenceMask(mask.widthPx(), mask.heightPx()))
            : Optional.empty();
    Optional<PixelConfidence> pixels =
        written.isPresent() || settings.minConfidence() > 0
            ? Optional.of(
                new PixelConfidence(mask, columns, rows, settings.minConfidence(), written))
            : Optional.empty();
    Optional<ConfidenceMeter> meter =
        settings.confidence() == Confidence.OMITTED
            ? Optional.empty()
            : Optional.of(new ConfidenceMeter(mask, columns, rows, classes));
    return new MaskConfidence(written, pixels, meter);
  }

  /** Bytes of the Java heap that the confidences of an image take, besides its mask. */
  static long heapBytes(SegmentSettings settings, int widthPx, int heightPx) {
    return settings.confidence() == Confidence.WRITTEN
        ? (long) HEAP_BYTES_PER_PIXEL * widthPx * heightPx
        : 0;
  }

  /**
   * Measures rows of the mask that are complete, and makes pixels void.
   *
   * @param band the probabilities of the points around these rows
   * @param firstRow the row of the grid that the band starts with
   * @param end the row after the last complete row of the mask
   */
  void add(ScoreGrid band, int firstRow, int end) {
    // Pixels first: those that become void do not count for the mean of their class.
    pixels.ifPresent(known -> known.add(band, firstRow, end));
    meter.ifPresent(known -> known.add(band, firstRow, end));
  }

  /** The result, after all bands. */
  Segmentation of(Mask mask, double inferenceMs) {
    return Segmentation.of(mask, meter.map(ConfidenceMeter::means), written, inferenceMs);
  }
}
