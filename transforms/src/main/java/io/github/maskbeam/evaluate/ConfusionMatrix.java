// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.evaluate;

import io.github.maskbeam.mask.Mask;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Counts pixels by their class in the ground truth and their class in the mask, exactly, over one
 * or more images, and computes metrics from the counts.
 *
 * <p>A pixel with void ground truth (255, or 65535 in a file of 16 bits) is not counted. A mask may
 * have any class, also one without a label. A pixel that is void in the mask counts as wrong, so
 * that a mask cannot gain by leaving out difficult pixels; void is not a class. {@link
 * #withoutPredictedVoid} has the metrics of the other pixels.
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

  /** Stands for void, whose pixel value is 255 or 65535: not counted, and not a class. */
  public static final int VOID = 65_535;

  /** By {@link #key}, so that counts of many classes take no more memory than they need. */
  private final TreeMap<Long, Long> px = new TreeMap<>();

  private final TreeMap<Integer, Long> groundTruthPx = new TreeMap<>();
  private final TreeMap<Integer, Long> predictedPx = new TreeMap<>();

  /**
   * Counts the pixels of one image.
   *
   * @throws IllegalArgumentException if the sizes differ
   */
  public void add(Mask groundTruth, Mask mask) {
    requireSameSize(groundTruth, mask);
    Map<Long, Long> pairs = new HashMap<>();
    int pixels = mask.pixels();
    for (int from = 0; from < pixels; ) {
      int truth = groundTruth.classId(from);
      int predicted = mask.classId(from);
      int to = from + 1;
      while (to < pixels && groundTruth.classId(to) == truth && mask.classId(to) == predicted) {
        to++;
      }
      if (truth != groundTruth.voidId()) {
        int id = predicted == mask.voidId() ? VOID : predicted;
        pairs.merge(key(truth, id), (long) to - from, Long::sum);
      }
      from = to;
    }
    pairs.forEach(this::add);
  }

  /**
   * Adds pixels with one pair of classes.
   *
   * @param groundTruthId 0 to 65534
   * @param predictedId 0 to 65534, or {@link #VOID}
   */
  public void add(int groundTruthId, int predictedId, long pixels) {
    if (groundTruthId < 0 || groundTruthId >= VOID || predictedId < 0 || predictedId > VOID) {
      throw new IllegalArgumentException(
          "Class ids must be 0 to 65534 in ground truth and 0 to 65535 in masks, but are "
              + groundTruthId
              + " and "
              + predictedId);
    }
    add(key(groundTruthId, predictedId), pixels);
  }

  /** Adds all counts of another matrix. */
  public void add(ConfusionMatrix other) {
    other.px.forEach(this::add);
  }

  private void add(long key, long pixels) {
    px.merge(key, pixels, Long::sum);
    groundTruthPx.merge(groundTruthId(key), pixels, Long::sum);
    predictedPx.merge(predictedId(key), pixels, Long::sum);
  }

  private static long key(int groundTruthId, int predictedId) {
    return (long) groundTruthId << Short.SIZE | predictedId;
  }

  private static int groundTruthId(long key) {
    return (int) (key >> Short.SIZE);
  }

  private static int predictedId(long key) {
    return (int) (key & VOID);
  }

  /** Calls the visitor with each pair of classes that occurs, ordered by their ids. */
  void forEach(PairVisitor visitor) {
    px.forEach((key, pixels) -> visitor.visit(groundTruthId(key), predictedId(key), pixels));
  }

  /** Number of pixels with the first class in the ground truth and the second in the mask. */
  public long px(int groundTruthId, int predictedId) {
    return px.getOrDefault(key(groundTruthId, predictedId), 0L);
  }

  /** Number of counted pixels. */
  public long countedPx() {
    return px.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Number of counted pixels whose class in the mask equals the ground truth. */
  public long correctPx() {
    return classIds().mapToLong(k -> px(k, k)).sum();
  }

  /** Number of counted pixels with the class in the ground truth. */
  public long groundTruthPx(int classId) {
    return groundTruthPx.getOrDefault(classId, 0L);
  }

  /** Number of counted pixels with the class in the mask. */
  public long predictedPx(int classId) {
    return predictedPx.getOrDefault(classId, 0L);
  }

  /** Number of counted pixels with the class in ground truth, mask or both. */
  public long unionPx(int classId) {
    return groundTruthPx(classId) + predictedPx(classId) - px(classId, classId);
  }

  /** The counts of the pixels that are not void in the mask. */
  public ConfusionMatrix withoutPredictedVoid() {
    ConfusionMatrix others = new ConfusionMatrix();
    px.forEach(
        (key, pixels) -> {
          if (predictedId(key) != VOID) {
            others.add(key, pixels);
          }
        });
    return others;
  }

  /** The largest class id with a counted pixel, plus 1. */
  public int classes() {
    Integer lastPredicted = predictedPx.lowerKey(VOID);
    return 1
        + Math.max(
            groundTruthPx.isEmpty() ? -1 : groundTruthPx.lastKey(),
            lastPredicted == null ? -1 : lastPredicted);
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
    return other instanceof ConfusionMatrix && px.equals(((ConfusionMatrix) other).px);
  }

  @Override
  public int hashCode() {
    return px.hashCode();
  }

  /** Takes pairs of classes. */
  interface PairVisitor {
    /** Takes a pair and its number of pixels. */
    void visit(int groundTruthId, int predictedId, long px);
  }
}
