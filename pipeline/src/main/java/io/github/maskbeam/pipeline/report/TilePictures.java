// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.maskbeam.image.ImageException;
import io.github.maskbeam.image.ImageHeader;
import io.github.maskbeam.image.decode.DecodeNeed;
import io.github.maskbeam.image.decode.DecodedImage;
import io.github.maskbeam.image.decode.ImageDecoder;
import io.github.maskbeam.image.decode.TimedDecoder;
import io.github.maskbeam.image.memory.ImageFile;
import io.github.maskbeam.image.memory.ImageMemory;
import io.github.maskbeam.image.verify.FormatReaders;
import io.github.maskbeam.mask.Mask;
import io.github.maskbeam.output.OutputLayout;
import io.github.maskbeam.output.OutputLayout.PerImage;
import io.github.maskbeam.overlay.MaskPixels;
import io.github.maskbeam.overlay.OverlaySize;
import io.github.maskbeam.overlay.Preview;
import io.github.maskbeam.overlay.TilePyramid;
import io.github.maskbeam.schemas.ClassColors;
import io.github.maskbeam.schemas.FailureCode;
import io.github.maskbeam.schemas.ImageRow;
import io.github.maskbeam.schemas.LabelMap;
import io.github.maskbeam.schemas.Sha256;
import io.github.maskbeam.segment.SegmentSettings.Confidence;
import io.github.maskbeam.storage.ImageBytes;
import io.github.maskbeam.storage.ImageReadException;
import java.io.IOException;
import java.util.List;

/**
 * Creates the pictures of an image and its masks: a small and a larger version of bounded size, and
 * if there is room, tiles of the full resolution. Not thread-safe; the owner closes it.
 */
final class TilePictures implements AutoCloseable {
  // As base64 in the page, the files of one image without tiles have at most 0.31 MB, those without
  // confidence 0.22 MB: README and help state this.
  private static final int THUMBNAIL_PX = 320;
  private static final int THUMBNAIL_IMAGE_BYTES = 24 << 10;
  private static final int THUMBNAIL_MASK_BYTES = 8 << 10;
  private static final int LARGE_IMAGE_BYTES = 96 << 10;
  private static final int LARGE_MASK_BYTES = 32 << 10;
  private static final int LARGE_CONFIDENCE_BYTES = 64 << 10;

  /** A mask as ImageIO decodes it, its copy and file, and the copy of half the size. */
  private static final double MASK_COPIES = 3.25;

  /** An image of half the size in color, while it is cut into tiles. */
  private static final double REDUCED_BYTES_PER_PIXEL = 0.75;

  private final OutputLayout output;
  private final LabelMap labels;
  private final ClassColors colors;
  private final Confidence confidence;
  private final ReadLimits limits;
  private final ImageMemory memory;
  private final ZoomBudget zoom;
  private final TimedDecoder decoder;

  /**
   * @param confidence of the run
   * @param limits of the run, so that a report can read what the run could read
   * @param memory for decoded images
   * @param zoom the limit for tiles
   */
  TilePictures(
      OutputLayout output,
      LabelMap labels,
      ClassColors colors,
      Confidence confidence,
      ReadLimits limits,
      ImageMemory memory,
      ZoomBudget zoom) {
    this.output = output;
    this.labels = labels;
    this.colors = colors;
    this.confidence = confidence;
    this.limits = limits;
    this.memory = memory;
    this.zoom = zoom;
    this.decoder =
        TimedDecoder.of(
            ImageDecoder.withMaxPixels(limits.maxPixels()).forMasksOf(labels.maskBits()),
            limits.maxDecode(),
            memory);
  }

  /**
   * Adds the pictures of an image.
   *
   * @return false if the image is another one than the run segmented
   * @throws IOException if the mask cannot be read
   */
  boolean show(ImageRow image, ObjectNode tile)
      throws ImageReadException, ImageException, IOException, InterruptedException {
    String uri = image.getImageUri();
    try (ImageFile file = ImageBytes.read(uri, limits.maxBytes(), memory)) {
      if (!Sha256.hex(file.content()).equals(image.getContentSha256())) {
        return false;
      }
      ImageHeader header = FormatReaders.header(file.content());
      List<OverlaySize> sizes =
          TilePyramid.sizes(header.widthPx(), header.heightPx(), Tiles.LARGE_PX);
      if (sizes.isEmpty()) {
        showReduced(image, file, header, tile);
      } else if (!zoom.mayFit(header.pixels())) {
        showReduced(image, file, header, tile);
        leaveOut(ZoomProblem.PAGE_FULL, zoom.leaveOut(header.pixels()), tile);
      } else {
        showFull(image, file, header, sizes, tile);
      }
    }
    return true;
  }

  private void showReduced(ImageRow image, ImageFile file, ImageHeader header, ObjectNode tile)
      throws ImageReadException, ImageException, IOException, InterruptedException {
    OverlaySize large = large(header);
    try (DecodedImage decoded =
        decoder.decode(file, header, DecodeNeed.cover(large.widthPx(), large.heightPx()))) {
      putPreviews(decoded, mask(PerImage.MASK, image, header, large), header, tile);
      if (confidence == Confidence.WRITTEN) {
        try {
          putConfidence(mask(PerImage.CONFIDENCE, image, header, large), header, tile);
        } catch (IOException e) {
          noConfidence(e, tile);
        }
      }
    }
  }

  private void showFull(
      ImageRow image, ImageFile file, ImageHeader header, List<OverlaySize> sizes, ObjectNode tile)
      throws ImageReadException, ImageException, IOException, InterruptedException {
    DecodedImage decoded;
    try {
      decoded = decoder.decode(file, header, fullNeed(header));
    } catch (ImageException e) {
      if (e.code() != FailureCode.TOO_LARGE) {
        throw e;
      }
      // The decoder has closed the file.
      try (ImageFile again = ImageBytes.read(image.getImageUri(), limits.maxBytes(), memory)) {
        showReduced(image, again, header, tile);
      }
      zoom.leaveOutTooLarge();
      leaveOut(
          ZoomProblem.TOO_LARGE, "It is too large to show in full: " + e.getMessage() + ".", tile);
      return;
    }
    try (decoded) {
      ZoomTiles tiles = new ZoomTiles(sizes, zoom.leftBytes());
      boolean fits = putMask(decoded, image, header, tiles, tile);
      if (confidence == Confidence.WRITTEN) {
        fits = putConfidence(image, header, fits, tiles, tile);
      }
      if (fits
          && tiles.add("image", (size, sink) -> TilePyramid.image(decoded.rgb(), size, sink))) {
        zoom.take(tiles.bytes());
        tile.set("zoom", tiles.data());
      } else {
        leaveOut(ZoomProblem.PAGE_FULL, zoom.leaveOut(header.pixels()), tile);
      }
    }
  }

  private DecodeNeed fullNeed(ImageHeader header) {
    double maskBytes = (double) labels.maskBits() / Byte.SIZE * header.pixels();
    return DecodeNeed.cover(header.widthPx(), header.heightPx())
        .withMemory(
            (long) (MASK_COPIES * maskBytes), (long) (REDUCED_BYTES_PER_PIXEL * header.pixels()));
  }

  private boolean putMask(
      DecodedImage decoded, ImageRow image, ImageHeader header, ZoomTiles tiles, ObjectNode tile)
      throws IOException, InterruptedException {
    Mask mask = mask(PerImage.MASK, image, header, full(header));
    putPreviews(decoded, mask, header, tile);
    return tiles.add("mask", (size, sink) -> TilePyramid.mask(mask, size, labels, colors, sink));
  }

  private boolean putConfidence(
      ImageRow image, ImageHeader header, boolean fits, ZoomTiles tiles, ObjectNode tile)
      throws InterruptedException {
    try {
      Mask gray = mask(PerImage.CONFIDENCE, image, header, full(header));
      putConfidence(gray, header, tile);
      return fits
          && tiles.add("confidence", (size, sink) -> TilePyramid.confidence(gray, size, sink));
    } catch (IOException e) {
      noConfidence(e, tile);
      return fits;
    }
  }

  private static void leaveOut(ZoomProblem code, String reason, ObjectNode tile) {
    tile.put("zoom_problem_code", code.name());
    tile.put("zoom_problem", ShortText.of(reason));
  }

  private static void noConfidence(IOException e, ObjectNode tile) {
    tile.put(
        "confidence_problem",
        ShortText.of("The confidence mask cannot be read: " + e.getMessage()));
  }

  private void putPreviews(DecodedImage decoded, Mask mask, ImageHeader header, ObjectNode tile) {
    OverlaySize thumbnail = OverlaySize.within(THUMBNAIL_PX, header.widthPx(), header.heightPx());
    Preview small =
        Preview.of(
            decoded.rgb(),
            mask,
            thumbnail,
            labels,
            colors,
            THUMBNAIL_IMAGE_BYTES,
            THUMBNAIL_MASK_BYTES);
    put(tile, "thumbnail", small);
    Preview large =
        Preview.of(
            decoded.rgb(),
            mask,
            large(header),
            labels,
            colors,
            LARGE_IMAGE_BYTES,
            LARGE_MASK_BYTES);
    put(tile, "large", large);
  }

  private static void putConfidence(Mask gray, ImageHeader header, ObjectNode tile)
      throws IOException {
    if (gray.bits() != Byte.SIZE) {
      throw new IOException("it has " + gray.bits() + " bits per pixel instead of 8");
    }
    ((ObjectNode) tile.get("large"))
        .put("confidence", Preview.confidencePng(gray, large(header), LARGE_CONFIDENCE_BYTES));
  }

  private static OverlaySize large(ImageHeader header) {
    return OverlaySize.within(Tiles.LARGE_PX, header.widthPx(), header.heightPx());
  }

  private static OverlaySize full(ImageHeader header) {
    return OverlaySize.full(header.widthPx(), header.heightPx());
  }

  private Mask mask(PerImage kind, ImageRow image, ImageHeader header, OverlaySize size)
      throws IOException, InterruptedException {
    try {
      byte[] png = ImageBytes.read(output.file(kind, image), limits.maxBytes());
      return MaskPixels.read(png, header.widthPx(), header.heightPx(), size);
    } catch (ImageReadException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static void put(ObjectNode tile, String name, Preview preview) {
    // Jackson writes bytes as base64, as a data URI needs.
    tile.putObject(name).put("image", preview.imageJpeg()).put("mask", preview.maskPng());
  }

  @Override
  public void close() {
    decoder.close();
  }
}
