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
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A randomly changed file either decodes or fails with the declared exception. No other exception
 * is thrown, nothing hangs, memory use is bounded and no memory leaks.
 *
 * <p>Each seed produces one mutant, and the same seed produces the same mutant of the same files. A
 * run takes {@code -Dmaskbeam.fuzzCount=N} seeds from {@code -Dmaskbeam.fuzzSeed=SEED} on. Both
 * have defaults, so that every build tries the same mutants, and both are printed. A failure
 * reports the seed that repeats it.
 */
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class FuzzTest {
  private static final long FIRST_SEED = Long.getLong("maskbeam.fuzzSeed", 20261122);
  private static final int IMAGES = Integer.getInteger("maskbeam.fuzzCount", 2_500);

  /** A mask of these tests is small: its mutants take microseconds. */
  private static final int MASKS = Integer.getInteger("maskbeam.fuzzCount", 100_000);

  /** Of fewer mutants, not every kind of outcome can be expected. */
  private static final int ENOUGH = 1_000;

  private static final long MAX_PIXELS = 2_000_000;
  private static final Duration MAX_MUTANT_DURATION = Duration.ofSeconds(20);
  private static final long MEBIBYTE = 1 << 20;

  /** Per mutant: copies of the file, tables, and a mask of {@link #MAX_PIXELS}. */
  private static final long MAX_HEAP_BYTES = 64 * MEBIBYTE;

  /** For all mutants: growth of the heap and of the libraries' pools; a leak per file is more. */
  private static final long MAX_GROWTH_BYTES = 400 * MEBIBYTE;

  private static final ImageMemory MEMORY = ImageMemory.ofProcess(0);

  @Test
  void imagesDecodeOrFailWithACode() throws Exception {
    decodeMutants(
        TruncationTest.files()
            .map(arguments -> (byte[]) arguments.get()[1])
            .collect(Collectors.toList()));
  }

  /** Apart from the others, so that these files do not change which mutants those get. */
  @Test
  void realImagesDecodeOrFailWithACode() throws Exception {
    List<byte[]> files = new ArrayList<>();
    try (Stream<Path> awkward = Files.walk(SharedFiles.shared("images/awkward"))) {
      for (Path file : awkward.filter(Files::isRegularFile).sorted().toArray(Path[]::new)) {
        if (Files.size(file) < MEBIBYTE) {
          files.add(Files.readAllBytes(file));
        }
      }
    }
    decodeMutants(files);
  }

  private static void decodeMutants(List<byte[]> files) throws Exception {
    Map<FailureCode, Integer> rejected = new EnumMap<>(FailureCode.class);
    int[] decoded = new int[1];
    try (TimedDecoder decoder =
        TimedDecoder.of(ImageDecoder.withMaxPixels(MAX_PIXELS), MAX_MUTANT_DURATION, MEMORY)) {
      long before = Memory.physicalBytes();
      forEachSeed(
          IMAGES,
          seed -> {
            byte[] mutant = Mutator.mutant(files, seed);
            long heapBefore = Memory.allocatedBytes();
            try (DecodedImage image = decode(decoder, mutant)) {
              decoded[0]++;
              assertThat(image.rgb().total(), lessThan(MAX_PIXELS + 1));
            } catch (ImageException e) {
              rejected.merge(e.code(), 1, Integer::sum);
              assertThat(e.getMessage(), e.code() == FailureCode.TIMED_OUT, is(false));
            }
            assertThat(Memory.allocatedBytes() - heapBefore, lessThan(MAX_HEAP_BYTES));
          });
      assertThat(Memory.physicalBytes() - before, lessThan(MAX_GROWTH_BYTES));
    }
    assertThat(ImageMemory.nativeBytesInUse() + ImageMemory.heapBytesInUse(), is(0L));
    if (IMAGES >= ENOUGH) {
      assertThat("mutants that decode", decoded[0], greaterThan(20));
      assertThat("mutants rejected, by code: " + rejected, rejected.size(), greaterThan(3));
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
  void masksAreReadOrRejected() throws Exception {
    List<byte[]> masks = new ArrayList<>();
    try (MaskPng png = new MaskPng()) {
      for (String text : new String[] {"", "{}", "{\"image_uri\":\"größe 水.jpg\"}".repeat(500)}) {
        masks.add(png.encode(Mask.of(40, 30, new byte[1200]), text));
      }
    }
    int[] rejected = new int[1];
    forEachSeed(
        MASKS,
        seed -> {
          byte[] mutant = Mutator.mutant(masks, seed);
          long heapBefore = Memory.allocatedBytes();
          try {
            MaskText.read(new ByteArrayInputStream(mutant));
          } catch (MalformedMaskException e) {
            rejected[0]++;
          }
          assertThat(Memory.allocatedBytes() - heapBefore, lessThan(MEBIBYTE));
        });
    if (MASKS >= ENOUGH) {
      assertThat("mutants rejected", rejected[0], greaterThan(0));
    }
  }

  private interface SeededTest {
    void run(long seed) throws Exception;
  }

  private static void forEachSeed(int count, SeededTest test) {
    System.out.printf("-Dmaskbeam.fuzzSeed=%d -Dmaskbeam.fuzzCount=%d%n", FIRST_SEED, count);
    for (long seed = FIRST_SEED; seed < FIRST_SEED + count; seed++) {
      String repeat = "-Dmaskbeam.fuzzSeed=" + seed + " -Dmaskbeam.fuzzCount=1";
      long start = System.nanoTime();
      try {
        test.run(seed);
      } catch (Throwable e) {
        throw new AssertionError("failed with " + repeat + ": " + e, e);
      }
      assertThat(repeat, System.nanoTime() - start, lessThan(MAX_MUTANT_DURATION.toNanos()));
    }
  }
}
