// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.demo;

import java.awt.Dimension;
import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.List;

/**
 * Where everything is in the overview picture: two scenes in each row, each beside its mask and
 * below its name, and the legend at the end of the last row. The height of a row is such that all
 * rows are of the same width. All in px. Immutable.
 */
final class OverviewLayout {
  private static final int WIDTH_PX = 1400;
  private static final int MARGIN_PX = 32;
  private static final int SCENES_PER_ROW = 2;
  private static final int NAME_HEIGHT_PX = 36;
  private static final int MASK_GAP_PX = 4;
  private static final int SCENE_GAP_PX = 36;
  private static final int ROW_GAP_PX = 20;
  private static final int LEGEND_WIDTH_PX = 450;

  private final List<Rectangle> scenes = new ArrayList<>();
  private final List<Rectangle> masks = new ArrayList<>();
  private final Rectangle legend;
  private final int heightPx;

  private OverviewLayout(List<Dimension> sizes) {
    int top = MARGIN_PX;
    Rectangle room = new Rectangle();
    for (int first = 0; first < sizes.size(); first += SCENES_PER_ROW) {
      int end = Math.min(first + SCENES_PER_ROW, sizes.size());
      boolean isLast = end == sizes.size();
      int right = WIDTH_PX - MARGIN_PX - (isLast ? LEGEND_WIDTH_PX + SCENE_GAP_PX : 0);
      top += NAME_HEIGHT_PX;
      int rowHeightPx = addRow(sizes.subList(first, end), top, right);
      room = new Rectangle(right + SCENE_GAP_PX, top, LEGEND_WIDTH_PX, rowHeightPx);
      top += rowHeightPx + (isLast ? MARGIN_PX : ROW_GAP_PX);
    }
    legend = room;
    heightPx = top;
  }

  /**
   * The layout for scenes of these sizes.
   *
   * @param sizes at least one, in the order in which the scenes are shown
   */
  static OverviewLayout of(List<Dimension> sizes) {
    return new OverviewLayout(sizes);
  }

  /** Adds scenes and masks from the left margin to the right end, and returns their height. */
  private int addRow(List<Dimension> sizes, int top, int right) {
    double aspects = sizes.stream().mapToDouble(OverviewLayout::aspect).sum();
    int gapsPx = sizes.size() * MASK_GAP_PX + (sizes.size() - 1) * SCENE_GAP_PX;
    double exactHeightPx = (right - MARGIN_PX - gapsPx) / (2 * aspects);
    int rowHeightPx = (int) Math.round(exactHeightPx);
    double left = MARGIN_PX;
    for (Dimension size : sizes) {
      double widthPx = exactHeightPx * aspect(size);
      scenes.add(rectangle(left, widthPx, top, rowHeightPx));
      masks.add(rectangle(left + widthPx + MASK_GAP_PX, widthPx, top, rowHeightPx));
      left += 2 * widthPx + MASK_GAP_PX + SCENE_GAP_PX;
    }
    return rowHeightPx;
  }

  private static double aspect(Dimension size) {
    return size.getWidth() / size.getHeight();
  }

  /** Both ends are rounded, and not the width, so that all rows end at the same column. */
  private static Rectangle rectangle(double left, double widthPx, int top, int heightPx) {
    int start = (int) Math.round(left);
    return new Rectangle(start, top, (int) Math.round(left + widthPx) - start, heightPx);
  }

  /** The whole picture. */
  Dimension size() {
    return new Dimension(WIDTH_PX, heightPx);
  }

  /** Where a scene is, which is named above its upper left corner. */
  Rectangle scene(int index) {
    return new Rectangle(scenes.get(index));
  }

  /** Where the mask of a scene is. */
  Rectangle mask(int index) {
    return new Rectangle(masks.get(index));
  }

  /** Where the colors of the classes are named. */
  Rectangle legend() {
    return new Rectangle(legend);
  }
}
