// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.transforms;

import io.github.maskbeam.image.memory.ImageFile;
import io.github.maskbeam.image.memory.ImageMemory;
import io.github.maskbeam.storage.ImageBytes;
import io.github.maskbeam.storage.ImageReadException;

/** The bytes of image files as workers read them. */
public final class Contents {
  private Contents() {}

  public static byte[] of(String uri, long maxBytes)
      throws ImageReadException, InterruptedException {
    try (ImageFile file = ImageBytes.read(uri, maxBytes, ImageMemory.ofProcess(0))) {
      return file.content();
    }
  }
}
