// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.segment;

import io.github.maskbeam.image.ImageException;
import io.github.maskbeam.image.decode.ImagePixels;
import io.github.maskbeam.mask.GridRegion;
import io.github.maskbeam.model.ModelContract;
import io.github.maskbeam.segment.Scales.Tiles;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;

/**
 * The mean probabilities of all scales of an image, at the points of the largest scale, in bands
 * from top to bottom. Of the largest scale, only a row of tiles is in memory.
 *
 * <p>For images of one size.
 */
final class ScaledScores {
  private static final int RGB_BYTES = 3;

  private final ModelContract contract;
  private final int classes;
  private final int widthPx;
  private final int heightPx;
  private final Tiles choice;
  private final ScaleLayout largest;
  private final List<ScaleLayout> smaller;

  /** The scores of images of this size. */
  ScaledScores(
      ModelContract contract, SegmentSettings settings, int classes, int widthPx, int heightPx) {
    this.contract = contract;
    this.classes = classes;
    this.widthPx = widthPx;
    this.heightPx = heightPx;
    Scales scales = settings.scales();
    this.choice = scales.tiles();
    List<ScaleLayout> layouts =
        scales.scales().stream()
            .map(scale -> Canvas.of(scale, settings.fit(), contract, widthPx, heightPx))
            .map(canvas -> ScaleLayout.of(canvas, contract, scales.tileOverlap()))
            .sorted(Comparator.comparingLong(ScaleLayout::pixels))
            .collect(Collectors.toList());
    largest = layouts.get(layouts.size() - 1);
    smaller = layouts.subList(0, layouts.size() - 1);
  }

  /** Points of a row. */
  int width() {
    return largest.columns().points();
  }

  /** Rows of points. */
  int height() {
    return largest.rows().points();
  }

  /** The part of the points that the image covers. */
  GridRegion region() {
    return largest.region();
  }

  /** Bytes of the Java heap that {@link #forEachBand} needs. */
  long heapBytes() {
    long rows = Band.ROWS + 1L + largest.rows().maxPointsOfTile();
    long tile =
        choice == Tiles.ALL
            ? 0
            : (long) largest.columns().maxPointsOfTile() * largest.rows().maxPointsOfTile();
    long points =
        rows * largest.columns().points()
            + smaller.stream().mapToLong(ScaleLayout::points).sum()
            + tile;
    return Float.BYTES * points * classes;
  }

  /** Bytes of native memory that {@link #forEachBand} needs. */
  long nativeBytes() {
    return RGB_BYTES
        * layouts()
            .filter(layout -> !isImage(layout))
            .mapToLong(ScaleLayout::pixels)
            .max()
            .orElse(0);
  }

  /** The rows of the image in its own size that are needed at once; 0 if it is not a scale. */
  int fullRows() {
    return layouts().anyMatch(this::isImage) ? contract.inputHeightPx() : 0;
  }

  private Stream<ScaleLayout> layouts() {
    return Stream.concat(smaller.stream(), Stream.of(largest));
  }

  private boolean isImage(ScaleLayout layout) {
    return layout.canvas().isImage(widthPx, heightPx);
  }

  private CanvasPixels onCanvas(ImagePixels image, ScaleLayout layout) {
    return new CanvasPixels(image, layout.canvas(), widthPx, heightPx);
  }

  /**
   * Segments all tiles and passes the bands on.
   *
   * @param pixels of the image
   * @param tiles the probabilities of a tile, see {@link TileProbabilities#of}
   * @throws ImageException if rows of the image cannot be decoded
   */
  void forEachBand(ImagePixels pixels, Function<Mat, float[]> tiles, Band.Consumer consumer)
      throws ImageException, InterruptedException {
    List<ScoreCanvas> complete = new ArrayList<>();
    for (ScaleLayout layout : smaller) {
      ScoreCanvas scores = scores(layout, layout.rows().points());
      CoarserScores coarser = coarser(complete, layout);
      try (CanvasPixels image = onCanvas(pixels, layout)) {
        for (int row = 0; row < layout.rows().tiles(); row++) {
          addTiles(image, layout, row, coarser, tiles, scores);
        }
      }
      complete.add(scores);
    }
    TileAxis rows = largest.rows();
    ScoreCanvas window = scores(largest, rows.maxPointsOfTile());
    CoarserScores coarser = coarser(complete, largest);
    Band band = new Band(window, coarser.canvases(), classes, consumer);
    try (CanvasPixels image = onCanvas(pixels, largest)) {
      for (int row = 0; row < rows.tiles(); row++) {
        addTiles(image, largest, row, coarser, tiles, window);
        int end = row + 1 < rows.tiles() ? rows.firstPoint(row + 1) : rows.points();
        band.passOn(end);
        window.dropRowsAbove(end);
      }
    }
  }

  private void addTiles(
      CanvasPixels image,
      ScaleLayout layout,
      int row,
      CoarserScores coarser,
      Function<Mat, float[]> tiles,
      ScoreCanvas target)
      throws ImageException, InterruptedException {
    for (int column = 0; column < layout.columns().tiles(); column++) {
      if (choice == Tiles.UNSURE && coarser.areSure(column, row)) {
        target.addPoints(coarser.points(), column, row);
        continue;
      }
      try (Rect area =
              new Rect(
                  layout.columns().start(column),
                  layout.rows().start(row),
                  contract.inputWidthPx(),
                  contract.inputHeightPx());
          Mat tile = image.part(area)) {
        target.add(tiles.apply(tile), column, row);
      }
    }
  }

  /** What the first of the smaller scales say of another one. */
  private CoarserScores coarser(List<ScoreCanvas> complete, ScaleLayout layout) {
    List<SampledCanvas> canvases = new ArrayList<>();
    for (int i = 0; i < complete.size(); i++) {
      canvases.add(new SampledCanvas(complete.get(i), classes, smaller.get(i), layout));
    }
    return new CoarserScores(canvases, classes, layout);
  }

  private ScoreCanvas scores(ScaleLayout layout, int windowRows) {
    return new ScoreCanvas(
        layout.columns(), layout.rows(), contract.outputWidth(), classes, windowRows);
  }
}
