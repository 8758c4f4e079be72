// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.evaluate;

import io.github.maskbeam.mask.Mask;
import java.io.Serializable;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Counts pixels by their class in the ground truth and their class in the mask, exactly, over one
 * or more images, and computes metrics from the counts.
 *
 * <p>A pixel with void ground truth (255) is not counted. A mask may have any class, also one
 * without a label. A pixel that is void in the mask (Maskbeam never writes these) counts as wrong;
 * void is not a class.
 *
 * <p>Sources: intersection over union per class, over the pixels of all images together, and void:
 * Everingham, Eslami, Van Gool, Williams, Winn, Zisserman, "The Pascal Visual Object Classes
 * Challenge: A Retrospective", IJCV 2015, section 4.3, and {@code VOCevalseg.m} of the VOC
 * development kit. Pixel accuracy, mean accuracy, mean IU and frequency weighted IU: Long,
 * Shelhamer, Darrell, "Fully Convolutional Networks for Semantic Segmentation", CVPR 2015, section
 * 5, whose n<sub>ij</sub> is {@link #px}(i, j) and whose t<sub>i</sub> is {@link
 * #groundTruthPx}(i).
 *
 * <p>Both take the mean over all classes of the data set, because each of them occurs. Here the
 * mean excludes classes that occur in neither ground truth nor masks, for which the metric would be
 * 0/0. A class that occurs only in masks has IoU 0, which the mean IoU includes, but no accuracy.
 *
 * <p>Not thread-safe.
 */
public final class ConfusionMatrix implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The pixel value void: not counted in ground truth, and not a class in a mask. */
  public static final int VOID = 255;

  /** Number of values that a pixel can have. */
  private static final int VALUES = 256;

  private int size;
  private long[] px = new long[0];

  /**
   * Counts the pixels of one image.
   *
   * @throws IllegalArgumentException if the sizes differ
   */
  public void add(Mask groundTruth, Mask mask) {
    requireSameSize(groundTruth, mask);
    byte[] truth = groundTruth.classIds();
    byte[] predicted = mask.classIds();
    int[] pairs = new int[VALUES * VALUES];
    for (int i = 0; i < truth.length; i++) {
      pairs[(truth[i] & 0xff) << 8 | (predicted[i] & 0xff)]++;
    }
    for (int pair = 0; pair < VOID << 8; pair++) {
      if (pairs[pair] > 0) {
        add(pair >> 8, pair & 0xff, pairs[pair]);
      }
    }
  }

  /**
   * Adds pixels with one pair of classes.
   *
   * @param groundTruthId 0 to 254
   * @param predictedId 0 to 255
   */
  public void add(int groundTruthId, int predictedId, long pixels) {
    if (groundTruthId < 0 || groundTruthId >= VOID || predictedId < 0 || predictedId > VOID) {
      throw new IllegalArgumentException(
          "Class ids must be 0 to 254 in ground truth and 0 to 255 in masks, but are "
              + groundTruthId
              + " and "
              + predictedId);
    }
    growTo(1 + Math.max(groundTruthId, predictedId));
    px[groundTruthId * size + predictedId] += pixels;
  }

  /** Adds all counts of another matrix. */
  public void add(ConfusionMatrix other) {
    growTo(other.size);
    for (int i = 0; i < other.size; i++) {
      for (int j = 0; j < other.size; j++) {
        px[i * size + j] += other.px[i * other.size + j];
      }
    }
  }

  /** Number of pixels with the first class in the ground truth and the second in the mask. */
  public long px(int groundTruthId, int predictedId) {
    return Math.max(groundTruthId, predictedId) < size ? px[groundTruthId * size + predictedId] : 0;
  }

  /** Number of counted pixels. */
  public long countedPx() {
    return Arrays.stream(px).sum();
  }

  /** Number of counted pixels whose class in the mask equals the ground truth. */
  public long correctPx() {
    return classIds().mapToLong(k -> px(k, k)).sum();
  }

  /** Number of counted pixels with the class in the ground truth. */
  public long groundTruthPx(int classId) {
    return IntStream.range(0, size).mapToLong(j -> px(classId, j)).sum();
  }

  /** Number of counted pixels with the class in the mask. */
  public long predictedPx(int classId) {
    return IntStream.range(0, size).mapToLong(i -> px(i, classId)).sum();
  }

  /** Number of counted pixels with the class in ground truth, mask or both. */
  public long unionPx(int classId) {
    return groundTruthPx(classId) + predictedPx(classId) - px(classId, classId);
  }

  /** The largest class id with a counted pixel, plus 1. */
  public int classes() {
    return Math.min(size, VOID);
  }

  /** Intersection over union of a class; absent if it is in neither ground truth nor mask. */
  public OptionalDouble iou(int classId) {
    return Fractions.of(px(classId, classId), unionPx(classId));
  }

  /**
   * Fraction of the pixels with the class in the ground truth that have it in the mask; absent if
   * there are none.
   */
  public OptionalDouble accuracy(int classId) {
    return Fractions.of(px(classId, classId), groundTruthPx(classId));
  }

  /** Mean of {@link #iou} over the classes that have one; absent if no pixel is counted. */
  public OptionalDouble meanIou() {
    return mean(this::iou);
  }

  /** Mean of {@link #accuracy} over the classes that have one; absent if no pixel is counted. */
  public OptionalDouble meanAccuracy() {
    return mean(this::accuracy);
  }

  /** {@link #correctPx} / {@link #countedPx}; absent if no pixel is counted. */
  public OptionalDouble pixelAccuracy() {
    return Fractions.of(correctPx(), countedPx());
  }

  /**
   * Mean of {@link #iou}, weighted by the pixels of each class in the ground truth; absent if no
   * pixel is counted.
   */
  public OptionalDouble frequencyWeightedIou() {
    long counted = countedPx();
    if (counted == 0) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(
        classIds().mapToDouble(k -> groundTruthPx(k) * iou(k).orElse(0)).sum() / counted);
  }

  private OptionalDouble mean(IntFunction<OptionalDouble> metric) {
    return Fractions.mean(classIds().mapToObj(metric));
  }

  private IntStream classIds() {
    return IntStream.range(0, classes());
  }

  /** Grows only as needed, because the pipeline sends one matrix per image. */
  private void growTo(int newSize) {
    if (newSize <= size) {
      return;
    }
    long[] grown = new long[newSize * newSize];
    for (int i = 0; i < size; i++) {
      System.arraycopy(px, i * size, grown, i * newSize, size);
    }
    size = newSize;
    px = grown;
  }

  static void requireSameSize(Mask groundTruth, Mask mask) {
    if (groundTruth.widthPx() != mask.widthPx() || groundTruth.heightPx() != mask.heightPx()) {
      throw new IllegalArgumentException(
          String.format(
              "The ground truth has %d x %d pixels, but the mask has %d x %d",
              groundTruth.widthPx(), groundTruth.heightPx(), mask.widthPx(), mask.heightPx()));
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ConfusionMatrix
        && size == ((ConfusionMatrix) other).size
        && Arrays.equals(px, ((ConfusionMatrix) other).px);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(px);
  }
}
