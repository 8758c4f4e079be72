// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.image;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.maskbeam.image.memory.ImageFile;
import io.github.maskbeam.image.memory.ImageMemory;
import io.github.maskbeam.schemas.FailureCode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageFileTest {
  /** The limit for files is a fifth of the heap, 10 MiB; half of that if the size is unknown. */
  private static final ImageMemory MEMORY = ImageMemory.of(50 << 20, 1);

  @AfterEach
  void checkThatAllMemoryIsReleased() {
    assertThat(ImageMemory.heapBytesInUse(), is(0L));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, (1 << 20) - 1, 1 << 20, (1 << 20) + 1, 5 << 20})
  void readsTheWholeFileAndLeasesItsSize(int length) throws Exception {
    for (OptionalLong size : new OptionalLong[] {OptionalLong.of(length), OptionalLong.empty()}) {
      try (ImageFile file = read(length, size, Long.MAX_VALUE)) {
        assertThat(file.content().length, is(length));
        assertThat(ImageMemory.heapBytesInUse(), is((long) length));
      }
      read(length, size, length).close();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 1 << 20, (1 << 20) + 1, 3 << 20})
  void rejectsAFileThatExceedsMaxBytes(int length) {
    for (OptionalLong size : new OptionalLong[] {OptionalLong.of(length), OptionalLong.empty()}) {
      ImageException e = assertThrows(ImageException.class, () -> read(length, size, length - 1));
      assertThat(e.code(), is(FailureCode.TOO_LARGE));
      assertThat(
          e.getMessage(),
          is("the file has more than " + (length - 1) + " bytes: raise the limit with --maxBytes"));
    }
  }

  @Test
  void rejectsAFileThatExceedsTheHeapLimit() {
    for (OptionalLong size : new OptionalLong[] {OptionalLong.of(11 << 20), OptionalLong.empty()}) {
      ImageException e =
          assertThrows(ImageException.class, () -> read(11 << 20, size, Long.MAX_VALUE));
      assertThat(e.code(), is(FailureCode.TOO_LARGE));
      assertThat(e.getMessage(), containsString("-Xmx"));
    }
  }

  @Test
  void toleratesAShrunkFileAndRejectsAGrownOne() throws Exception {
    try (ImageFile file = read(5, OptionalLong.of(9), 100)) {
      assertThat(file.content().length, is(5));
    }
    assertThrows(IOException.class, () -> read(5, OptionalLong.of(4), 100));
  }

  @Test
  void onlyTheLastOwnerReleasesTheMemory() throws Exception {
    ImageFile file = read(5, OptionalLong.of(5), 100);
    ImageFile transferred = file.transferOwnership();
    file.close();
    assertThat(ImageMemory.heapBytesInUse(), is(5L));
    transferred.close();
    assertThat(ImageMemory.heapBytesInUse(), is(0L));
  }

  private static ImageFile read(int length, OptionalLong size, long maxBytes) throws Exception {
    return ImageFile.read(new ByteArrayInputStream(new byte[length]), size, maxBytes, MEMORY);
  }
}
