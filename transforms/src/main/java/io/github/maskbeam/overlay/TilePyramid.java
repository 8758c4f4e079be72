// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.overlay;

import io.github.maskbeam.mask.Mask;
import io.github.maskbeam.schemas.ClassColors;
import io.github.maskbeam.schemas.LabelMap;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Cuts a large image and its masks into tiles that a viewer loads where it zooms: of the full size,
 * of half of it, of a quarter, and so on. Tiles of the full size have the pixels of the file; masks
 * are reduced to the nearest pixel, so that no classes appear.
 *
 * <p>Tiles are {@value #TILE_PX} x {@value #TILE_PX} pixels, or what is left at the right and lower
 * edge, row by row. All methods give the tiles of one size to a receiver, which returns whether it
 * takes more; they return whether it took all.
 */
public final class TilePyramid {
  /** Width and height of a tile, in pixels. */
  public static final int TILE_PX = 512;

  private static final int JPEG_QUALITY = 80;

  private TilePyramid() {}

  /**
   * The sizes in which an image has tiles, the full one first; none if the image is not larger than
   * what is shown without tiles.
   *
   * @param shownPx the longer side of the image that is shown without tiles
   */
  public static List<OverlaySize> sizes(int widthPx, int heightPx, int shownPx) {
    List<OverlaySize> sizes = new ArrayList<>();
    for (int divisor = 1; ceil(Math.max(widthPx, heightPx), divisor) > shownPx; divisor *= 2) {
      sizes.add(OverlaySize.full(ceil(widthPx, divisor), ceil(heightPx, divisor)));
    }
    return sizes;
  }

  private static int ceil(int length, int divisor) {
    return (length + divisor - 1) / divisor;
  }

  /**
   * JPEG files of the tiles of an image.
   *
   * @param rgb the image in full size
   */
  public static boolean image(Mat rgb, OverlaySize size, Predicate<byte[]> receiver) {
    if (rgb.cols() == size.widthPx() && rgb.rows() == size.heightPx()) {
      return imageTiles(rgb, size, receiver);
    }
    try (Mat reduced = new Mat();
        Size target = new Size(size.widthPx(), size.heightPx())) {
      opencv_imgproc.resize(rgb, reduced, target, 0, 0, opencv_imgproc.INTER_AREA);
      return imageTiles(reduced, size, receiver);
    }
  }

  private static boolean imageTiles(Mat rgb, OverlaySize size, Predicate<byte[]> receiver) {
    return forEachTile(
        size,
        (x, y, tile) -> {
          try (Rect area = new Rect(x, y, tile.widthPx(), tile.heightPx());
              Mat pixels = new Mat(rgb, area);
              OverlayJpeg jpeg = OverlayJpeg.of(pixels, tile)) {
            return receiver.test(jpeg.encode(JPEG_QUALITY));
          }
        });
  }

  /**
   * PNG files of the tiles of a mask, in the colors of overlays.
   *
   * @param mask in full size
   */
  public static boolean mask(
      Mask mask,
      OverlaySize size,
      LabelMap labels,
      ClassColors classColors,
      Predicate<byte[]> receiver) {
    OverlayColors colors = new OverlayColors(labels, classColors);
    return maskTiles(mask, size, tile -> MaskImage.colored(tile, colors), receiver);
  }

  /**
   * Gray PNG files of the tiles of a confidence mask.
   *
   * @param confidence a mask of 8 bits in full size, whose values are gray
   */
  public static boolean confidence(Mask confidence, OverlaySize size, Predicate<byte[]> receiver) {
    return maskTiles(confidence, size, MaskImage::gray, receiver);
  }

  private static boolean maskTiles(
      Mask mask, OverlaySize size, Function<Mask, byte[]> encoder, Predicate<byte[]> receiver) {
    Mask reduced = MaskPixels.scaled(mask, size);
    return forEachTile(
        size, (x, y, tile) -> receiver.test(encoder.apply(cut(reduced, x, y, tile))));
  }

  private static Mask cut(Mask mask, int left, int top, OverlaySize size) {
    int bytes = mask.bits() / Byte.SIZE;
    byte[] classIds = new byte[size.widthPx() * size.heightPx() * bytes];
    for (int y = 0; y < size.heightPx(); y++) {
      System.arraycopy(
          mask.classIds(),
          ((top + y) * mask.widthPx() + left) * bytes,
          classIds,
          y * size.widthPx() * bytes,
          size.widthPx() * bytes);
    }
    return Mask.of(size.widthPx(), size.heightPx(), mask.bits(), classIds);
  }

  private static boolean forEachTile(OverlaySize size, TileConsumer consumer) {
    for (int y = 0; y < size.heightPx(); y += TILE_PX) {
      for (int x = 0; x < size.widthPx(); x += TILE_PX) {
        OverlaySize tile =
            OverlaySize.full(
                Math.min(TILE_PX, size.widthPx() - x), Math.min(TILE_PX, size.heightPx() - y));
        if (!consumer.accept(x, y, tile)) {
          return false;
        }
      }
    }
    return true;
  }

  private interface TileConsumer {
    boolean accept(int x, int y, OverlaySize tile);
  }
}
