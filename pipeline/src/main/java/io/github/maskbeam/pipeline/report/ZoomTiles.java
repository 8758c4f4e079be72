// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.maskbeam.overlay.OverlaySize;
import io.github.maskbeam.overlay.TilePyramid;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/**
 * The tiles of one image in full resolution, as the data of the page, until they exceed what is
 * left of a limit. Not thread-safe.
 */
final class ZoomTiles {
  private final List<OverlaySize> sizes;
  private final long maxBytes;
  private final ObjectNode zoom = JsonNodeFactory.instance.objectNode();
  private long bytes;

  /**
   * @param sizes of the tiles, see {@link TilePyramid#sizes}
   * @param maxBytes maximum size of all files together
   */
  ZoomTiles(List<OverlaySize> sizes, long maxBytes) {
    this.sizes = sizes;
    this.maxBytes = maxBytes;
    zoom.put("tile_px", TilePyramid.TILE_PX);
    ArrayNode levels = zoom.putArray("levels");
    for (OverlaySize size : sizes) {
      levels.addObject().put("width_px", size.widthPx()).put("height_px", size.heightPx());
    }
  }

  /**
   * Adds the tiles of one kind.
   *
   * @param kind image, mask or confidence
   * @param tiles gives the tiles of one size to a receiver, see {@link TilePyramid}
   * @return whether they fit; if not, these tiles are of no use
   */
  boolean add(String kind, BiPredicate<OverlaySize, Predicate<byte[]>> tiles) {
    for (int level = 0; level < sizes.size(); level++) {
      ArrayNode files = zoom.withArray("levels").get(level).withArray(kind);
      if (!tiles.test(sizes.get(level), file -> add(file, files))) {
        return false;
      }
    }
    return true;
  }

  private boolean add(byte[] file, ArrayNode files) {
    bytes += file.length;
    files.add(file);
    return bytes <= maxBytes;
  }

  /** The size of all files, in bytes. */
  long bytes() {
    return bytes;
  }

  /** The data of the page. */
  ObjectNode data() {
    return zoom;
  }
}
