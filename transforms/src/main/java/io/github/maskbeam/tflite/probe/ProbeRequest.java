// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.tflite.probe;

import com.google.auto.value.AutoValue;
import io.github.maskbeam.tflite.ExternalDelegate;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A model to try, and the delegate to try it with, as a child process reads it. */
@AutoValue
abstract class ProbeRequest {

  /**
   * A request.
   *
   * @param model from position to limit; not changed
   */
  static ProbeRequest of(ByteBuffer model, Optional<ExternalDelegate> delegate) {
    return new AutoValue_ProbeRequest(model.duplicate().order(model.order()), delegate);
  }

  /** The model, from position to limit. */
  abstract ByteBuffer model();

  abstract Optional<ExternalDelegate> delegate();

  /**
   * Reads a request into direct memory.
   *
   * @throws EOFException if there is none
   */
  static ProbeRequest read(DataInputStream in) throws IOException {
    List<String> texts = new ArrayList<>();
    for (int count = in.readInt(); texts.size() < count; ) {
      texts.add(new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8));
    }
    ByteBuffer model = ByteBuffer.allocateDirect(in.readInt()).order(ByteOrder.nativeOrder());
    while (model.hasRemaining()) {
      if (Channels.newChannel(in).read(model) < 0) {
        throw new EOFException();
      }
    }
    model.flip();
    return of(model, delegate(texts));
  }

  void write(DataOutputStream out) throws IOException {
    List<String> texts = new ArrayList<>();
    if (delegate().isPresent()) {
      texts.add(delegate().get().library());
      delegate().get().options().forEach((key, value) -> texts.addAll(List.of(key, value)));
    }
    out.writeInt(texts.size());
    for (String text : texts) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      out.writeInt(bytes.length);
      out.write(bytes);
    }
    ByteBuffer model = model().duplicate();
    out.writeInt(model.remaining());
    Channels.newChannel(out).write(model);
    out.flush();
  }

  /** The library, then each option's key and value; nothing without a delegate. */
  private static Optional<ExternalDelegate> delegate(List<String> texts) {
    if (texts.isEmpty()) {
      return Optional.empty();
    }
    Map<String, String> options = new LinkedHashMap<>();
    for (int i = 1; i < texts.size(); i += 2) {
      options.put(texts.get(i), texts.get(i + 1));
    }
    return Optional.of(ExternalDelegate.of(texts.get(0), options));
  }
}
