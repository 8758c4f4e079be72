// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.MoveOptions.StandardMoveOptions;
import org.apache.beam.sdk.io.fs.ResourceId;
import software.amazon.awssdk.core.exception.SdkException;

/** A file that a run wrote and another one reads; it need not be there. */
public final class StoredFile {
  private StoredFile() {}

  /**
   * What the reader makes of the file, or nothing if there is no such file. What fails for a moment
   * is tried again.
   *
   * @throws IOException if it is there and cannot be read
   * @throws X what the reader throws
   */
  public static <T, X extends Exception> Optional<T> read(String uri, Reader<T, X> reader)
      throws IOException, X {
    ResourceId file = FileSystems.matchNewResource(uri, false);
    try {
      return Optional.of(
          Retries.standard()
              .<T, X>call(
                  () -> {
                    try (InputStream in = Channels.newInputStream(FileSystems.open(file))) {
                      return reader.read(in);
                    }
                  }));
    } catch (IOException | SdkException e) {
      StorageFailure failure = StorageFailure.of(e);
      if (failure.kind() == StorageFailure.Kind.NOT_FOUND) {
        return Optional.empty();
      }
      throw new IOException(uri + " cannot be read: " + failure.reason(), e);
    }
  }

  /**
   * All bytes of a small file, or nothing if there is no such file.
   *
   * @throws IOException if it is there and cannot be read
   */
  public static Optional<byte[]> bytes(String uri) throws IOException {
    return StoredFile.<byte[], IOException>read(uri, InputStream::readAllBytes);
  }

  /**
   * Deletes a file; it need not exist.
   *
   * @throws IOException if storage refuses
   */
  public static void delete(String uri) throws IOException {
    FileSystems.delete(
        List.of(FileSystems.matchNewResource(uri, false)),
        StandardMoveOptions.IGNORE_MISSING_FILES);
  }

  /**
   * The first bytes of a file that must exist: the whole file if it is not larger. What fails for a
   * moment is tried again.
   *
   * @param maxBytes the number of bytes after which reading stops
   * @throws IOException if the file is missing or cannot be read; {@link StorageFailure#of} says
   *     why
   * @throws IllegalArgumentException if no file system accepts the URI
   */
  public static byte[] firstBytes(String uri, int maxBytes) throws IOException {
    ResourceId file = FileSystems.matchNewResource(uri, false);
    try {
      return Retries.standard()
          .<byte[], IOException>call(
              () -> {
                try (InputStream in = Channels.newInputStream(FileSystems.open(file))) {
                  return in.readNBytes(maxBytes);
                }
              });
    } catch (SdkException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /** Reads a file's bytes. */
  public interface Reader<T, X extends Exception> {
    /** Reads as far as it needs to; does not close the stream. */
    T read(InputStream in) throws IOException, X;
  }
}
