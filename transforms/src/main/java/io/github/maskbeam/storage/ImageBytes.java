// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.storage;

import io.github.maskbeam.errors.Causes;
import io.github.maskbeam.image.ImageException;
import io.github.maskbeam.image.memory.ImageFile;
import io.github.maskbeam.image.memory.ImageMemory;
import io.github.maskbeam.schemas.FailureCode;
import io.github.maskbeam.schemas.ListedImage;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.ResourceId;
import software.amazon.awssdk.core.exception.SdkException;

/** Reads image files in any file system, up to a maximum size. Stateless and thread-safe. */
public final class ImageBytes {
  /** The scheme of Beam's local file system. */
  private static final String LOCAL = "file";

  private ImageBytes() {}

  /**
   * Reads a file into memory. Retries transient errors. The caller closes the returned file.
   *
   * @param imageUri an absolute path or URI
   * @param maxBytes maximum size of the file
   * @param memory the memory budget for the content; the call blocks until enough is available
   * @throws ImageReadException if the file does not exist, access is denied, it is too large, or
   *     reading fails
   * @throws InterruptedException if the runner stops this worker. This is not a failure of the
   *     image. The interrupt flag stays set, because DoFns wrap this exception
   */
  public static ImageFile read(String imageUri, long maxBytes, ImageMemory memory)
      throws ImageReadException, InterruptedException {
    return read(imageUri, maxBytes, memory, Retries.standard());
  }

  /**
   * Reads a file into memory without a memory budget. For callers that hold few files at a time or
   * have reserved the memory. Otherwise the same as {@link #read(String, long, ImageMemory)}.
   */
  public static byte[] read(String uri, long maxBytes)
      throws ImageReadException, InterruptedException {
    try (ImageFile file = read(uri, maxBytes, ImageMemory.uncounted())) {
      return file.content();
    }
  }

  /**
   * Reads a listed image, from its place if it is in an archive. Otherwise the same as {@link
   * #read(String, long, ImageMemory)}.
   */
  public static ImageFile read(ListedImage image, long maxBytes, ImageMemory memory)
      throws ImageReadException, InterruptedException {
    return read(
        image.getImageUri(), () -> FileStream.open(image), maxBytes, memory, Retries.standard());
  }

  /** The same as {@link #read(String, long, ImageMemory)}, with the given retries. */
  public static ImageFile read(String imageUri, long maxBytes, ImageMemory memory, Retries retries)
      throws ImageReadException, InterruptedException {
    return read(imageUri, () -> FileStream.open(imageUri), maxBytes, memory, retries);
  }

  private static ImageFile read(
      String imageUri, Opening opening, long maxBytes, ImageMemory memory, Retries retries)
      throws ImageReadException, InterruptedException {
    ResourceId resource = resource(MemberUri.of(imageUri).map(MemberUri::archive).orElse(imageUri));
    requireFile(resource);
    try {
      return retries.<ImageFile, ImageException>call(() -> read(opening, maxBytes, memory));
    } catch (ImageException e) {
      throw new ImageReadException(e.code(), e.getMessage());
    } catch (IOException | SdkException e) {
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedException("Interrupted while reading " + imageUri);
      }
      throw failure(resource, e);
    }
  }

  private static ResourceId resource(String imageUri) throws ImageReadException {
    Optional<String> unnamed = LocalNames.problem(imageUri);
    if (unnamed.isPresent()) {
      throw new ImageReadException(FailureCode.READ_ERROR, unnamed.get());
    }
    try {
      return FileSystems.matchNewResource(imageUri, false);
    } catch (RuntimeException e) {
      throw new ImageReadException(
          FailureCode.READ_ERROR,
          Schemes.missing(imageUri)
              .map(missing -> "Unsupported URI scheme (" + missing + ")")
              .orElse("The URI is invalid (" + Causes.firstLine(e) + ")"));
    }
  }

  /** Opening a pipe blocks until somebody writes to it, and a device has no end. */
  private static void requireFile(ResourceId resource) throws ImageReadException {
    Optional<Path> special =
        localPath(resource)
            .filter(Files::exists)
            .filter(path -> !Files.isRegularFile(path) && !Files.isDirectory(path));
    if (special.isPresent()) {
      throw new ImageReadException(
          FailureCode.READ_ERROR, "The path is a pipe, socket or device, not a file");
    }
  }

  private static ImageFile read(Opening opening, long maxBytes, ImageMemory memory)
      throws IOException, ImageException {
    try (FileStream in = opening.open()) {
      return ImageFile.read(in, in.sizeBytes(), maxBytes, memory);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Interrupted while waiting for memory");
    }
  }

  private static ImageReadException failure(ResourceId resource, Exception e) {
    if (e instanceof NoSuchMemberException) {
      return new ImageReadException(FailureCode.NOT_FOUND, e.getMessage());
    }
    StorageFailure failure = StorageFailure.of(e);
    boolean isNotFound = failure.kind() == StorageFailure.Kind.NOT_FOUND;
    Optional<Path> local = localPath(resource);
    if (isNotFound && local.filter(Files::isDirectory).isPresent()) {
      return new ImageReadException(
          FailureCode.READ_ERROR,
          local.filter(Files::isReadable).filter(Files::isExecutable).isPresent()
              ? "The path is a directory, not a file"
              : "The directory cannot be listed: the user of this process has no permission");
    }
    // Java reports a local file without read permission as not found.
    if (isNotFound && local.filter(Files::exists).isPresent()) {
      return new ImageReadException(
          FailureCode.ACCESS_DENIED, "The user of this process has no permission to read the file");
    }
    if (isNotFound && local.filter(Files::isSymbolicLink).isPresent()) {
      return new ImageReadException(
          FailureCode.NOT_FOUND, "The path is a symbolic link to a file that does not exist");
    }
    switch (failure.kind()) {
      case NOT_FOUND:
        return new ImageReadException(
            FailureCode.NOT_FOUND,
            local.isPresent()
                ? "The file does not exist"
                : "The file does not exist: " + failure.reason());
      case ACCESS_DENIED:
        return new ImageReadException(
            FailureCode.ACCESS_DENIED, "Access to the file is denied: " + failure.reason());
      case TRANSIENT:
      case PERMANENT:
        return new ImageReadException(
            FailureCode.READ_ERROR, "Reading failed: " + failure.reason());
    }
    throw new AssertionError(failure.kind());
  }

  private static Optional<Path> localPath(ResourceId resource) {
    return resource.getScheme().equals(LOCAL)
        ? Optional.of(Path.of(resource.toString()))
        : Optional.empty();
  }

  private interface Opening {
    FileStream open() throws IOException;
  }
}
