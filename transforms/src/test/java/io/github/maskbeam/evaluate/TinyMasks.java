// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.evaluate;

import io.github.maskbeam.mask.Mask;
import io.github.maskbeam.schemas.ImageRow;
import io.github.maskbeam.schemas.ImageStatus;
import java.time.Instant;
import java.util.Random;

/** Creates small masks and their rows for tests. */
final class TinyMasks {
  private TinyMasks() {}

  /** A mask from text rows: a digit is a class id, a dot is void. */
  static Mask mask(String... rows) {
    byte[] classIds = new byte[rows.length * rows[0].length()];
    int i = 0;
    for (String row : rows) {
      for (int x = 0; x < row.length(); x++) {
        char c = row.charAt(x);
        classIds[i++] = (byte) (c == '.' ? 255 : c - '0');
      }
    }
    return Mask.of(rows[0].length(), rows.length, classIds);
  }

  /** A mask with random rectangles of a few classes and one of void. */
  static Mask random(Random random, int widthPx, int heightPx) {
    byte[] classIds = new byte[widthPx * heightPx];
    int[] painted = {1, 2, 0, 3, 255, 1};
    for (int classId : painted) {
      int left = random.nextInt(widthPx);
      int top = random.nextInt(heightPx);
      int right = Math.min(widthPx, left + 1 + random.nextInt(widthPx));
      int bottom = Math.min(heightPx, top + 1 + random.nextInt(heightPx));
      for (int y = top; y < bottom; y++) {
        for (int x = left; x < right; x++) {
          classIds[y * widthPx + x] = (byte) classId;
        }
      }
    }
    return Mask.of(widthPx, heightPx, classIds);
  }

  /** The row of a segmented image with its mask at this URI. */
  static ImageRow row(String maskUri, int widthPx, int heightPx) {
    return ImageRow.newBuilder()
        .setImageId("id")
        .setImageUri("image.jpg")
        .setStatus(ImageStatus.SUCCEEDED.name())
        .setMaskUri(maskUri)
        .setWidthPx(widthPx)
        .setHeightPx(heightPx)
        .setModelSha256("m")
        .setConfigSha256("c")
        .setProcessedAt(Instant.EPOCH)
        .build();
  }
}
