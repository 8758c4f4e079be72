// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.storage;

import java.io.IOException;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;

/** Reads a part of a file that may not exist. Stateless and thread-safe. */
public final class FileRange {
  private FileRange() {}

  /**
   * Reads bytes from a position on, without those before it. Retries transient errors.
   *
   * @return the bytes; empty if the file does not exist or ends before the last of them
   * @throws IOException if the file exists but cannot be read
   */
  public static Optional<byte[]> read(String uri, long offset, int length) throws IOException {
    try {
      byte[] bytes = Retries.standard().<byte[], IOException>call(() -> bytes(uri, offset, length));
      return Optional.of(bytes).filter(read -> read.length == length);
    } catch (IOException | SdkException e) {
      StorageFailure failure = StorageFailure.of(e);
      if (failure.kind() == StorageFailure.Kind.NOT_FOUND) {
        return Optional.empty();
      }
      throw new IOException(uri + " cannot be read: " + failure.reason(), e);
    }
  }

  private static byte[] bytes(String uri, long offset, int length) throws IOException {
    try (FileStream in = FileStream.openAt(uri, offset, length)) {
      return in.readNBytes(length);
    }
  }
}
