// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.doctor;

import io.github.maskbeam.image.ImageException;
import io.github.maskbeam.image.ImageHeader;
import io.github.maskbeam.image.decode.DecodedImage;
import io.github.maskbeam.image.decode.ImageDecoder;
import io.github.maskbeam.image.verify.FormatReaders;
import io.github.maskbeam.mask.Mask;
import io.github.maskbeam.model.SegmentationModel;
import io.github.maskbeam.pipeline.benchmark.InferenceTimes;
import io.github.maskbeam.segment.Fit;
import io.github.maskbeam.segment.SegmentSettings;
import io.github.maskbeam.segment.SegmentSettings.Confidence;
import io.github.maskbeam.segment.Segmenter;
import java.util.Locale;
import org.tensorflow.lite.InterpreterApi;

/** What a precision saves on this machine, and what it changes in the mask of a picture. */
public final class PrecisionComparison {
  private static final String SECTION = "precision";

  /** Enough for a median; large models run fewer times. */
  private static final InferenceTimes.Plan TIMED = InferenceTimes.Plan.of(3, 0, 5, 50, 3);

  private PrecisionComparison() {}

  /**
   * Measures a model in the precision of its file and in another one, on one thread.
   *
   * @param findings receives the times, and the fraction of pixels whose class differs
   * @param pictureName what to call the picture
   * @throws ImageException if the picture cannot be decoded
   */
  public static void measure(
      Findings findings,
      SegmentationModel original,
      SegmentationModel other,
      String pictureName,
      byte[] picture,
      long maxPixels)
      throws ImageException {
    double before = medianMs(original);
    double after = medianMs(other);
    findings.fact(SECTION, "as in the file", String.format(Locale.ROOT, "%.1f ms", before));
    findings.fact(
        SECTION,
        other.precision().name().toLowerCase(Locale.ROOT),
        String.format(Locale.ROOT, "%.1f ms, %.2f times as fast", after, before / after));
    ImageHeader header = FormatReaders.header(picture);
    try (DecodedImage image =
        ImageDecoder.withMaxPixels(maxPixels)
            .decode(picture, header, header.widthPx(), header.heightPx())) {
      double differing = differing(mask(original, image, header), mask(other, image, header));
      findings.fact(
          SECTION,
          "pixels that differ",
          String.format(Locale.ROOT, "%.2f %% of %s", 100 * differing, pictureName));
    }
  }

  private static double medianMs(SegmentationModel model) {
    try (InterpreterApi interpreter = model.newInterpreter()) {
      InferenceTimes times = InferenceTimes.of(interpreter, TIMED);
      // Other processes change it less than the wall time.
      return times.medianCpuMs().orElse(times.medianMs());
    }
  }

  private static Mask mask(SegmentationModel model, DecodedImage image, ImageHeader header) {
    try (Segmenter segmenter =
        Segmenter.open(model, SegmentSettings.of(Fit.STRETCH, Confidence.OMITTED))) {
      return segmenter.segment(image.rgb(), header.widthPx(), header.heightPx()).mask();
    }
  }

  private static double differing(Mask one, Mask other) {
    long count = 0;
    for (int y = 0; y < one.heightPx(); y++) {
      for (int x = 0; x < one.widthPx(); x++) {
        count += one.classId(x, y) == other.classId(x, y) ? 0 : 1;
      }
    }
    return count / ((double) one.widthPx() * one.heightPx());
  }
}
