// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.area;

import io.github.maskbeam.mask.Mask;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Counts the pixels of each class in a mask and finds their bounding box. */
public final class AreaCounter {
  /** As in the pixels of a mask, the first byte is the highest. */
  private static final VarHandle EIGHT_BYTES =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private static final long ONE_IN_EACH_BYTE = 0x0101010101010101L;
  private static final long ONE_IN_EACH_PAIR = 0x0001000100010001L;

  private final Mask mask;
  private final int bytesPerPixel;
  private final long[] areaPx;
  private final int[] xMin;
  private final int[] xMax;
  private final int[] yMin;
  private final int[] yMax;

  private AreaCounter(Mask mask) {
    this.mask = mask;
    this.bytesPerPixel = mask.bits() / Byte.SIZE;
    int values = mask.voidId() + 1;
    areaPx = new long[values];
    xMin = new int[values];
    xMax = new int[values];
    yMin = new int[values];
    yMax = new int[values];
    Arrays.fill(xMin, Integer.MAX_VALUE);
  }

  /** The areas of all classes present in the mask, by class id. They sum to width x height. */
  public static List<ClassArea> count(Mask mask) {
    AreaCounter counter = new AreaCounter(mask);
    for (int y = 0; y < mask.heightPx(); y++) {
      counter.addRow(y);
    }
    return counter.present();
  }

  /**
   * The sum of an area over the pixels of each class, by class id; 0 for a class that is not
   * present.
   *
   * @param areaOfRow the area of a pixel, by row
   */
  public static double[] sum(Mask mask, double[] areaOfRow) {
    AreaCounter counter = new AreaCounter(mask);
    double[] sums = new double[counter.areaPx.length];
    for (int y = 0; y < mask.heightPx(); y++) {
      int end = (y + 1) * mask.widthPx();
      for (int from = y * mask.widthPx(); from < end; ) {
        int classId = mask.classId(from);
        int to = counter.runEnd(classId, from, end);
        sums[classId] += (to - from) * areaOfRow[y];
        from = to;
      }
    }
    return sums;
  }

  private void addRow(int y) {
    int start = y * mask.widthPx();
    int end = start + mask.widthPx();
    for (int from = start; from < end; ) {
      int classId = mask.classId(from);
      int to = runEnd(classId, from, end);
      addRun(classId, y, from - start, to - start);
      from = to;
    }
  }

  /** The pixel after the run of equal pixels that starts at {@code from}. */
  private int runEnd(int classId, int from, int end) {
    byte[] bytes = mask.classIds();
    long equal = classId * (bytesPerPixel == 1 ? ONE_IN_EACH_BYTE : ONE_IN_EACH_PAIR);
    int at = (from + 1) * bytesPerPixel;
    int endAt = end * bytesPerPixel;
    while (at + Long.BYTES <= endAt && (long) EIGHT_BYTES.get(bytes, at) == equal) {
      at += Long.BYTES;
    }
    int to = at / bytesPerPixel;
    while (to < end && mask.classId(to) == classId) {
      to++;
    }
    return to;
  }

  private void addRun(int classId, int y, int fromX, int toX) {
    if (areaPx[classId] == 0) {
      yMin[classId] = y;
    }
    areaPx[classId] += toX - fromX;
    xMin[classId] = Math.min(xMin[classId], fromX);
    xMax[classId] = Math.max(xMax[classId], toX - 1);
    yMax[classId] = y;
  }

  private List<ClassArea> present() {
    List<ClassArea> present = new ArrayList<>();
    for (int k = 0; k < areaPx.length; k++) {
      if (areaPx[k] > 0) {
        present.add(ClassArea.of(k, areaPx[k], xMin[k], yMin[k], xMax[k], yMax[k]));
      }
    }
    return present;
  }
}
