// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.polygon;

import io.github.maskbeam.image.ImageException;
import io.github.maskbeam.mask.Mask;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Follows the borders between pixels of a class and others, with the class on the right hand.
 * Pixels that meet only at a corner are not connected.
 *
 * <p>A border that comes through a corner twice, because there the region meets itself, is split,
 * so that rings touch each other at points but never themselves.
 *
 * <p>Remembers the horizontal borders it has followed: 2 bits per pixel. Not thread-safe.
 */
final class RingTracer {
  /** To the right; the others follow clockwise. */
  static final int EAST = 0;

  /** To the left. */
  static final int WEST = 2;

  private static final int[] STEP_X = {1, 0, -1, 0};
  private static final int[] STEP_Y = {0, 1, 0, -1};

  /** From a corner, the pixel ahead on the right of a direction; next to it clockwise others. */
  private static final int[] PIXEL_X = {0, -1, -1, 0};

  private static final int[] PIXEL_Y = {0, 0, -1, -1};
  private static final int NO_CLASS = -1;

  private final Mask mask;
  private final int widthPx;
  private final int heightPx;
  private final long maxPoints;

  /** Pixels whose upper or lower border was followed. */
  private final BitSet upper;

  private final BitSet lower;

  /** The points of the current ring: x and y in turn. */
  private int[] points = new int[1024];

  private int length;

  /** Where in the points the corners are at which the region meets itself. */
  private final Map<Long, Integer> meetings = new HashMap<>();

  RingTracer(Mask mask, long maxPoints) {
    this.mask = mask;
    this.maxPoints = maxPoints;
    this.widthPx = mask.widthPx();
    this.heightPx = mask.heightPx();
    this.upper = new BitSet(mask.pixels());
    this.lower = new BitSet(mask.pixels());
  }

  /** Whether the upper border of a pixel was followed, on the side of that pixel. */
  boolean hasUpper(int pixel) {
    return upper.get(pixel);
  }

  /** Whether the lower border of a pixel was followed, on the side of that pixel. */
  boolean hasLower(int pixel) {
    return lower.get(pixel);
  }

  /**
   * Follows a border from a corner until it is closed.
   *
   * @param direction {@link #EAST} above a pixel of the class, or {@link #WEST} below one
   * @param rings receives rings as in {@link Region#rings}; those that were split off first
   * @throws ImageException {@code TOO_LARGE} if the border has more points than allowed
   */
  void trace(int startX, int startY, int direction, int classId, Consumer<int[]> rings)
      throws ImageException {
    length = 0;
    meetings.clear();
    int x = startX;
    int y = startY;
    int ahead = direction;
    do {
      mark(x, y, ahead);
      x += STEP_X[ahead];
      y += STEP_Y[ahead];
      boolean isRight = classAt(x, y, ahead) == classId;
      int left = classAt(x, y, ahead + 3);
      if (!isRight) {
        add(x, y);
        if (left == classId) {
          splitAt(x, y, rings);
        }
        ahead = (ahead + 1) % 4;
      } else if (left == classId) {
        add(x, y);
        ahead = (ahead + 3) % 4;
      } else if (left != classAt(x, y, ahead + 2)) {
        // Outlines of neighbors must have the same points, so a corner of others is a point too.
        add(x, y);
      }
    } while (x != startX || y != startY || ahead != direction);
    rings.accept(Arrays.copyOf(points, length));
  }

  /** Throws an exception if outlines have more points than there is memory for. */
  static void requireAtMost(long maxPoints, long points) throws ImageException {
    if (points > maxPoints) {
      throw ImageException.tooLarge(
          "the outlines of its regions have more than the %d points that the Java heap has room"
              + " for: raise the heap with -Xmx, or leave out small regions",
          maxPoints);
    }
  }

  private void mark(int x, int y, int ahead) {
    if (ahead == EAST) {
      upper.set(y * widthPx + x);
    } else if (ahead == WEST) {
      lower.set((y - 1) * widthPx + x - 1);
    }
  }

  /** The class of the pixel ahead on the right, for a direction turned by quarters. */
  private int classAt(int cornerX, int cornerY, int direction) {
    int x = cornerX + PIXEL_X[direction % 4];
    int y = cornerY + PIXEL_Y[direction % 4];
    return x < 0 || y < 0 || x >= widthPx || y >= heightPx ? NO_CLASS : mask.classId(x, y);
  }

  private void add(int x, int y) throws ImageException {
    if (length == points.length) {
      requireAtMost(maxPoints, length / 2);
      points = Arrays.copyOf(points, 2 * length);
    }
    points[length++] = x;
    points[length++] = y;
  }

  /** Takes off the loop between two visits of a corner; the last point is the second visit. */
  private void splitAt(int x, int y, Consumer<int[]> rings) {
    Integer first = meetings.put((long) y << Integer.SIZE | x, length - 2);
    if (first != null) {
      rings.accept(Arrays.copyOfRange(points, first, length - 2));
      length = first + 2;
    }
  }
}
