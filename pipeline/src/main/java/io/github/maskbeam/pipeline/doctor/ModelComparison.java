// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.doctor;

import io.github.maskbeam.image.ImageException;
import io.github.maskbeam.image.ImageHeader;
import io.github.maskbeam.image.decode.DecodedImage;
import io.github.maskbeam.image.decode.ImageDecoder;
import io.github.maskbeam.image.verify.FormatReaders;
import io.github.maskbeam.mask.Mask;
import io.github.maskbeam.model.ModelChoices;
import io.github.maskbeam.model.ModelContract;
import io.github.maskbeam.model.Normalization;
import io.github.maskbeam.model.OutputKind;
import io.github.maskbeam.model.SegmentationModel;
import io.github.maskbeam.model.TensorLayout;
import io.github.maskbeam.pipeline.errors.UsageException;
import io.github.maskbeam.segment.Fit;
import io.github.maskbeam.segment.SegmentSettings;
import io.github.maskbeam.segment.SegmentSettings.Confidence;
import io.github.maskbeam.segment.Segmentation;
import io.github.maskbeam.segment.Segmenter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.tensorflow.lite.DataType;

/**
 * Segments one photograph under each plausible reading of a model: the normalizations, and the
 * outputs and layouts where the model leaves them open. A person sees which one is right.
 */
public final class ModelComparison {
  private static final String SECTION = "comparison";

  private ModelComparison() {}

  /**
   * Segments the photograph and returns a PNG with a captioned tile per reading.
   *
   * @param findings receives the flags and the mean confidence of each tile
   * @param model loads the model under other choices
   * @param choices the choices of the user
   * @throws UsageException if the model cannot be used with the choices of the user
   * @throws ImageException if the photograph cannot be decoded
   */
  public static byte[] picture(
      Findings findings, Loader model, ModelChoices choices, byte[] photo, long maxPixels)
      throws UsageException, ImageException, IOException {
    ImageHeader header = FormatReaders.header(photo);
    ComparisonSheet sheet = new ComparisonSheet(header.widthPx(), header.heightPx());
    try (DecodedImage image =
        ImageDecoder.withMaxPixels(maxPixels)
            .decode(photo, header, header.widthPx(), header.heightPx())) {
      sheet.addPhoto(image.rgb());
      for (ModelChoices reading : readings(model, choices)) {
        SegmentationModel loaded = model.load(reading);
        for (String name : normalizations(loaded)) {
          Normalization normalization = Normalization.named(name).orElseThrow();
          String flags = flags(reading, name);
          Segmentation segmentation =
              segmented(loaded.withNormalization(normalization), image, header);
          String confidence = confidence(segmentation);
          findings.fact(SECTION, flags, confidence);
          sheet.addMask(segmentation.mask(), flags, confidence);
        }
      }
    }
    return sheet.png();
  }

  /** The choices of the user, and each way to settle what the model leaves open. */
  private static List<ModelChoices> readings(Loader model, ModelChoices choices)
      throws UsageException {
    SegmentationModel loaded = model.load(choices);
    String warnings = String.join(" ", loaded.contract().warnings());
    List<ModelChoices> candidates = new ArrayList<>();
    if (warnings.contains("--modelLayout")) {
      candidates.add(choices.withLayout(TensorLayout.NHWC));
      candidates.add(choices.withLayout(TensorLayout.NCHW));
    }
    int outputs = warnings.contains("--modelOutput") ? loaded.outputCount() : 1;
    if (outputs > 1) {
      for (int i = 0; i < outputs; i++) {
        candidates.add(choices.withOutput(String.valueOf(i)));
      }
    }
    List<ModelChoices> usable = new ArrayList<>();
    for (ModelChoices candidate : candidates) {
      try {
        model.load(candidate);
        usable.add(candidate);
      } catch (UsageException e) {
        // Not a plausible reading: this output is not a mask.
      }
    }
    return usable.isEmpty() ? List.of(choices) : usable;
  }

  private static List<String> normalizations(SegmentationModel model) {
    // Integer inputs are quantized pixel values, so there is nothing to guess.
    return model.contract().inputType() == DataType.FLOAT32
        ? Normalization.names()
        : List.of(Normalization.NONE_NAME);
  }

  private static Segmentation segmented(
      SegmentationModel model, DecodedImage image, ImageHeader header) {
    ModelContract contract = model.contract();
    Confidence confidence =
        contract.outputKind() == OutputKind.CLASS_IDS ? Confidence.OMITTED : Confidence.MEASURED;
    try (Segmenter segmenter = Segmenter.open(model, SegmentSettings.of(Fit.STRETCH, confidence))) {
      return segmenter.segment(image.rgb(), header.widthPx(), header.heightPx());
    }
  }

  private static String flags(ModelChoices choices, String normalization) {
    StringBuilder flags = new StringBuilder("--normalization=" + normalization);
    choices.output().ifPresent(output -> flags.append(" --modelOutput=").append(output));
    choices
        .layout()
        .ifPresent(
            layout ->
                flags.append(" --modelLayout=").append(layout.name().toLowerCase(Locale.ROOT)));
    choices.inputSize().ifPresent(size -> flags.append(" --modelInputSize=").append(size));
    return flags.toString();
  }

  /** Over all pixels, each with the confidence of its class. */
  private static String confidence(Segmentation segmentation) {
    Optional<double[]> means = segmentation.meanConfidence();
    if (means.isEmpty()) {
      return "no confidence: the model outputs class ids";
    }
    Mask mask = segmentation.mask();
    double sum =
        segmentation.areas().stream()
            .mapToDouble(area -> area.areaPx() * means.get()[area.classId()])
            .sum();
    return String.format(
        Locale.ROOT,
        "mean confidence %.3f, classes: %d",
        sum / ((double) mask.widthPx() * mask.heightPx()),
        segmentation.areas().size());
  }

  /** Loads the model under choices. */
  public interface Loader {
    /** The model. */
    SegmentationModel load(ModelChoices choices) throws UsageException;
  }
}
