// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.evaluate;

import io.github.maskbeam.mask.Mask;
import java.io.Serializable;
import java.util.BitSet;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * Measures how well masks follow the contours of the ground truth: exact counts of pixels close to
 * contours, and the boundary IoU of each class.
 *
 * <p>Source: Cheng, Girshick, Dollár, Berg, Kirillov, "Boundary IoU: Improving Object-Centric Image
 * Segmentation Evaluation", CVPR 2021: with G<sub>d</sub> the pixels within distance d of the
 * contour of G, it is |(G<sub>d</sub> ∩ G) ∩ (P<sub>d</sub> ∩ P)| / |(G<sub>d</sub> ∩ G) ∪
 * (P<sub>d</sub> ∩ P)|. As in the authors' code, d is 0.02 of the image's diagonal, rounded half to
 * even and at least one pixel; distance is the larger of the horizontal and the vertical distance;
 * and the edge of the image is a contour of each class that touches it. The paper defines the
 * metric for one object. Here G and P are the pixels of a class, counts are summed over images as
 * for the VOC IoU, and means are taken over the classes with contours in ground truth or masks.
 *
 * <p>A pixel with void ground truth is removed from both G and P: it is not counted and creates no
 * contour. Two masks that agree on all counted pixels therefore have the same boundary IoU. Classes
 * on both sides of a void seam have a contour there only if the seam is narrower than d.
 *
 * <p>Not thread-safe.
 */
public final class BoundaryCounts implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Fraction of the image's diagonal. */
  private static final double DILATION_RATIO = 0.02;

  /** Instead of the class of a pixel that is not close to a contour. */
  private static final int NONE = -1;

  private final TreeMap<Integer, Long> intersectionPx = new TreeMap<>();
  private final TreeMap<Integer, Long> unionPx = new TreeMap<>();

  /**
   * The maximum distance d of pixels that are close to a contour, for an image of this size.
   *
   * @return the distance in pixels, at least 1
   */
  public static int distancePx(int widthPx, int heightPx) {
    return (int) Math.max(1, Math.rint(DILATION_RATIO * Math.hypot(widthPx, heightPx)));
  }

  /**
   * Counts the pixels of one image.
   *
   * @throws IllegalArgumentException if the sizes differ
   */
  public void add(Mask groundTruth, Mask mask) {
    ConfusionMatrix.requireSameSize(groundTruth, mask);
    int distancePx = distancePx(mask.widthPx(), mask.heightPx());
    BitSet bandOfTruth = ContourBand.of(groundTruth, groundTruth, distancePx);
    BitSet bandOfMask = ContourBand.of(mask, groundTruth, distancePx);
    int values = 1 + Math.max(groundTruth.voidId(), mask.voidId());
    long[] both = new long[values];
    long[] either = new long[values];
    for (int i = 0; i < mask.pixels(); i++) {
      if (groundTruth.classId(i) == groundTruth.voidId()) {
        continue;
      }
      int truthId = bandOfTruth.get(i) ? groundTruth.classId(i) : NONE;
      int predictedId =
          bandOfMask.get(i) && mask.classId(i) != mask.voidId() ? mask.classId(i) : NONE;
      if (truthId != NONE) {
        either[truthId]++;
      }
      if (predictedId == NONE) {
        continue;
      }
      if (truthId == predictedId) {
        both[truthId]++;
      } else {
        either[predictedId]++;
      }
    }
    add(intersectionPx, both);
    add(unionPx, either);
  }

  private static void add(Map<Integer, Long> counts, long[] px) {
    for (int k = 0; k < px.length; k++) {
      if (px[k] > 0) {
        counts.merge(k, px[k], Long::sum);
      }
    }
  }

  /** Adds the counts of other images. */
  public void add(BoundaryCounts other) {
    other.intersectionPx.forEach((k, px) -> intersectionPx.merge(k, px, Long::sum));
    other.unionPx.forEach((k, px) -> unionPx.merge(k, px, Long::sum));
  }

  /** Number of pixels with the class, close to its contour, in both ground truth and mask. */
  public long intersectionPx(int classId) {
    return intersectionPx.getOrDefault(classId, 0L);
  }

  /** Number of pixels with the class, close to its contour, in ground truth, mask or both. */
  public long unionPx(int classId) {
    return unionPx.getOrDefault(classId, 0L);
  }

  /** The boundary IoU of a class; absent if it has no contour in ground truth or mask. */
  public OptionalDouble iou(int classId) {
    return Fractions.of(intersectionPx(classId), unionPx(classId));
  }

  /** Mean of {@link #iou} over the classes that have one; absent if there are none. */
  public OptionalDouble meanIou() {
    return Fractions.mean(unionPx.keySet().stream().map(this::iou));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BoundaryCounts
        && intersectionPx.equals(((BoundaryCounts) other).intersectionPx)
        && unionPx.equals(((BoundaryCounts) other).unionPx);
  }

  @Override
  public int hashCode() {
    return unionPx.hashCode();
  }
}
