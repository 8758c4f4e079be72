// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.transforms;

import io.github.maskbeam.image.ImageException;
import io.github.maskbeam.image.ImageFile;
import io.github.maskbeam.image.ImageMemory;
import io.github.maskbeam.schemas.FailureCode;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.ResourceId;

/** Reads image files through Beam's file systems, up to a limit. */
final class ImageBytes {
  /** The scheme of Beam's local file system. */
  private static final String LOCAL = "file";

  private ImageBytes() {}

  /**
   * All bytes of the file at the URI; the caller closes it.
   *
   * @param maxBytes a larger file is not read on
   * @param memory what the bytes are taken from; waits until there is some
   * @throws ImageReadException if there is no such file, it may not be read, it is too large, or
   *     reading breaks off
   */
  static ImageFile read(String imageUri, long maxBytes, ImageMemory memory)
      throws ImageReadException, InterruptedException {
    ResourceId resource;
    try {
      resource = FileSystems.matchNewResource(imageUri, false);
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw new ImageReadException(
          FailureCode.READ_ERROR,
          "This is no URI of a file system that Maskbeam knows (" + e.getMessage() + ")");
    }
    try (ReadableByteChannel channel = FileSystems.open(resource)) {
      return ImageFile.read(Channels.newInputStream(channel), size(channel), maxBytes, memory);
    } catch (ImageException e) {
      throw new ImageReadException(e.code(), e.getMessage());
    } catch (ClosedByInterruptException e) {
      // The runner ends this worker; the image is not to blame.
      throw new InterruptedException("interrupted while reading " + imageUri);
    } catch (IOException e) {
      throw failure(resource, e);
    }
  }

  private static OptionalLong size(ReadableByteChannel channel) throws IOException {
    return channel instanceof SeekableByteChannel
        ? OptionalLong.of(((SeekableByteChannel) channel).size())
        : OptionalLong.empty();
  }

  private static ImageReadException failure(ResourceId resource, IOException e) {
    boolean isNotFound = e instanceof FileNotFoundException || e instanceof NoSuchFileException;
    Optional<Path> local = localPath(resource);
    if (isNotFound && local.filter(Files::isDirectory).isPresent()) {
      return new ImageReadException(FailureCode.READ_ERROR, "This is a directory, not a file");
    }
    // A local file that exists and yet is "not found" is one that may not be opened.
    if (e instanceof AccessDeniedException
        || (isNotFound && local.filter(Files::exists).isPresent())) {
      return new ImageReadException(
          FailureCode.ACCESS_DENIED,
          "The file may not be read by the user that this run belongs to");
    }
    if (isNotFound) {
      return new ImageReadException(FailureCode.NOT_FOUND, "There is no such file");
    }
    return new ImageReadException(FailureCode.READ_ERROR, "Reading broke off: " + e.getMessage());
  }

  private static Optional<Path> localPath(ResourceId resource) {
    return resource.getScheme().equals(LOCAL)
        ? Optional.of(Path.of(resource.toString()))
        : Optional.empty();
  }
}
