// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.transforms;

import io.github.maskbeam.schemas.FailureCode;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.ResourceId;

/** Reads image files through Beam's file systems, up to a limit. */
public final class ImageBytes {
  /** The scheme of Beam's local file system. */
  private static final String LOCAL = "file";

  private ImageBytes() {}

  /**
   * All bytes of the file at the URI.
   *
   * @param maxBytes a larger file is not read on
   * @throws ImageReadException if there is no such file, it may not be read, it is too large, or
   *     reading breaks off
   */
  public static byte[] read(String imageUri, long maxBytes) throws ImageReadException {
    ResourceId resource;
    try {
      resource = FileSystems.matchNewResource(imageUri, false);
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw new ImageReadException(
          FailureCode.READ_ERROR,
          "This is no URI of a file system that Maskbeam knows (" + e.getMessage() + ")");
    }
    try (InputStream in = Channels.newInputStream(FileSystems.open(resource))) {
      int limit = Math.toIntExact(Math.min(Integer.MAX_VALUE - 8, maxBytes));
      byte[] content = in.readNBytes(limit);
      if (content.length == limit && in.read() >= 0) {
        throw new ImageReadException(
            FailureCode.TOO_LARGE,
            "The file has more than the " + maxBytes + " bytes that --maxBytes allows");
      }
      return content;
    } catch (IOException e) {
      throw failure(resource, e);
    }
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
