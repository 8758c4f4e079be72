// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.transforms;

import io.github.maskbeam.image.ImageFile;
import io.github.maskbeam.image.ImageMemory;

/** The bytes of image files as workers read them. */
final class Contents {
  private Contents() {}

  static byte[] of(String uri, long maxBytes) throws ImageReadException, InterruptedException {
    try (ImageFile file = ImageBytes.read(uri, maxBytes, ImageMemory.ofProcess(0))) {
      return file.content();
    }
  }
}
