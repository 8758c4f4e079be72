// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.storage;

import io.github.maskbeam.image.ImageException;
import io.github.maskbeam.image.memory.ImageFile;
import io.github.maskbeam.image.memory.ImageMemory;
import io.github.maskbeam.schemas.FailureCode;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.ResourceId;
import software.amazon.awssdk.core.exception.SdkException;

/** Reads image files through Beam's file systems, up to a limit. */
public final class ImageBytes {
  /** The scheme of Beam's local file system. */
  private static final String LOCAL = "file";

  private ImageBytes() {}

  /**
   * All bytes of the file at the URI; the caller closes it. What fails for a moment is tried again.
   *
   * @param maxBytes a larger file is not read on
   * @param memory what the bytes are taken from; waits until there is some
   * @throws ImageReadException if there is no such file, it may not be read, it is too large, or
   *     reading breaks off
   * @throws InterruptedException if the runner ends this worker; the image is not to blame. The
   *     interrupt flag stays set, because a runner sees only what it wraps this exception in
   */
  public static ImageFile read(String imageUri, long maxBytes, ImageMemory memory)
      throws ImageReadException, InterruptedException {
    return read(imageUri, maxBytes, memory, Retries.standard());
  }

  /**
   * All bytes of a file, for work that holds few files at a time or has taken the memory for them;
   * they are not counted against the memory of images. Else as for workers.
   */
  public static byte[] read(String uri, long maxBytes)
      throws ImageReadException, InterruptedException {
    try (ImageFile file = read(uri, maxBytes, ImageMemory.uncounted())) {
      return file.content();
    }
  }

  public static ImageFile read(String imageUri, long maxBytes, ImageMemory memory, Retries retries)
      throws ImageReadException, InterruptedException {
    ResourceId resource = resource(imageUri);
    try {
      return retries.<ImageFile, ImageException>call(() -> read(resource, maxBytes, memory));
    } catch (ImageException e) {
      throw new ImageReadException(e.code(), e.getMessage());
    } catch (IOException | SdkException e) {
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedException("interrupted while reading " + imageUri);
      }
      throw failure(resource, e);
    }
  }

  private static ResourceId resource(String imageUri) throws ImageReadException {
    try {
      return FileSystems.matchNewResource(imageUri, false);
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw new ImageReadException(
          FailureCode.READ_ERROR,
          "Unsupported URI scheme (" + Schemes.missing(imageUri).orElse(e.getMessage()) + ")");
    }
  }

  private static ImageFile read(ResourceId resource, long maxBytes, ImageMemory memory)
      throws IOException, ImageException {
    try (ReadableByteChannel channel = FileSystems.open(resource)) {
      return ImageFile.read(new EndingStream(channel), size(channel), maxBytes, memory);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Interrupted while waiting for memory");
    }
  }

  private static OptionalLong size(ReadableByteChannel channel) throws IOException {
    return channel instanceof SeekableByteChannel
        ? OptionalLong.of(((SeekableByteChannel) channel).size())
        : OptionalLong.empty();
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
            FailureCode.READ_ERROR, "Reading failed: " + failure.reason());
    }
    throw new AssertionError(failure.kind());
  }

  /** Beam's S3 channel reads nothing, for ever, when the object has become shorter. */
  private static final class EndingStream extends InputStream {
    private final ReadableByteChannel channel;

    private EndingStream(ReadableByteChannel channel) {
      this.channel = channel;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int count = length == 0 ? 0 : channel.read(ByteBuffer.wrap(bytes, offset, length));
      if (count == 0 && length > 0) {
        throw new EOFException("the file ended before the size that it had");
      }
      return count;
    }
  }

  private static Optional<Path> localPath(ResourceId resource) {
    return resource.getScheme().equals(LOCAL)
        ? Optional.of(Path.of(resource.toString()))
        : Optional.empty();
  }
}
