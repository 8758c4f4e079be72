// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.image.decode;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import io.github.maskbeam.image.ImageException;
import io.github.maskbeam.image.memory.ImageFile;
import io.github.maskbeam.image.memory.ImageMemory;
import io.github.maskbeam.image.verify.FormatReaders;
import io.github.maskbeam.image.verify.TruncationTest;
import io.github.maskbeam.mask.MalformedMaskException;
import io.github.maskbeam.mask.Mask;
import io.github.maskbeam.mask.MaskPng;
import io.github.maskbeam.mask.MaskText;
import io.github.maskbeam.schemas.FailureCode;
import io.github.maskbeam.testing.Memory;
import io.github.maskbeam.testing.Mutator;
import io.github.maskbeam.testing.SharedFiles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Changed at random, a file gives what it should or the one exception that says why not: nothing
 * else is thrown, nothing hangs, memory stays bounded, and none is left behind.
 *
 * <p>A seed makes one mutant. A failure names its seed; {@code -Dmaskbeam.fuzzSeed=SEED} runs that
 * one alone, and {@code -Dmaskbeam.fuzzSeconds=600} looks further.
 */
class FuzzTest {
  private static final long FIRST_SEED = 20261122;
  private static final long DEFAULT_SECONDS = 8;
  private static final long MAX_PIXELS = 2_000_000;
  private static final Duration LIMIT_OF_ONE = Duration.ofSeconds(20);
  private static final long MEBIBYTE = 1 << 20;

  /** Of one mutant: its copies, tables, and two million pixels' worth of a mask. */
  private static final long MAX_HEAP_BYTES = 64 * MEBIBYTE;

  /** Of all: what the heap and the libraries' own pools grow by, far less than one leak a file. */
  private static final long MAX_GROWTH_BYTES = 400 * MEBIBYTE;

  private static final ImageMemory MEMORY = ImageMemory.ofProcess(0);

  @Test
  @Timeout(1200)
  void imagesDecodeOrAreRefused() throws Exception {
    List<byte[]> files = images();
    Map<FailureCode, Integer> refused = new EnumMap<>(FailureCode.class);
    int[] decoded = new int[1];
    try (TimedDecoder decoder =
        TimedDecoder.of(ImageDecoder.withMaxPixels(MAX_PIXELS), LIMIT_OF_ONE, MEMORY)) {
      long before = Memory.physicalBytes();
      forEachSeed(
          seed -> {
            byte[] mutant = Mutator.mutant(files, seed);
            long heapBefore = Memory.allocatedBytes();
            try (DecodedImage image = decode(decoder, mutant)) {
              decoded[0]++;
              assertThat(image.rgb().total(), lessThan(MAX_PIXELS + 1));
            } catch (ImageException e) {
              refused.merge(e.code(), 1, Integer::sum);
              assertThat(e.getMessage(), e.code() == FailureCode.TIMED_OUT, is(false));
            }
            assertThat(Memory.allocatedBytes() - heapBefore, lessThan(MAX_HEAP_BYTES));
          });
      assertThat(Memory.physicalBytes() - before, lessThan(MAX_GROWTH_BYTES));
    }
    assertThat(ImageMemory.nativeBytesInUse() + ImageMemory.heapBytesInUse(), is(0L));
    if (Long.getLong("maskbeam.fuzzSeed") == null) {
      assertThat("mutants that still are images", decoded[0], greaterThan(20));
      assertThat("mutants refused, by code: " + refused, refused.size(), greaterThan(3));
    }
  }

  private static DecodedImage decode(TimedDecoder decoder, byte[] mutant)
      throws IOException, ImageException, InterruptedException {
    try (ImageFile file =
        ImageFile.read(
            new ByteArrayInputStream(mutant),
            OptionalLong.of(mutant.length),
            Long.MAX_VALUE,
            MEMORY)) {
      return decoder.decode(file, FormatReaders.header(mutant), 64, 64);
    }
  }

  @Test
  @Timeout(1200)
  void masksAreReadOrRefused() throws Exception {
    List<byte[]> masks = new ArrayList<>();
    try (MaskPng png = new MaskPng()) {
      for (String text : new String[] {"", "{}", "{\"image_uri\":\"größe 水.jpg\"}".repeat(500)}) {
        masks.add(png.encode(Mask.of(40, 30, new byte[1200]), text));
      }
    }
    int[] refused = new int[1];
    forEachSeed(
        seed -> {
          byte[] mutant = Mutator.mutant(masks, seed);
          long heapBefore = Memory.allocatedBytes();
          try {
            MaskText.read(new ByteArrayInputStream(mutant));
          } catch (MalformedMaskException e) {
            refused[0]++;
          }
          assertThat(Memory.allocatedBytes() - heapBefore, lessThan(MEBIBYTE));
        });
    assertThat("mutants refused", refused[0], greaterThan(0));
  }

  private static List<byte[]> images() throws IOException {
    List<byte[]> files =
        TruncationTest.files()
            .map(arguments -> (byte[]) arguments.get()[1])
            .collect(Collectors.toList());
    if (SharedFiles.areThere()) {
      try (Stream<Path> awkward = Files.walk(SharedFiles.shared("images/awkward"))) {
        for (Path file : awkward.filter(Files::isRegularFile).sorted().toArray(Path[]::new)) {
          if (Files.size(file) < MEBIBYTE) {
            files.add(Files.readAllBytes(file));
          }
        }
      }
    }
    return files;
  }

  private interface Attempt {
    void with(long seed) throws Exception;
  }

  private static void forEachSeed(Attempt attempt) {
    Long only = Long.getLong("maskbeam.fuzzSeed");
    long seconds = Long.getLong("maskbeam.fuzzSeconds", DEFAULT_SECONDS);
    long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
    long seed = only == null ? FIRST_SEED : only;
    do {
      long start = System.nanoTime();
      try {
        attempt.with(seed);
      } catch (Throwable e) {
        throw new AssertionError("failed with -Dmaskbeam.fuzzSeed=" + seed + ": " + e, e);
      }
      assertThat(
          "-Dmaskbeam.fuzzSeed=" + seed,
          System.nanoTime() - start,
          lessThan(LIMIT_OF_ONE.toNanos()));
      seed++;
    } while (only == null && System.nanoTime() < end);
  }
}
