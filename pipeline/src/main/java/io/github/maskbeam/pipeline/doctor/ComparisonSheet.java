// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.doctor;

import io.github.maskbeam.mask.Mask;
import io.github.maskbeam.schemas.Palette;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.bytedeco.javacpp.indexer.UByteIndexer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Point;
import org.bytedeco.opencv.opencv_core.Scalar;

/** A picture of tiles with captions, at most three in a row. Not thread-safe. */
final class ComparisonSheet {
  private static final int TILES_PER_ROW = 3;
  private static final int TILE_WIDTH_PX = 420;
  private static final int GAP_PX = 8;
  private static final int LINE_PX = 18;
  private static final int CAPTION_PX = 2 * LINE_PX + GAP_PX;
  private static final double FONT_SCALE = 0.42;
  private static final int WHITE = 0xffffff;

  private final int widthPx;
  private final int heightPx;
  private final int tileHeightPx;
  private final List<BufferedImage> tiles = new ArrayList<>();

  ComparisonSheet(int widthPx, int heightPx) {
    this.widthPx = widthPx;
    this.heightPx = heightPx;
    this.tileHeightPx = Math.max(1, Math.round((float) TILE_WIDTH_PX * heightPx / widthPx));
  }

  void addPhoto(Mat rgb) {
    BufferedImage tile = tile("photograph", widthPx + " x " + heightPx + " px");
    try (UByteIndexer pixels = rgb.createIndexer()) {
      for (int y = 0; y < tileHeightPx; y++) {
        for (int x = 0; x < TILE_WIDTH_PX; x++) {
          long row = (long) y * rgb.rows() / tileHeightPx;
          long column = (long) x * rgb.cols() / TILE_WIDTH_PX;
          int color = 0;
          for (int channel = 0; channel < 3; channel++) {
            color = color << 8 | pixels.get(row, column, channel);
          }
          tile.setRGB(x, CAPTION_PX + y, color);
        }
      }
    }
    tiles.add(tile);
  }

  void addMask(Mask mask, String flags, String confidence) {
    BufferedImage tile = tile(flags, confidence);
    for (int y = 0; y < tileHeightPx; y++) {
      for (int x = 0; x < TILE_WIDTH_PX; x++) {
        int classId =
            mask.classId(
                (int) ((long) x * widthPx / TILE_WIDTH_PX),
                (int) ((long) y * heightPx / tileHeightPx));
        tile.setRGB(x, CAPTION_PX + y, Palette.rgb(classId));
      }
    }
    tiles.add(tile);
  }

  byte[] png() throws IOException {
    int rows = (tiles.size() + TILES_PER_ROW - 1) / TILES_PER_ROW;
    int rowPx = CAPTION_PX + tileHeightPx + GAP_PX;
    BufferedImage sheet =
        new BufferedImage(
            TILES_PER_ROW * (TILE_WIDTH_PX + GAP_PX), rows * rowPx, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < sheet.getHeight(); y++) {
      for (int x = 0; x < sheet.getWidth(); x++) {
        sheet.setRGB(x, y, WHITE);
      }
    }
    for (int i = 0; i < tiles.size(); i++) {
      sheet
          .getRaster()
          .setRect(
              i % TILES_PER_ROW * (TILE_WIDTH_PX + GAP_PX),
              i / TILES_PER_ROW * rowPx,
              tiles.get(i).getRaster());
    }
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(sheet, "png", png);
    return png.toByteArray();
  }

  /** A tile with its caption, drawn by OpenCV, which needs no fonts of the machine. */
  private BufferedImage tile(String first, String second) {
    BufferedImage tile =
        new BufferedImage(TILE_WIDTH_PX, CAPTION_PX + tileHeightPx, BufferedImage.TYPE_INT_RGB);
    try (Scalar white = Scalar.all(255);
        Scalar black = Scalar.all(0);
        Mat caption = new Mat(CAPTION_PX, TILE_WIDTH_PX, opencv_core.CV_8UC1, white)) {
      String[] lines = {first, second};
      for (int i = 0; i < lines.length; i++) {
        try (Point start = new Point(2, (i + 1) * LINE_PX)) {
          opencv_imgproc.putText(
              caption,
              lines[i],
              start,
              opencv_imgproc.FONT_HERSHEY_SIMPLEX,
              FONT_SCALE,
              black,
              1,
              opencv_imgproc.LINE_AA,
              false);
        }
      }
      try (UByteIndexer pixels = caption.createIndexer()) {
        for (int y = 0; y < CAPTION_PX; y++) {
          for (int x = 0; x < TILE_WIDTH_PX; x++) {
            tile.setRGB(x, y, pixels.get(y, x) * 0x010101);
          }
        }
      }
    }
    return tile;
  }
}
