// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.image.memory;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.maskbeam.image.ImageException;
import io.github.maskbeam.image.ImageFormat;
import io.github.maskbeam.image.ImageHeader;
import io.github.maskbeam.schemas.FailureCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What never fits is refused at once, with the setting that would let it fit. */
class ImageMemoryLimitsTest {
  private static final long SMALL_HEAP_BYTES = 1L << 20;
  private static final long LARGE_HEAP_BYTES = 1L << 30;
  private static final long SMALL_NATIVE_BYTES = 2L << 20;

  private final ImageMemory smallHeap = ImageMemory.of(SMALL_HEAP_BYTES, LARGE_HEAP_BYTES);

  @Test
  void aFileThatTheHeapCannotHold() {
    assertThat(
        refusal(() -> smallHeap.takeForFile(SMALL_HEAP_BYTES)),
        matchesPattern(
            "the file has 1048576 bytes, but files may take \\d+ of the Java heap: raise the heap"
                + " with -Xmx"));
  }

  @Test
  void anImageThatTheHeapCannotHold() throws ImageException {
    MemoryNeed need = needOfAMegapixel();
    assertThat(
        refusal(() -> smallHeap.takeForImage(need)),
        matchesPattern(
            "the image takes up to 5319304 bytes of the Java heap, but images may take \\d+: raise"
                + " the heap with -Xmx"));
  }

  @Test
  void anImageThatCannotBeDecodedBesideTheHeap() throws ImageException {
    MemoryNeed need = needOfAMegapixel();
    ImageMemory smallNative = ImageMemory.of(LARGE_HEAP_BYTES, SMALL_NATIVE_BYTES);
    assertThat(
        refusal(() -> smallNative.takeForImage(need)),
        is(
            "the image takes up to 7 MiB of memory to decode, but images may take 2: raise it with"
                + " --maxImageMemoryMb"));
  }

  private static MemoryNeed needOfAMegapixel() throws ImageException {
    return MemoryNeed.of(ImageHeader.of(ImageFormat.PNG, 1000, 1000, 1), 0, 1_000_000, 0);
  }

  private static String refusal(Executable take) {
    ImageException refusal = assertThrows(ImageException.class, take);
    assertThat(refusal.code(), is(FailureCode.TOO_LARGE));
    return refusal.getMessage();
  }
}
