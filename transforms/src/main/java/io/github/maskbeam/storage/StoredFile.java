// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.storage;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.MoveOptions.StandardMoveOptions;
import software.amazon.awssdk.core.exception.SdkException;

/** Reads and deletes files that may not exist. Retries transient errors of reads. */
public final class StoredFile {
  private StoredFile() {}

  /**
   * Reads a file with a reader. Returns the reader's result, or empty if the file does not exist.
   *
   * @throws IOException if the file exists but cannot be read
   * @throws X if the reader throws it
   */
  public static <T, X extends Exception> Optional<T> read(String uri, Reader<T, X> reader)
      throws IOException, X {
    try {
      return Optional.of(
          Retries.standard()
              .<T, X>call(
                  () -> {
                    try (InputStream in = FileStream.open(uri)) {
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
   * Reads a small file into memory. Returns empty if the file does not exist.
   *
   * @throws IOException if the file exists but cannot be read
   */
  public static Optional<byte[]> bytes(String uri) throws IOException {
    return StoredFile.<byte[], IOException>read(uri, InputStream::readAllBytes);
  }

  /**
   * Whether a file exists, or any file that a pattern matches.
   *
   * @throws IOException if storage cannot be read
   */
  public static boolean exists(String uriOrPattern) throws IOException {
    return !Listing.matches(uriOrPattern).isEmpty();
  }

  /**
   * Deletes a file, if it exists.
   *
   * @throws IOException if the file cannot be deleted
   */
  public static void delete(String uri) throws IOException {
    FileSystems.delete(
        List.of(FileSystems.matchNewResource(uri, false)),
        StandardMoveOptions.IGNORE_MISSING_FILES);
  }

  /**
   * Reads the first bytes of a file, which must exist.
   *
   * @param maxBytes maximum number of bytes to read; a smaller file is read completely
   * @throws IOException if the file does not exist or cannot be read; {@link StorageFailure#of} has
   *     the cause
   * @throws IllegalArgumentException if no file system supports the URI
   */
  public static byte[] firstBytes(String uri, int maxBytes) throws IOException {
    try {
      return Retries.standard()
          .<byte[], IOException>call(
              () -> {
                try (InputStream in = FileStream.open(uri)) {
                  return in.readNBytes(maxBytes);
                }
              });
    } catch (SdkException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /** Reads the content of a file. */
  public interface Reader<T, X extends Exception> {
    /** Reads as much as needed; the caller closes the stream. */
    T read(InputStream in) throws IOException, X;
  }
}
