// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.doctor;

import io.github.maskbeam.area.ClassArea;
import io.github.maskbeam.image.ImageException;
import io.github.maskbeam.image.decode.DecodedImage;
import io.github.maskbeam.image.decode.ImageDecoder;
import io.github.maskbeam.image.verify.FormatReaders;
import io.github.maskbeam.model.ModelException;
import io.github.maskbeam.model.ModelLoader;
import io.github.maskbeam.model.SegmentationModel;
import io.github.maskbeam.pipeline.errors.Problem;
import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.schemas.LabelMap;
import io.github.maskbeam.schemas.Sha256;
import io.github.maskbeam.segment.Fit;
import io.github.maskbeam.segment.SegmentSettings;
import io.github.maskbeam.segment.SegmentSettings.Confidence;
import io.github.maskbeam.segment.Segmentation;
import io.github.maskbeam.segment.Segmenter;
import io.github.maskbeam.tflite.Delegation;
import io.github.maskbeam.tflite.TfliteInterpreter;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import javax.imageio.ImageIO;
import org.tensorflow.lite.InterpreterApi;

/**
 * Whether decoding, inference and counting give here what they should: the embedded model on a
 * picture of sky above vegetation, drawn here.
 */
final class GoldenCheck {
  private static final String SECTION = "golden check";
  private static final int WIDTH_PX = 640;
  private static final int HEIGHT_PX = 480;
  private static final int HORIZON_PX = 200;
  private static final int SKY = 0x6aa4e2;
  private static final int VEGETATION = 0x568a38;

  /** The border may differ by a few rows: XNNPACK's rounding depends on the processor. */
  private static final int TOLERANCE_PX = 4 * WIDTH_PX;

  private GoldenCheck() {}

  static void run(Findings findings) throws IOException {
    try {
      SegmentationModel demo = ModelLoader.load(ModelLoader.DEMO);
      compare(findings, segmented(demo), demo.labels());
      requireDelegate(findings, demo);
    } catch (ModelException | ImageException e) {
      findings.fact(SECTION, "result", "FAILED");
      findings.machineProblem(
          Problem.of(
              ProblemCode.GOLDEN_CHECK_NOT_RUN,
              "The golden check failed: " + e.getMessage() + "."));
    }
  }

  private static void compare(Findings findings, Segmentation segmentation, LabelMap labels) {
    Map<String, Long> areas = new TreeMap<>();
    for (ClassArea area : segmentation.areas()) {
      areas.put(labels.name(area.classId()), area.areaPx());
    }
    long skyPx = areas.getOrDefault("sky", 0L);
    long vegetationPx = areas.getOrDefault("vegetation", 0L);
    boolean isGolden =
        Math.abs(skyPx - (long) WIDTH_PX * HORIZON_PX) <= TOLERANCE_PX
            && Math.abs(vegetationPx - (long) WIDTH_PX * (HEIGHT_PX - HORIZON_PX)) <= TOLERANCE_PX;
    findings.fact(SECTION, "result", isGolden ? "passed" : "FAILED");
    findings.fact(SECTION, "areas px", areas);
    findings.fact(SECTION, "mask SHA-256", Sha256.hex(segmentation.mask().classIds()));
    if (!isGolden) {
      findings.machineProblem(
          Problem.of(
              ProblemCode.GOLDEN_CHECK_FAILED,
              String.format(
                  "The embedded model sees %s where sky=%d, vegetation=%d (give or take %d px) is"
                      + " right: do not trust masks made here, and report this.",
                  areas,
                  WIDTH_PX * HORIZON_PX,
                  WIDTH_PX * (HEIGHT_PX - HORIZON_PX),
                  TOLERANCE_PX)));
    }
  }

  /** XNNPACK supports all operators of the embedded model; this need not hold for other models. */
  private static void requireDelegate(Findings findings, SegmentationModel demo) {
    try (InterpreterApi interpreter = demo.newInterpreter()) {
      if (interpreter instanceof TfliteInterpreter
          && !((TfliteInterpreter) interpreter)
              .delegation()
              .delegateNames()
              .contains(Delegation.XNNPACK)) {
        findings.machineProblem(
            Problem.of(
                ProblemCode.DELEGATE_NOT_APPLIED,
                "The XNNPACK delegate is not applied to the embedded model: inference is several"
                    + " times slower here than it could be. Report this."));
      }
    }
  }

  private static Segmentation segmented(SegmentationModel model)
      throws ImageException, IOException {
    byte[] picture = picture();
    try (Segmenter segmenter =
            Segmenter.open(model, SegmentSettings.of(Fit.STRETCH, Confidence.OMITTED));
        DecodedImage image =
            ImageDecoder.withMaxPixels((long) WIDTH_PX * HEIGHT_PX)
                .decode(
                    picture, FormatReaders.header(picture), segmenter.need(WIDTH_PX, HEIGHT_PX))) {
      return segmenter.segment(image.rgb(), WIDTH_PX, HEIGHT_PX);
    }
  }

  /** As a PNG, which keeps its colors exactly. */
  private static byte[] picture() throws IOException {
    BufferedImage picture = new BufferedImage(WIDTH_PX, HEIGHT_PX, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < HEIGHT_PX; y++) {
      for (int x = 0; x < WIDTH_PX; x++) {
        picture.setRGB(x, y, y < HORIZON_PX ? SKY : VEGETATION);
      }
    }
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(picture, "png", png);
    return png.toByteArray();
  }
}
