// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.tflite;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.tensorflowlite.global.tensorflowlite;

/** The TensorFlow Lite library in use. */
public final class TfliteRuntime {

  /** Version of the native library, such as {@code 2.20.0}. */
  public static String version() {
    try (BytePointer version = tensorflowlite.TfLiteVersion()) {
      return version.getString();
    }
  }

  /** Version of the model schema that the library reads: {@code 3}. */
  public static String schemaVersion() {
    return Integer.toString(tensorflowlite.TfLiteSchemaVersion());
  }

  private TfliteRuntime() {}
}
