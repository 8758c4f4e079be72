// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.transforms;

import io.github.maskbeam.schemas.FailureCode;
import io.github.maskbeam.storage.Retries;
import io.github.maskbeam.storage.Schemes;
import io.github.maskbeam.storage.StorageFailure;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.ResourceId;
import software.amazon.awssdk.core.exception.SdkException;

/** Reads image files through Beam's file systems, up to a limit. */
final class ImageBytes {
  /** The scheme of Beam's local file system. */
  private static final String LOCAL = "file";

  private static final int CHUNK_BYTES = 1 << 16;
  private static final int MOST_BYTES_AT_ONCE = 1 << 23;

  private ImageBytes() {}

  /**
   * All bytes of the file at the URI. What fails for a moment is tried again.
   *
   * @param maxBytes a larger file is not read on
   * @throws ImageReadException if there is no such file, it may not be read, it is too large, or
   *     reading breaks off
   * @throws InterruptedIOException if the thread is to end
   */
  static byte[] read(String imageUri, long maxBytes)
      throws ImageReadException, InterruptedIOException {
    return read(imageUri, maxBytes, Retries.standard());
  }

  static byte[] read(String imageUri, long maxBytes, Retries retries)
      throws ImageReadException, InterruptedIOException {
    ResourceId resource = resource(imageUri);
    int limit = Math.toIntExact(Math.min(Integer.MAX_VALUE - 8, maxBytes));
    Optional<byte[]> content;
    try {
      content = retries.call(() -> read(resource, limit));
    } catch (InterruptedIOException e) {
      if (Thread.currentThread().isInterrupted()) {
        throw e;
      }
      // A time-out, which is one too.
      throw failure(resource, e);
    } catch (IOException | SdkException e) {
      throw failure(resource, e);
    }
    return content.orElseThrow(
        () ->
            new ImageReadException(
                FailureCode.TOO_LARGE,
                "The file has more than the " + maxBytes + " bytes that --maxBytes allows"));
  }

  private static ResourceId resource(String imageUri) throws ImageReadException {
    try {
      return FileSystems.matchNewResource(imageUri, false);
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw new ImageReadException(
          FailureCode.READ_ERROR,
          "This is no URI of a file system that Maskbeam knows ("
              + Schemes.missing(imageUri).orElse(e.getMessage())
              + ")");
    }
  }

  /** The bytes, unless there are more than the limit. */
  private static Optional<byte[]> read(ResourceId resource, int limit) throws IOException {
    try (ReadableByteChannel channel = FileSystems.open(resource)) {
      if (channel instanceof SeekableByteChannel
          && ((SeekableByteChannel) channel).size() > limit) {
        return Optional.empty();
      }
      ByteArrayOutputStream content = new ByteArrayOutputStream();
      ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES);
      for (int count = channel.read(chunk); count >= 0; count = channel.read(chunk)) {
        if (count == 0) {
          // So does Beam's S3 channel when the object has become shorter, and would for ever.
          throw new EOFException("the file ended before the size that it had");
        }
        content.write(chunk.array(), 0, count);
        if (content.size() > limit) {
          return Optional.empty();
        }
        chunk.clear();
      }
      return Optional.of(content.toByteArray());
    }
  }

  private static ImageReadException failure(ResourceId resource, Exception e) {
    StorageFailure failure = StorageFailure.of(e);
    boolean isNotFound = failure.kind() == StorageFailure.Kind.NOT_FOUND;
    Optional<Path> local = localPath(resource);
    if (isNotFound && local.filter(Files::isDirectory).isPresent()) {
      return new ImageReadException(FailureCode.READ_ERROR, "This is a directory, not a file");
    }
    // A local file that exists and yet is "not found" is one that may not be opened.
    if (isNotFound && local.filter(Files::exists).isPresent()) {
      return new ImageReadException(
          FailureCode.ACCESS_DENIED,
          "The file may not be read by the user that this run belongs to");
    }
    switch (failure.kind()) {
      case NOT_FOUND:
        return new ImageReadException(
            FailureCode.NOT_FOUND,
            local.isPresent()
                ? "There is no such file"
                : "There is no such file: " + failure.reason());
      case ACCESS_DENIED:
        return new ImageReadException(
            FailureCode.ACCESS_DENIED, "The file may not be read: " + failure.reason());
      case TRANSIENT:
      case PERMANENT:
        return new ImageReadException(
            FailureCode.READ_ERROR, "Reading broke off: " + failure.reason());
    }
    throw new AssertionError(failure.kind());
  }

  private static Optional<Path> localPath(ResourceId resource) {
    return resource.getScheme().equals(LOCAL)
        ? Optional.of(Path.of(resource.toString()))
        : Optional.empty();
  }
}
