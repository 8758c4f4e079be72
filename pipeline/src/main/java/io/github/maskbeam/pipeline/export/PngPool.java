// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.export;

import io.github.maskbeam.mask.Mask;
import io.github.maskbeam.mask.MaskPng;
import io.github.maskbeam.schemas.ClassColors;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;

/** Encoders of PNGs with the same colors, one for each thread that needs one. Thread-safe. */
final class PngPool implements AutoCloseable {
  private final ClassColors colors;
  private final ConcurrentLinkedQueue<MaskPng> idle = new ConcurrentLinkedQueue<>();

  PngPool(ClassColors colors) {
    this.colors = colors;
  }

  /** A whole PNG file with a palette and without text, of a mask of 8 bits. */
  byte[] encode(Mask mask) {
    return with(png -> png.encode(mask));
  }

  /** A whole gray PNG file without text. */
  byte[] encodeGray(Mask mask) {
    return with(png -> png.encodeGray(mask));
  }

  private byte[] with(Function<MaskPng, byte[]> encoding) {
    MaskPng taken = idle.poll();
    MaskPng png = taken == null ? new MaskPng(colors) : taken;
    try {
      return encoding.apply(png);
    } finally {
      idle.add(png);
    }
  }

  /** To be called when no thread encodes any more. */
  @Override
  public void close() {
    idle.forEach(MaskPng::close);
  }
}
