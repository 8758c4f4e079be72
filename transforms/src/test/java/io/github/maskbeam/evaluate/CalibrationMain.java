// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.evaluate;

import io.github.maskbeam.image.ImageException;
import io.github.maskbeam.image.verify.FormatReaders;
import io.github.maskbeam.mask.ConfidenceMask;
import io.github.maskbeam.mask.IndexPng;
import io.github.maskbeam.mask.Mask;
import io.github.maskbeam.output.OutputFiles;
import io.github.maskbeam.output.OutputLayout;
import io.github.maskbeam.output.OutputLayout.PerImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Measures how well confidences agree with accuracies: prints a reliability table and the expected
 * calibration error, the mean difference between confidence and accuracy of a bin, weighted by its
 * pixels.
 *
 * <p>Source: Guo, Pleiss, Sun, Weinberger, "On Calibration of Modern Neural Networks", ICML 2017.
 *
 * <p>Arguments: the output of a run with {@code --confidence=mask}, and a directory of ground truth
 * PNGs with the stems of the images.
 */
final class CalibrationMain {
  private static final int BINS = 15;
  private static final int ID_AND_ENDING = "-.png".length() + 32;

  private final long[] px = new long[BINS];
  private final long[] correctPx = new long[BINS];
  private final double[] confidence = new double[BINS];

  private CalibrationMain() {}

  public static void main(String[] arguments) throws IOException, ImageException {
    OutputLayout output = OutputLayout.at(arguments[0]);
    Path groundTruth = Path.of(arguments[1]);
    List<Path> files = new ArrayList<>();
    for (String part : OutputFiles.PARTS) {
      OutputFiles.list(output, PerImage.CONFIDENCE, part, (id, uri) -> files.add(Path.of(uri)));
    }
    CalibrationMain calibration = new CalibrationMain();
    for (Path file : files) {
      Path inDirectory = Path.of(output.directory(PerImage.CONFIDENCE)).relativize(file);
      String name = file.getFileName().toString();
      String stem = name.substring(0, name.length() - ID_AND_ENDING);
      calibration.add(
          read(Path.of(output.masks()).resolve(inDirectory)),
          read(file),
          read(groundTruth.resolve(stem + ".png")));
    }
    calibration.print(files.size());
  }

  private static Mask read(Path png) throws IOException, ImageException {
    byte[] content = Files.readAllBytes(png);
    return IndexPng.read(content, FormatReaders.header(content));
  }

  private void add(Mask mask, Mask confidences, Mask groundTruth) {
    ConfusionMatrix.requireSameSize(groundTruth, mask);
    for (int pixel = 0; pixel < mask.pixels(); pixel++) {
      int truth = groundTruth.classId(pixel);
      if (truth == groundTruth.voidId() || mask.classId(pixel) == mask.voidId()) {
        continue;
      }
      double probability = (double) confidences.classId(pixel) / ConfidenceMask.MAX_VALUE;
      int bin = (int) Math.min(BINS - 1, probability * BINS);
      px[bin]++;
      confidence[bin] += probability;
      correctPx[bin] += truth == mask.classId(pixel) ? 1 : 0;
    }
  }

  private void print(int images) {
    long all = 0;
    long correct = 0;
    double sum = 0;
    double difference = 0;
    System.out.println("| confidence | share of px | mean confidence | accuracy |");
    System.out.println("|---|---|---|---|");
    for (int bin = 0; bin < BINS; bin++) {
      all += px[bin];
      correct += correctPx[bin];
      sum += confidence[bin];
    }
    for (int bin = 0; bin < BINS; bin++) {
      if (px[bin] > 0) {
        difference += Math.abs(confidence[bin] - correctPx[bin]);
        System.out.printf(
            Locale.ROOT,
            "| %.2f to %.2f | %.4f | %.3f | %.3f |%n",
            (double) bin / BINS,
            (bin + 1.0) / BINS,
            (double) px[bin] / all,
            confidence[bin] / px[bin],
            (double) correctPx[bin] / px[bin]);
      }
    }
    System.out.printf(
        Locale.ROOT,
        "%d images, %,d px: mean confidence %.4f, accuracy %.4f, expected calibration error %.4f%n",
        images,
        all,
        sum / all,
        (double) correct / all,
        difference / all);
  }
}
