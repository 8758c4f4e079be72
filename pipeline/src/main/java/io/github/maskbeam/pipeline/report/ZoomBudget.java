// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/**
 * The limit of a page for tiles in full resolution. The tiles of an image are in the page all or
 * not at all; images are served in the order of the gallery. Not thread-safe.
 */
final class ZoomBudget {
  /** The tiles are in memory until the page is written, beside what images need. */
  private static final double HEAP_FRACTION = 0.15;

  /** The page has files as base64. */
  private static final double BASE64 = 4.0 / 3;

  private static final double MEGABYTE = 1e6;

  private final long maxBytes;
  private final boolean isLimitedByHeap;
  private long usedBytes;
  private int zoomable;
  private int pageFull;
  private int tooLarge;

  /** The fewest pixels of an image whose tiles were too many; more are not tried. */
  private long tooManyPixels = Long.MAX_VALUE;

  private ZoomBudget(long maxBytes, boolean isLimitedByHeap) {
    this.maxBytes = maxBytes;
    this.isLimitedByHeap = isLimitedByHeap;
  }

  /**
   * A limit of megabytes (10^6 bytes) of the page.
   *
   * @param megabytes 0 to {@link Report#MAX_ZOOM_MB}
   * @param heapBytes the maximum Java heap, of which tiles may take 15 %
   */
  static ZoomBudget of(int megabytes, long heapBytes) {
    long asked = (long) (megabytes * MEGABYTE / BASE64);
    long possible = (long) (HEAP_FRACTION * heapBytes);
    return new ZoomBudget(Math.min(asked, possible), possible < asked);
  }

  /** Whether the tiles of an image with this number of pixels may fit. */
  boolean mayFit(long pixels) {
    return usedBytes < maxBytes && pixels < tooManyPixels;
  }

  /** The bytes of files that are left. */
  long leftBytes() {
    return maxBytes - usedBytes;
  }

  /** Records that an image has tiles, of this number of bytes as files. */
  void take(long bytes) {
    usedBytes += bytes;
    zoomable++;
  }

  /** Records that the tiles of an image do not fit. Returns why, for a person. */
  String leaveOut(long pixels) {
    tooManyPixels = Math.min(tooManyPixels, pixels);
    pageFull++;
    return maxBytes == 0
        ? "The report was written without full resolution (--zoomMb=0)."
        : String.format(
            Locale.ROOT,
            "Its full resolution does not fit into the %s MB that this page has for that; %s.",
            megabytes(maxBytes),
            isLimitedByHeap ? "raise the Java heap with -Xmx" : "raise --zoomMb");
  }

  /** Records that an image cannot be decoded in full size. */
  void leaveOutTooLarge() {
    tooLarge++;
  }

  /** Images with tiles. */
  int zoomable() {
    return zoomable;
  }

  /** Large images without tiles. */
  int leftOut() {
    return pageFull + tooLarge;
  }

  /** Describes the images that were counted, and the limit. */
  void describe(ObjectNode zoom) {
    zoom.put("zoomable", zoomable);
    zoom.put("page_full", pageFull);
    zoom.put("too_large", tooLarge);
    zoom.put("mb", megabytes(usedBytes));
    zoom.put("max_mb", megabytes(maxBytes));
    zoom.put("shown_px", Tiles.LARGE_PX);
  }

  private static String megabytes(long fileBytes) {
    return String.format(Locale.ROOT, "%.1f", fileBytes * BASE64 / MEGABYTE);
  }
}
