// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.maskbeam.image.ImageException;
import io.github.maskbeam.image.ImageHeader;
import io.github.maskbeam.image.decode.DecodedImage;
import io.github.maskbeam.image.decode.ImageDecoder;
import io.github.maskbeam.image.verify.FormatReaders;
import io.github.maskbeam.mask.Mask;
import io.github.maskbeam.output.OutputLayout;
import io.github.maskbeam.overlay.MaskPixels;
import io.github.maskbeam.overlay.OverlaySize;
import io.github.maskbeam.overlay.Preview;
import io.github.maskbeam.schemas.ClassAreaRow;
import io.github.maskbeam.schemas.ClassColors;
import io.github.maskbeam.schemas.ImageRow;
import io.github.maskbeam.schemas.LabelMap;
import io.github.maskbeam.schemas.Sha256;
import io.github.maskbeam.storage.ImageBytes;
import io.github.maskbeam.storage.ImageReadException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;

/**
 * Creates the tiles of the gallery: a small and a larger version of an image, each with its mask,
 * of bounded size. An image that cannot be shown gets a tile with the reason.
 */
final class Tiles {
  private static final String PROBLEM = "problem";

  // As base64 in the page, the files of one tile have at most 214 kB: README and help state this.
  private static final int THUMBNAIL_PX = 320;
  private static final int LARGE_PX = 800;
  private static final int THUMBNAIL_IMAGE_BYTES = 24 << 10;
  private static final int THUMBNAIL_MASK_BYTES = 8 << 10;
  private static final int LARGE_IMAGE_BYTES = 96 << 10;
  private static final int LARGE_MASK_BYTES = 32 << 10;

  private final OutputLayout output;
  private final LabelMap labels;
  private final int voidId;
  private final ClassColors colors;
  private final ReadLimits limits;
  private final ImageDecoder decoder;

  /**
   * @param voidId the pixel value that is not a class
   * @param limits of the run, so that a report can read what the run could read
   */
  Tiles(OutputLayout output, LabelMap labels, int voidId, ClassColors colors, ReadLimits limits) {
    this.output = output;
    this.labels = labels;
    this.voidId = voidId;
    this.colors = colors;
    this.limits = limits;
    this.decoder = ImageDecoder.withMaxPixels(limits.maxPixels());
  }

  /** Adds the tile of an image. Returns whether the image can be shown. */
  boolean describe(ImageRow image, List<ClassAreaRow> areas, ObjectNode tile)
      throws InterruptedIOException {
    String uri = image.getImageUri();
    String maskUri = output.mask(uri);
    tile.put("id", image.getImageId());
    tile.put("uri", ShortText.of(uri));
    tile.put("mask_uri", ShortText.of(maskUri));
    tile.put("width_px", image.getWidthPx());
    tile.put("height_px", image.getHeightPx());
    ArrayNode classes = tile.putArray("classes");
    for (ClassAreaRow area : areas) {
      classes.addObject().put("id", area.getClassId()).put("fraction", area.getAreaFraction());
    }
    MeanConfidence.of(areas).ifPresent(confidence -> tile.put("mean_confidence", confidence));
    if (VoidCoverage.fraction(image) > 0) {
      classes.addObject().put("id", voidId).put("fraction", VoidCoverage.fraction(image));
    }
    try {
      show(image, maskUri, tile);
    } catch (ImageReadException | ImageException e) {
      cannotShow(
          tile, TileProblem.IMAGE_UNREADABLE, "The image can no longer be read: " + e.getMessage());
    } catch (IOException e) {
      cannotShow(tile, TileProblem.MASK_UNREADABLE, "The mask cannot be read: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Interrupted while reading " + uri);
    }
    return !tile.has(PROBLEM);
  }

  private static void cannotShow(ObjectNode tile, TileProblem code, String problem) {
    tile.put("problem_code", code.name());
    tile.put(PROBLEM, ShortText.of(problem));
  }

  private void show(ImageRow image, String maskUri, ObjectNode tile)
      throws ImageReadException, ImageException, IOException, InterruptedException {
    byte[] content = ImageBytes.read(image.getImageUri(), limits.maxBytes());
    if (!Sha256.hex(content).equals(image.getContentSha256())) {
      cannotShow(tile, TileProblem.IMAGE_CHANGED, "The image has changed since it was segmented.");
      return;
    }
    ImageHeader header = FormatReaders.header(content);
    OverlaySize large = OverlaySize.within(LARGE_PX, header.widthPx(), header.heightPx());
    OverlaySize thumbnail = OverlaySize.within(THUMBNAIL_PX, header.widthPx(), header.heightPx());
    Mask mask = MaskPixels.read(maskBytes(maskUri), header.widthPx(), header.heightPx(), large);
    try (DecodedImage decoded =
        decoder.decode(content, header, large.widthPx(), large.heightPx())) {
      put(
          tile,
          "thumbnail",
          Preview.of(
              decoded.rgb(),
              mask,
              thumbnail,
              labels,
              colors,
              THUMBNAIL_IMAGE_BYTES,
              THUMBNAIL_MASK_BYTES));
      put(
          tile,
          "large",
          Preview.of(
              decoded.rgb(), mask, large, labels, colors, LARGE_IMAGE_BYTES, LARGE_MASK_BYTES));
    }
  }

  private byte[] maskBytes(String maskUri) throws IOException, InterruptedException {
    try {
      return ImageBytes.read(maskUri, limits.maxBytes());
    } catch (ImageReadException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static void put(ObjectNode tile, String name, Preview preview) {
    // Jackson writes bytes as base64, as a data URI needs.
    tile.putObject(name).put("image", preview.imageJpeg()).put("mask", preview.maskPng());
  }
}
