// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.segment;

import io.github.maskbeam.image.ImageException;
import io.github.maskbeam.image.ImageFormat;
import io.github.maskbeam.image.ImageHeader;
import io.github.maskbeam.mask.Mask;
import io.github.maskbeam.schemas.ListedImage;
import io.github.maskbeam.schemas.SegmentationResult;

/** Gives every image the same small mask of three classes without reading it. Thread-safe. */
public final class StubSegmenter {
  private static final int WIDTH_PX = 64;
  private static final int HEIGHT_PX = 48;
  private static final int CLASSES = 3;
  private static final double STUB_MS = 0.001;

  private final ResultRows rows;
  private final ImageHeader header;
  private final Segmentation segmentation;

  /**
   * A stub for the images of a job.
   *
   * @throws ImageException never, since the size is valid
   */
  public StubSegmenter(SegmentJob job) throws ImageException {
    rows = ResultRows.of(job);
    header = ImageHeader.of(ImageFormat.JPEG, WIDTH_PX, HEIGHT_PX, 1);
    byte[] classIds = new byte[WIDTH_PX * HEIGHT_PX];
    for (int i = 0; i < classIds.length; i++) {
      classIds[i] = (byte) (i * CLASSES / classIds.length);
    }
    Mask mask = Mask.of(WIDTH_PX, HEIGHT_PX, classIds);
    segmentation = Segmentation.of(mask, STUB_MS);
  }

  /** The result of every image. */
  public Segmentation segmentation() {
    return segmentation;
  }

  /** The result of an image, as if its file had the listed size and nothing but zeros in it. */
  public SegmentationResult result(ListedImage image, String maskUri) {
    ResultRows.Draft draft = rows.draft(image);
    draft.content(new byte[image.getSizeBytes() == null ? 0 : image.getSizeBytes().intValue()]);
    draft.header(header);
    return draft.succeeded(segmentation, STUB_MS, maskUri);
  }
}
