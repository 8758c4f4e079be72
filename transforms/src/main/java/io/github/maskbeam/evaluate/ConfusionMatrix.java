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
 * How many pixels of each class in the ground truth have which class in the mask: exact counts,
 * over one image or all of them, and what is computed from them.
 *
 * <p>A pixel whose ground truth is void (255) is not counted, whatever the mask says of it. A mask
 * may have any class, also one that no label names: it counts like every other. Where a mask is
 * void (Maskbeam's never are) the pixel counts as wrong, and void is no class of its own.
 *
 * <p>Sources: intersection over union per class, over the pixels of all images together, and void:
 * Everingham, Eslami, Van Gool, Williams, Winn, Zisserman, "The Pascal Visual Object Classes
 * Challenge: A Retrospective", IJCV 2015, section 4.3, and {@code VOCevalseg.m} of the VOC
 * development kit. Pixel accuracy, mean accuracy, mean IU and frequency weighted IU: Long,
 * Shelhamer, Darrell, "Fully Convolutional Networks for Semantic Segmentation", CVPR 2015, section
 * 5, whose n<sub>ij</sub> is {@link #px}(i, j) and whose t<sub>i</sub> is {@link
 * #groundTruthPx}(i).
 *
 * <p>Both take the mean over all classes of the data set, every one of which occurs in it. Here a
 * class that is in neither ground truth nor masks, so that its quotient would be 0/0, is left out
 * of the mean; one that is in the masks alone has IoU 0 and is in the mean of IoU, but has no
 * accuracy.
 *
 * <p>Not thread-safe.
 */
public final class ConfusionMatrix implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The value of pixels that do not count in ground truth, and are no class in a mask. */
  public static final int VOID = 255;

  /** Values that a pixel can have. */
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
   * Adds pixels of one pair of classes.
   *
   * @param groundTruthId 0 to 254
   * @param predictedId 0 to 255
   */
  public void add(int groundTruthId, int predictedId, long pixels) {
    if (groundTruthId < 0 || groundTruthId >= VOID || predictedId < 0 || predictedId > VOID) {
      throw new IllegalArgumentException(
          "No pair of classes: ground truth " + groundTruthId + ", predicted " + predictedId);
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

  /** Pixels of this class in the ground truth and that class in the mask. */
  public long px(int groundTruthId, int predictedId) {
    return Math.max(groundTruthId, predictedId) < size ? px[groundTruthId * size + predictedId] : 0;
  }

  /** All pixels that were counted. */
  public long countedPx() {
    return Arrays.stream(px).sum();
  }

  /** Counted pixels whose class is right. */
  public long correctPx() {
    return classIds().mapToLong(k -> px(k, k)).sum();
  }

  /** Counted pixels of the class in the ground truth. */
  public long groundTruthPx(int classId) {
    return IntStream.range(0, size).mapToLong(j -> px(classId, j)).sum();
  }

  /** Counted pixels of the class in the mask. */
  public long predictedPx(int classId) {
    return IntStream.range(0, size).mapToLong(i -> px(i, classId)).sum();
  }

  /** Counted pixels of the class in ground truth or mask. */
  public long unionPx(int classId) {
    return groundTruthPx(classId) + predictedPx(classId) - px(classId, classId);
  }

  /** One more than the largest class id with a counted pixel. */
  public int classes() {
    return Math.min(size, VOID);
  }

  /** Intersection over union of a class; absent where the class is in neither. */
  public OptionalDouble iou(int classId) {
    return Fractions.of(px(classId, classId), unionPx(classId));
  }

  /** Share of the class's ground truth that is right; absent where there is none. */
  public OptionalDouble accuracy(int classId) {
    return Fractions.of(px(classId, classId), groundTruthPx(classId));
  }

  /** Mean of {@link #iou} over the classes that have one; absent where nothing was counted. */
  public OptionalDouble meanIou() {
    return mean(this::iou);
  }

  /** Mean of {@link #accuracy} over the classes that have one; absent where nothing was counted. */
  public OptionalDouble meanAccuracy() {
    return mean(this::accuracy);
  }

  /** Share of all counted pixels that is right; absent where nothing was counted. */
  public OptionalDouble pixelAccuracy() {
    return Fractions.of(correctPx(), countedPx());
  }

  /**
   * Mean of {@link #iou} in which each class weighs as much as it has of the ground truth; absent
   * where nothing was counted.
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

  /** Keeps the matrix as small as its classes, since one travels with every image. */
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
              "The ground truth has %d x %d pixels, but the mask %d x %d",
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
