// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.image.decode;

import static io.github.maskbeam.testing.TestImages.busy;
import static io.github.maskbeam.testing.TestImages.imageIo;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.maskbeam.image.ImageException;
import io.github.maskbeam.image.ImageHeader;
import io.github.maskbeam.image.memory.ImageFile;
import io.github.maskbeam.image.memory.ImageMemory;
import io.github.maskbeam.image.verify.FormatReaders;
import io.github.maskbeam.mask.Mask;
import io.github.maskbeam.mask.MaskPng;
import io.github.maskbeam.schemas.FailureCode;
import io.github.maskbeam.testing.Decoding;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class TimedDecoderTest {
  private static final int LARGE_SIDE_PX = 7000;
  private static final ImageMemory MEMORY = ImageMemory.of(600L << 20, 600L << 20);
  private static final ImageDecoder DECODER = ImageDecoder.withMaxPixels(100_000_000);

  /** A small file of 49 million pixels: some 200 ms and more to decode. */
  private static final byte[] SLOW = slow();

  private static final byte[] SMALL = imageIo(busy(64, 48), "png");

  private static byte[] slow() {
    try (MaskPng png = new MaskPng()) {
      byte[] pixels = new byte[LARGE_SIDE_PX * LARGE_SIDE_PX];
      return png.encode(Mask.of(LARGE_SIDE_PX, LARGE_SIDE_PX, pixels), "");
    }
  }

  @AfterEach
  @Timeout(60)
  void everythingIsGivenBack() throws InterruptedException {
    while (DecodeTask.abandoned() > 0) {
      Thread.sleep(1);
    }
    assertThat(ImageMemory.heapBytesInUse(), is(0L));
    assertThat(ImageMemory.nativeBytesInUse(), is(0L));
  }

  @Test
  void decodesWhatIsFastEnough() throws Exception {
    try (TimedDecoder decoder = TimedDecoder.of(DECODER, Duration.ofMinutes(1), MEMORY)) {
      for (int i = 0; i < 3; i++) {
        try (DecodedImage image = decode(decoder, SMALL)) {
          assertThat(Decoding.size(image), is("64x48"));
        }
      }
    }
  }

  @Test
  void aSlowImageTimesOutAndTheNextOneIsDecoded() throws Exception {
    // So that loading the library takes no part in the time.
    try (TimedDecoder warm = TimedDecoder.of(DECODER, Duration.ofMinutes(1), MEMORY)) {
      decode(warm, SMALL).close();
    }
    try (TimedDecoder decoder = TimedDecoder.of(DECODER, Duration.ofMillis(40), MEMORY)) {
      long start = System.nanoTime();
      ImageException e = assertThrows(ImageException.class, () -> decode(decoder, SLOW));
      assertThat(e.code(), is(FailureCode.TIMED_OUT));
      assertThat(e.getMessage(), containsString("7000 x 7000 pixels of PNG"));
      assertThat(e.getMessage(), containsString("0.04 seconds that --maxDecodeSeconds"));
      long waitedMs = (System.nanoTime() - start) / 1_000_000;
      assertThat("ms that were waited", waitedMs, lessThan(10_000L));
      try (DecodedImage image = decode(decoder, SMALL)) {
        assertThat(Decoding.size(image), is("64x48"));
      }
    }
  }

  @Test
  void abandonedMemoryIsWaitedFor() throws Exception {
    // Room for one of them only: the second waits until the thread of the first has ended.
    ImageMemory tight = ImageMemory.of(600L << 20, 200L << 20);
    try (TimedDecoder hasty = TimedDecoder.of(DECODER, Duration.ofMillis(1), tight);
        TimedDecoder patient = TimedDecoder.of(DECODER, Duration.ofMinutes(1), tight)) {
      assertThrows(ImageException.class, () -> decode(hasty, SLOW));
      try (DecodedImage image = decode(patient, SLOW)) {
        assertThat(DecodeTask.abandoned(), is(0));
        assertThat(Decoding.size(image), is("7000x7000"));
      }
    }
  }

  @Test
  void tooManyAbandonedDecodesBreakOff() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    ExecutorService threads = Executors.newCachedThreadPool();
    List<Future<DecodedImage>> results = new ArrayList<>();
    try {
      for (int i = 0; i <= DecodeTask.MAX_ABANDONED; i++) {
        DecodeTask.requireFewAbandoned();
        ImageHeader header = FormatReaders.header(SMALL);
        CountDownLatch started = new CountDownLatch(1);
        DecodeTask<DecodedImage> task =
            new DecodeTask<>(
                memory(header),
                () -> {
                  started.countDown();
                  await(end);
                  return DECODER.decode(SMALL, header, 1, 1);
                });
        results.add(threads.submit(task));
        started.await();
        assertThat(task.abandon(), is(true));
      }
      IllegalStateException e =
          assertThrows(IllegalStateException.class, DecodeTask::requireFewAbandoned);
      assertThat(e.getMessage(), containsString("--maxDecodeSeconds"));
    } finally {
      end.countDown();
      threads.shutdown();
    }
    for (Future<DecodedImage> result : results) {
      assertThrows(IllegalStateException.class, result.get()::rgb, "freed by the task itself");
    }
  }

  @Test
  void aDecodeThatIsCanceledBeforeItStartsGivesItsMemoryBack() throws Exception {
    ImageHeader header = FormatReaders.header(SMALL);
    DecodeTask<DecodedImage> task =
        new DecodeTask<>(memory(header), () -> DECODER.decode(SMALL, header, 1, 1));
    assertThat(task.abandon(), is(true));
    assertThat(ImageMemory.heapBytesInUse(), is(0L));
    assertThat(ImageMemory.nativeBytesInUse(), is(0L));
    assertThat("nothing of it still runs", DecodeTask.abandoned(), is(0));
    assertThat("nor does it start later", task.call(), is(nullValue()));
  }

  private static DecodeMemory memory(ImageHeader header) throws Exception {
    return new DecodeMemory(
        file(SMALL),
        MEMORY.acquireForImage(DECODER.estimateMemory(SMALL, header, DecodeNeed.cover(1, 1))));
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void whatVerifiesInJavaEndsWhenItsThreadIsInterrupted() {
    byte[] file = imageIo(busy(2000, 1000), "jpeg");
    Thread.currentThread().interrupt();
    try {
      assertThat(Decoding.failure(file), is(FailureCode.TIMED_OUT));
    } finally {
      assertThat(Thread.interrupted(), is(true));
    }
  }

  @Test
  void moreThanAllMemoryIsTooLarge() {
    ImageMemory smallHeap = ImageMemory.of(60L << 20, 600L << 20);
    ImageMemory smallNative = ImageMemory.of(600L << 20, 100L << 20);
    ImageException heap = assertThrows(ImageException.class, () -> decodeWithin(smallHeap));
    assertThat(heap.code(), is(FailureCode.TOO_LARGE));
    assertThat(heap.getMessage(), containsString("-Xmx"));
    ImageException outside = assertThrows(ImageException.class, () -> decodeWithin(smallNative));
    assertThat(outside.code(), is(FailureCode.TOO_LARGE));
    assertThat(outside.getMessage(), containsString("--maxImageMemoryMb"));
    assertThat(outside.getMessage(), containsString(" 100"));
  }

  private static void decodeWithin(ImageMemory memory) throws Exception {
    try (TimedDecoder decoder = TimedDecoder.of(DECODER, Duration.ofMinutes(1), memory)) {
      decode(decoder, SLOW).close();
    }
  }

  @Test
  void manyAtOnceStayWithinTheLimitAndAllEnd() throws Exception {
    long limitBytes = 60L << 20;
    ImageMemory tight = ImageMemory.of(200L << 20, limitBytes);
    byte[] large = imageIo(busy(3000, 2000), "png");
    ExecutorService threads = Executors.newFixedThreadPool(6);
    List<Future<Long>> mostInUse = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      byte[] file = i % 2 == 0 ? large : SMALL;
      mostInUse.add(threads.submit(() -> decodeOften(file, tight)));
    }
    for (Future<Long> most : mostInUse) {
      assertThat(most.get(), lessThan(limitBytes + 1));
    }
    threads.shutdown();
  }

  private static long decodeOften(byte[] file, ImageMemory memory) throws Exception {
    long most = 0;
    try (TimedDecoder decoder = TimedDecoder.of(DECODER, Duration.ofMinutes(1), memory)) {
      for (int i = 0; i < 5; i++) {
        DecodedImage image = decode(decoder, file);
        most = Math.max(most, ImageMemory.nativeBytesInUse());
        image.close();
      }
    }
    return most;
  }

  private static DecodedImage decode(TimedDecoder decoder, byte[] content) throws Exception {
    try (ImageFile file = file(content)) {
      return decoder.decode(file, FormatReaders.header(content), LARGE_SIDE_PX, LARGE_SIDE_PX);
    }
  }

  private static ImageFile file(byte[] content) throws Exception {
    return ImageFile.read(
        new ByteArrayInputStream(content), OptionalLong.of(content.length), Long.MAX_VALUE, MEMORY);
  }
}
