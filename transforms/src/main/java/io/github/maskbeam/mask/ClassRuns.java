// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.mask;

import io.github.maskbeam.image.ImageException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * The pixels of a class in a mask as runs of neighbors, in one of two orders of all pixels. Not
 * thread-safe.
 */
public final class ClassRuns {
  /** The order in which pixels are numbered from 0. */
  public enum Order {
    /** Row by row, as in an image file. */
    ROWS,
    /** Column by column, as in COCO's masks. */
    COLUMNS
  }

  private final int classId;
  private int[] borders = new int[16];
  private int size;

  private ClassRuns(int classId) {
    this.classId = classId;
  }

  /**
   * The runs of all classes in a mask, by class id. One pass over the pixels; 8 bytes per run.
   *
   * @param classes the class ids to find runs of
   * @param maxRuns the number of runs that there is memory for
   * @throws ImageException {@code TOO_LARGE} if there are more runs
   */
  public static List<ClassRuns> of(Mask mask, IntPredicate classes, Order order, long maxRuns)
      throws ImageException {
    ClassRuns[] byClass = new ClassRuns[mask.voidId() + 1];
    List<ClassRuns> wanted = new ArrayList<>();
    int width = mask.widthPx();
    int lines = order == Order.ROWS ? mask.heightPx() : width;
    int lineStep = order == Order.ROWS ? width : 1;
    int pixelStep = order == Order.ROWS ? 1 : width;
    int linePixels = mask.pixels() / lines;
    ClassRuns current = null;
    int currentId = -1;
    int position = 0;
    long runs = 0;
    for (int line = 0; line < lines; line++) {
      int pixel = line * lineStep;
      for (int i = 0; i < linePixels; i++, pixel += pixelStep, position++) {
        int id = mask.classId(pixel);
        if (id == currentId) {
          continue;
        }
        if (current != null) {
          current.add(position);
        }
        currentId = id;
        current = id != mask.voidId() && classes.test(id) ? of(id, byClass, wanted) : null;
        if (current != null) {
          current.add(position);
          runs++;
          if (runs > maxRuns) {
            throw ImageException.tooLarge(
                "its classes have more than %d runs of pixels: raise the heap with -Xmx", maxRuns);
          }
        }
      }
    }
    if (current != null) {
      current.add(position);
    }
    wanted.sort((one, other) -> Integer.compare(one.classId, other.classId));
    return wanted;
  }

  private static ClassRuns of(int classId, ClassRuns[] byClass, List<ClassRuns> wanted) {
    if (byClass[classId] == null) {
      byClass[classId] = new ClassRuns(classId);
      wanted.add(byClass[classId]);
    }
    return byClass[classId];
  }

  private void add(int position) {
    if (size == borders.length) {
      borders = Arrays.copyOf(borders, 2 * size);
    }
    borders[size++] = position;
  }

  /** The class id. */
  public int classId() {
    return classId;
  }

  /** The number of runs, at least 1. */
  public int count() {
    return size / 2;
  }

  /** The number of the first pixel of a run. */
  public int start(int run) {
    return borders[2 * run];
  }

  /** The number of the pixel after a run. It is not the start of the next one. */
  public int end(int run) {
    return borders[2 * run + 1];
  }
}
