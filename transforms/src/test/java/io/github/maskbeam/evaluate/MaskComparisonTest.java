// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.evaluate;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.maskbeam.image.memory.ImageMemory;
import io.github.maskbeam.image.memory.MemoryLease;
import io.github.maskbeam.mask.Mask;
import io.github.maskbeam.mask.MaskPng;
import io.github.maskbeam.schemas.EvaluationFailure;
import io.github.maskbeam.schemas.ImageRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class MaskComparisonTest {
  private static final ImageMemory MEMORY = ImageMemory.of(600L << 20, 600L << 20);
  private static final int SIDE_PX = 500;

  private final ExecutorService threads = Executors.newCachedThreadPool();
  @TempDir private Path directory;

  @AfterEach
  void everythingIsGivenBack() {
    threads.shutdownNow();
    assertThat(ImageMemory.heapBytesInUse(), is(0L));
    assertThat(ImageMemory.nativeBytesInUse(), is(0L));
  }

  @Test
  void countsPixels() throws Exception {
    Path mask = png("mask.png", TinyMasks.mask("012", "112"), "");
    Path groundTruth = png("truth.png", TinyMasks.mask("01.", "111"), "");
    EvaluationCounts counts = compare(mask, groundTruth, 3, 2, MEMORY);
    assertThat(counts.confusion().countedPx(), is(5L));
    assertThat(counts.confusion().correctPx(), is(4L));
  }

  @Test
  void anInterruptIsNoFailureOfTheMask() throws Exception {
    Path png = png("a.png", TinyMasks.mask("01", "11"), "");
    Thread.currentThread().interrupt();
    try {
      assertThrows(InterruptedException.class, () -> compare(png, png, 2, 2, MEMORY));
    } finally {
      Thread.interrupted();
    }
  }

  @Test
  void waitsForTheMemoryOfImages() throws Exception {
    Path png = png("a.png", TinyMasks.mask("01", "11"), "");
    MemoryLease all = MEMORY.acquireForFiles(Long.MAX_VALUE);
    Future<EvaluationCounts> counts = threads.submit(() -> compare(png, png, 2, 2, MEMORY));
    assertThrows(TimeoutException.class, () -> counts.get(300, TimeUnit.MILLISECONDS));
    all.close();
    assertThat(counts.get().confusion().correctPx(), is(4L));
  }

  @Test
  void pixelsThatDoNotFitMemoryAreToldBeforeTheyAreDecoded() throws Exception {
    Path png = png("a.png", TinyMasks.random(new Random(1), SIDE_PX, SIDE_PX), "");
    EvaluationException heap = assertFails(png, png, SIDE_PX, ImageMemory.of(8L << 20, 600L << 20));
    assertThat(
        heap.getMessage(), allOf(containsString("cannot be compared"), containsString("-Xmx")));
    assertFails(png, png, SIDE_PX, ImageMemory.of(600L << 20, 1L << 20));
  }

  @Test
  void filesHaveABound() throws Exception {
    Path mask = png("a.png", TinyMasks.mask("01", "11"), "");
    Path large = png("large.png", TinyMasks.mask("01", "11"), incompressible(7 << 20));
    EvaluationException bound = assertFails(large, mask, 2, MEMORY);
    assertThat(bound.failure(), is(EvaluationFailure.MASK_UNREADABLE));
    assertThat(bound.getMessage(), containsString("more than 4194336 bytes"));
    Path half = png("half.png", TinyMasks.mask("01", "11"), incompressible(5 << 18));
    EvaluationException heap = assertFails(mask, half, 2, ImageMemory.of(4L << 20, 600L << 20));
    assertThat(heap.failure(), is(EvaluationFailure.GROUND_TRUTH_UNREADABLE));
    assertThat(heap.getMessage(), containsString("raise the heap with -Xmx"));
  }

  @Test
  void manyAtOnceStayWithinTheLimitAndAllEnd() throws Exception {
    Path png = png("a.png", TinyMasks.random(new Random(1), SIDE_PX, SIDE_PX), "");
    // Enough for two of them at once.
    long heapBytes = 25L << 20;
    ImageMemory tight = ImageMemory.of(heapBytes, 12L << 20);
    List<Future<Long>> most = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      most.add(
          threads.submit(
              () -> {
                long bytes = 0;
                for (int n = 0; n < 5; n++) {
                  compare(png, png, SIDE_PX, SIDE_PX, tight);
                  bytes = Math.max(bytes, ImageMemory.heapBytesInUse());
                }
                return bytes;
              }));
    }
    for (Future<Long> bytes : most) {
      assertThat(bytes.get() <= heapBytes, is(true));
    }
  }

  private EvaluationException assertFails(
      Path mask, Path groundTruth, int sidePx, ImageMemory memory) {
    return assertThrows(
        EvaluationException.class, () -> compare(mask, groundTruth, sidePx, sidePx, memory));
  }

  private static EvaluationCounts compare(
      Path mask, Path groundTruth, int widthPx, int heightPx, ImageMemory memory) throws Exception {
    ImageRow image = TinyMasks.row(mask.toString(), widthPx, heightPx);
    return MaskComparison.of(
        image, mask.toString(), groundTruth.toString(), LabelMapping.identity(), 21, memory);
  }

  /** Text of this length, which takes more than four fifths of it when it is compressed. */
  private static String incompressible(int length) {
    return new Random(2)
        .ints(length, ' ', '~')
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private Path png(String name, Mask mask, String description) throws IOException {
    try (MaskPng png = new MaskPng()) {
      return Files.write(directory.resolve(name), png.encode(mask, description));
    }
  }
}
