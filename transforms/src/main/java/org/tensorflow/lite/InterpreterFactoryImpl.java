// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package org.tensorflow.lite;

import io.github.maskbeam.tflite.TfliteInterpreter;
import io.github.maskbeam.tflite.TfliteRuntime;
import java.io.File;
import java.nio.ByteBuffer;
import org.tensorflow.lite.nnapi.NnApiDelegate;

/**
 * The factory that {@link InterpreterApi#create} looks up by this class name for {@code
 * TfLiteRuntime.FROM_APPLICATION_ONLY} (the default) and {@code PREFER_SYSTEM_OVER_APPLICATION}.
 * {@code FROM_SYSTEM_ONLY} means Google Play services on Android and always fails on a server JVM.
 *
 * <p>Thread-safe.
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

  /** Always throws, because NNAPI exists only on Android. */
  @Override
  public NnApiDelegate.PrivateInterface createNnApiDelegateImpl(NnApiDelegate.Options options) {
    throw new UnsupportedOperationException(
        "NNAPI exists only on Android; this runtime uses XNNPACK");
  }
}
