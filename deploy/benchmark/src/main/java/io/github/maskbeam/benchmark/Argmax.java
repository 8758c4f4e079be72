// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.benchmark;

import java.nio.FloatBuffer;

/** Turns scores into classes. */
final class Argmax {
  private Argmax() {}

  /**
   * The class with the highest score of each point.
   *
   * @param pointStride the distance between the scores of a class at neighboring points
   * @param classStride the distance between the scores of neighboring classes at a point
   */
  static byte[] of(FloatBuffer scores, int pointStride, int classStride) {
    byte[] classes = new byte[ClassGrid.SIDE * ClassGrid.SIDE];
    for (int point = 0; point < classes.length; point++) {
      int best = 0;
      float bestScore = scores.get(point * pointStride);
      for (int k = 1; k < ClassGrid.CLASSES; k++) {
        float score = scores.get(point * pointStride + k * classStride);
        if (score > bestScore) {
          bestScore = score;
          best = k;
        }
      }
      classes[point] = (byte) best;
    }
    return classes;
  }
}
