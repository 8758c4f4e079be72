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

/** Model bytes where native code can read them in place, checked as far as bytes alone tell. */
final class ModelBytes {

  private static final String FILE_IDENTIFIER = "TFL3";
  private static final int IDENTIFIER_OFFSET_BYTES = 4;
  private static final int SMALLEST_MODEL_BYTES = 8;
  private static final int ALIGNMENT_BYTES = 4;

  /**
   * Maps a model file. The file must not shrink while an interpreter uses it: the operating system
   * ends the process that reads a mapped page which is gone.
   *
   * @throws IllegalArgumentException if the file cannot be mapped
   */
  static ByteBuffer map(File modelFile) {
    try (FileChannel channel = FileChannel.open(modelFile.toPath(), StandardOpenOption.READ)) {
      if (channel.size() > Integer.MAX_VALUE) {
        throw new IllegalArgumentException(
            "Model file " + modelFile + " has " + channel.size() + " bytes; the limit is 2 GiB.");
      }
      return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
    } catch (IOException e) {
      throw new IllegalArgumentException("Cannot read the model file " + modelFile + ": " + e, e);
    }
  }

  /**
   * The whole buffer, from index 0 to its capacity, whatever its position and limit: so does
   * TensorFlow Lite on Android.
   *
   * @throws IllegalArgumentException if the buffer is not direct
   * @throws InvalidModelException if it holds no TFLite model
   */
  static ByteBuffer require(ByteBuffer buffer) {
    if (buffer == null || !buffer.isDirect()) {
      throw new IllegalArgumentException(
          "The model must be in a direct ByteBuffer (ByteBuffer.allocateDirect or a mapped file); "
              + (buffer == null ? "got null." : "got one on the Java heap."));
    }
    ByteBuffer whole = buffer.duplicate();
    whole.clear();
    if (whole.capacity() < SMALLEST_MODEL_BYTES) {
      throw new InvalidModelException(
          InvalidModelException.Reason.NOT_TFLITE,
          "Not a TensorFlow Lite model: it has only " + whole.capacity() + " bytes.");
    }
    byte[] identifier = new byte[FILE_IDENTIFIER.length()];
    for (int i = 0; i < identifier.length; i++) {
      identifier[i] = whole.get(IDENTIFIER_OFFSET_BYTES + i);
    }
    if (!FILE_IDENTIFIER.equals(new String(identifier, StandardCharsets.ISO_8859_1))) {
      throw new InvalidModelException(
          InvalidModelException.Reason.NOT_TFLITE,
          "Not a TensorFlow Lite model: bytes 4 to 7 are not \"TFL3\". Give a .tflite file.");
    }
    requireAligned(whole);
    return whole;
  }

  private static void requireAligned(ByteBuffer whole) {
    try (BytePointer pointer = new BytePointer(whole)) {
      if (pointer.address() % ALIGNMENT_BYTES != 0) {
        throw new IllegalArgumentException(
            "The model buffer starts at an address that is no multiple of 4: do not slice it out"
                + " of a larger buffer at an odd offset.");
      }
    }
  }

  private ModelBytes() {}
}
