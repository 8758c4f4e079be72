// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.maskbeam.image.ImageException;
import io.github.maskbeam.output.OutputLayout;
import io.github.maskbeam.schemas.ClassAreaRow;
import io.github.maskbeam.schemas.FailureCode;
import io.github.maskbeam.schemas.ImageRow;
import io.github.maskbeam.storage.ImageReadException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;

/**
 * Describes the images of the gallery: their classes and pictures. An image that cannot be shown
 * gets a tile with the reason.
 */
final class Tiles {
  private static final String PROBLEM = "problem";
  private static final String GONE = "The image can no longer be read: ";

  /** The longer side of the image that the viewer shows before it zooms, in pixels. */
  static final int LARGE_PX = 800;

  private final OutputLayout output;
  private final int voidId;
  private final TilePictures pictures;

  /**
   * @param voidId the pixel value that is not a class
   */
  Tiles(OutputLayout output, int voidId, TilePictures pictures) {
    this.output = output;
    this.voidId = voidId;
    this.pictures = pictures;
  }

  /** Adds the tile of an image. Returns whether the image can be shown. */
  boolean describe(ImageRow image, List<ClassAreaRow> areas, ObjectNode tile)
      throws InterruptedIOException {
    String uri = image.getImageUri();
    String maskUri = output.mask(image);
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
      if (!pictures.show(image, tile)) {
        cannotShow(
            tile, TileProblem.IMAGE_CHANGED, "The image has changed since it was segmented.");
      }
    } catch (ImageException e) {
      boolean isTooLarge = e.code() == FailureCode.TOO_LARGE;
      cannotShow(
          tile,
          isTooLarge ? TileProblem.IMAGE_TOO_LARGE : TileProblem.IMAGE_UNREADABLE,
          (isTooLarge ? "The image is too large for this machine: " : GONE) + e.getMessage());
    } catch (ImageReadException e) {
      cannotShow(tile, TileProblem.IMAGE_UNREADABLE, GONE + e.getMessage());
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
}
