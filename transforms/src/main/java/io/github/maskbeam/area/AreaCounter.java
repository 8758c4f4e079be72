// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.area;

import io.github.maskbeam.mask.Mask;
import io.github.maskbeam.schemas.Palette;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Counts the pixels of each class in a mask and finds their bounding box. */
public final class AreaCounter {
  private static final VarHandle EIGHT_PIXELS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

  private static final long ONE_IN_EACH_BYTE = 0x0101010101010101L;

  private final long[] areaPx = new long[Palette.SIZE];
  private final int[] xMin = new int[Palette.SIZE];
  private final int[] xMax = new int[Palette.SIZE];
  private final int[] yMin = new int[Palette.SIZE];
  private final int[] yMax = new int[Palette.SIZE];

  private AreaCounter() {
    Arrays.fill(xMin, Integer.MAX_VALUE);
  }

  /** The areas of all classes present in the mask, by class id. They sum to width x height. */
  public static List<ClassArea> count(Mask mask) {
    AreaCounter counter = new AreaCounter();
    for (int y = 0; y < mask.heightPx(); y++) {
      counter.addRow(mask.classIds(), y, mask.widthPx());
    }
    return counter.present();
  }

  private void addRow(byte[] classIds, int y, int widthPx) {
    int start = y * widthPx;
    int end = start + widthPx;
    for (int from = start; from < end; ) {
      int to = runEnd(classIds, from, end);
      addRun(classIds[from] & 0xff, y, from - start, to - start);
      from = to;
    }
  }

  /** The index after the run of equal pixels that starts at {@code from}. */
  private static int runEnd(byte[] classIds, int from, int end) {
    byte classId = classIds[from];
    long eightEqual = (classId & 0xffL) * ONE_IN_EACH_BYTE;
    int to = from + 1;
    while (to + Long.BYTES <= end && (long) EIGHT_PIXELS.get(classIds, to) == eightEqual) {
      to += Long.BYTES;
    }
    while (to < end && classIds[to] == classId) {
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
    for (int k = 0; k < Palette.SIZE; k++) {
      if (areaPx[k] > 0) {
        present.add(ClassArea.of(k, areaPx[k], xMin[k], yMin[k], xMax[k], yMax[k]));
      }
    }
    return present;
  }
}
