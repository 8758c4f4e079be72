// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.tflite;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.StandardOpenOption;
import org.bytedeco.javacpp.BytePointer;

/** Provides model files as direct buffers, which native code reads in place. */
final class ModelBytes {

  private static final String FILE_IDENTIFIER = "TFL3";
  private static final int IDENTIFIER_OFFSET_BYTES = 4;
  private static final int MIN_MODEL_BYTES = 8;
  private static final int ALIGNMENT_BYTES = 4;

  /**
   * Maps a model file. The file must not shrink while an interpreter uses it, because reading a
   * mapped page past the end of a file ends the process.
   *
   * @throws IllegalArgumentException if the file cannot be mapped
   */
  static ByteBuffer map(File modelFile) {
    try (FileChannel channel = FileChannel.open(modelFile.toPath(), StandardOpenOption.READ)) {
      if (channel.size() > Integer.MAX_VALUE) {
        throw new IllegalArgumentException(
            "Model file " + modelFile + " has " + channel.size() + " bytes; the limit is 2 GiB");
      }
      return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
    } catch (IOException e) {
      throw new IllegalArgumentException("Cannot read the model file " + modelFile + ": " + e, e);
    }
  }

  /**
   * Verifies that a buffer starts like a model. Uses the buffer from index 0 to its capacity and
   * ignores its position and limit, as TensorFlow Lite on Android does.
   *
   * @return a duplicate of the whole buffer
   * @throws IllegalArgumentException if the buffer is not direct or not aligned
   * @throws InvalidModelException if it is not a TFLite model
   */
  static ByteBuffer verify(ByteBuffer buffer) {
    if (buffer == null || !buffer.isDirect()) {
      throw new IllegalArgumentException(
          "The model must be in a direct ByteBuffer (ByteBuffer.allocateDirect or a mapped file), "
              + (buffer == null ? "but is null" : "but is in one on the Java heap"));
    }
    ByteBuffer whole = buffer.duplicate();
    whole.clear();
    if (whole.capacity() < MIN_MODEL_BYTES) {
      throw new InvalidModelException(
          InvalidModelException.Reason.NOT_TFLITE,
          "Not a TensorFlow Lite model: it has only " + whole.capacity() + " bytes");
    }
    byte[] identifier = new byte[FILE_IDENTIFIER.length()];
    for (int i = 0; i < identifier.length; i++) {
      identifier[i] = whole.get(IDENTIFIER_OFFSET_BYTES + i);
    }
    if (!FILE_IDENTIFIER.equals(new String(identifier, StandardCharsets.ISO_8859_1))) {
      throw new InvalidModelException(
          InvalidModelException.Reason.NOT_TFLITE,
          "Not a TensorFlow Lite model: bytes 4 to 7 are not \"TFL3\"; use a .tflite file");
    }
    verifyAligned(whole);
    return whole;
  }

  private static void verifyAligned(ByteBuffer whole) {
    try (BytePointer pointer = new BytePointer(whole)) {
      if (pointer.address() % ALIGNMENT_BYTES != 0) {
        throw new IllegalArgumentException(
            "The address of the model buffer is not a multiple of 4: do not slice it from a larger"
                + " buffer at an unaligned offset");
      }
    }
  }

  private ModelBytes() {}
}
