// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.evaluate;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.maskbeam.mask.Mask;
import io.github.maskbeam.mask.MaskPng;
import io.github.maskbeam.schemas.ImageRow;
import io.github.maskbeam.schemas.ImageStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MaskPairTest {
  @TempDir private Path directory;

  @Test
  void anInterruptIsNoFailureOfTheMask() throws Exception {
    Path png = png("a.png", TinyMasks.mask("01", "11"));
    Thread.currentThread().interrupt();
    try {
      assertThrows(InterruptedException.class, () -> compare(png, png, 2, 2));
    } finally {
      assertThat("the interrupt stays set", Thread.interrupted(), is(true));
    }
  }

  private static EvaluationCounts compare(Path mask, Path groundTruth, int widthPx, int heightPx)
      throws Exception {
    ImageRow image =
        ImageRow.newBuilder()
            .setImageId("id")
            .setImageUri("a.jpg")
            .setStatus(ImageStatus.SUCCEEDED.name())
            .setMaskUri(mask.toString())
            .setWidthPx(widthPx)
            .setHeightPx(heightPx)
            .setModelSha256("m")
            .setConfigSha256("c")
            .setProcessedAt(Instant.EPOCH)
            .build();
    return MaskPair.read(image, groundTruth.toString(), LabelMapping.none()).tally();
  }

  private Path png(String name, Mask mask) throws IOException {
    try (MaskPng png = new MaskPng()) {
      return Files.write(directory.resolve(name), png.encode(mask, ""));
    }
  }
}
