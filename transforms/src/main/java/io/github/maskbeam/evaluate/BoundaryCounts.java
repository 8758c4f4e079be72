// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.evaluate;

import io.github.maskbeam.mask.Mask;
import java.io.Serializable;
import java.util.Arrays;
import java.util.BitSet;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * How well masks follow the contours of the ground truth: exact counts of pixels close to contours,
 * and the boundary IoU of each class.
 *
 * <p>Source: Cheng, Girshick, Dollár, Berg, Kirillov, "Boundary IoU: Improving Object-Centric Image
 * Segmentation Evaluation", CVPR 2021: with G<sub>d</sub> the pixels within distance d of the
 * contour of G, it is |(G<sub>d</sub> ∩ G) ∩ (P<sub>d</sub> ∩ P)| / |(G<sub>d</sub> ∩ G) ∪
 * (P<sub>d</sub> ∩ P)|. As in the authors' code, d is 0.02 of the image's diagonal, rounded half to
 * even and at least one pixel, distance is the larger of horizontal and vertical distance, and the
 * image's edge is a contour of all that lies at it. The paper defines it for one object; here G and
 * P are the pixels of a class, counts are summed over images as those of the VOC IoU are, and means
 * are taken over the classes that have contours in ground truth or masks.
 *
 * <p>A pixel whose ground truth is void is taken out of both: it is not counted and makes no
 * contour. So two masks that agree wherever a pixel counts always have the same boundary IoU, and a
 * contour that runs through a void seam is found at both its sides, as far as d reaches.
 *
 * <p>Not thread-safe.
 */
public final class BoundaryCounts implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Share of the image's diagonal. */
  private static final double DILATION_RATIO = 0.02;

  private final long[] intersectionPx = new long[ConfusionMatrix.VOID];
  private final long[] unionPx = new long[ConfusionMatrix.VOID];

  /**
   * How far from a contour pixels still count as close to it, for an image of this size.
   *
   * @return the distance in px, at least 1
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
    BitSet closeInTruth = ContourBand.of(groundTruth, groundTruth, distancePx);
    BitSet closeInMask = ContourBand.of(mask, groundTruth, distancePx);
    byte[] truth = groundTruth.classIds();
    byte[] predicted = mask.classIds();
    for (int i = 0; i < truth.length; i++) {
      if (truth[i] == (byte) ConfusionMatrix.VOID) {
        continue;
      }
      int truthId = closeInTruth.get(i) ? truth[i] & 0xff : ConfusionMatrix.VOID;
      int predictedId = closeInMask.get(i) ? predicted[i] & 0xff : ConfusionMatrix.VOID;
      if (truthId != ConfusionMatrix.VOID) {
        unionPx[truthId]++;
      }
      if (truthId == predictedId) {
        count(intersectionPx, truthId);
      } else {
        count(unionPx, predictedId);
      }
    }
  }

  private static void count(long[] px, int classId) {
    if (classId != ConfusionMatrix.VOID) {
      px[classId]++;
    }
  }

  /** Adds all counts of others. */
  public void add(BoundaryCounts other) {
    for (int k = 0; k < unionPx.length; k++) {
      intersectionPx[k] += other.intersectionPx[k];
      unionPx[k] += other.unionPx[k];
    }
  }

  /** Pixels of the class in ground truth and mask, close to its contour in both. */
  public long intersectionPx(int classId) {
    return intersectionPx[classId];
  }

  /** Pixels of the class in ground truth or mask that are close to its contour there. */
  public long unionPx(int classId) {
    return unionPx[classId];
  }

  /** The boundary IoU of a class; absent where it has no contour in either. */
  public OptionalDouble iou(int classId) {
    return Fractions.of(intersectionPx[classId], unionPx[classId]);
  }

  /** Mean of {@link #iou} over the classes that have one; absent where none has. */
  public OptionalDouble meanIou() {
    return Fractions.mean(IntStream.range(0, unionPx.length).mapToObj(this::iou));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BoundaryCounts
        && Arrays.equals(intersectionPx, ((BoundaryCounts) other).intersectionPx)
        && Arrays.equals(unionPx, ((BoundaryCounts) other).unionPx);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(unionPx);
  }
}
