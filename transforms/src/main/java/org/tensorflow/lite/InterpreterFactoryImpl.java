// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package org.tensorflow.lite;

import io.github.maskbeam.tflite.TfliteInterpreter;
import io.github.maskbeam.tflite.TfliteRuntime;
import java.io.File;
import java.nio.ByteBuffer;
import org.tensorflow.lite.nnapi.NnApiDelegate;

/**
 * The class that TensorFlow Lite's own {@link InterpreterApi#create} looks up by this very name
 * under {@code TfLiteRuntime.FROM_APPLICATION_ONLY} (the default) and {@code
 * PREFER_SYSTEM_OVER_APPLICATION}. {@code FROM_SYSTEM_ONLY} means Google Play services on Android
 * and always fails on a server JVM.
 *
 * <p>Safe for use by many threads at once.
 */
public final class InterpreterFactoryImpl implements InterpreterFactoryApi {

  @Override
  public InterpreterApi create(File modelFile, InterpreterApi.Options options) {
    return TfliteInterpreter.open(modelFile, options);
  }

  @Override
  public InterpreterApi create(ByteBuffer modelBytes, InterpreterApi.Options options) {
    return TfliteInterpreter.open(modelBytes, options);
  }

  @Override
  public String runtimeVersion() {
    return TfliteRuntime.version();
  }

  @Override
  public String schemaVersion() {
    return TfliteRuntime.schemaVersion();
  }

  /** Always throws: NNAPI exists on Android only. */
  @Override
  public NnApiDelegate.PrivateInterface createNnApiDelegateImpl(NnApiDelegate.Options options) {
    throw new UnsupportedOperationException(
        "NNAPI exists on Android only; this runtime accelerates with XNNPACK.");
  }
}
