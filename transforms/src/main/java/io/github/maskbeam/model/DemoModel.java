// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The demonstration model, a file in the jar. Stateless and thread-safe. */
public final class DemoModel {
  private static final String FILE = "demo.tflite";

  private DemoModel() {}

  /**
   * Reads the model.
   *
   * @return a direct buffer in native order at position 0, as the TFLite runtime wants it; the
   *     caller owns it
   */
  static ByteBuffer read() {
    try (InputStream in = DemoModel.class.getResourceAsStream(FILE)) {
      byte[] model = in.readAllBytes();
      ByteBuffer buffer = ByteBuffer.allocateDirect(model.length).order(ByteOrder.nativeOrder());
      buffer.put(model);
      buffer.rewind();
      return buffer;
    } catch (IOException e) {
      throw new UncheckedIOException("The jar is damaged: " + FILE + " cannot be read", e);
    }
  }
}
