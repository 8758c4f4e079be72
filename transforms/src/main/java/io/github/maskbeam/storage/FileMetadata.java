// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.storage;

import io.github.maskbeam.schemas.ListedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Optional;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;
import org.apache.beam.sdk.io.fs.MatchResult;

/** What storage tells of an image file without its being read. */
public final class FileMetadata {
  private FileMetadata() {}

  /** An image that a pattern matched. */
  public static ListedImage of(MatchResult.Metadata file) {
    return ListedImage.newBuilder()
        .setImageUri(file.resourceId().toString())
        .setSizeBytes(file.sizeBytes())
        .setModifiedAt(modifiedAt(file.lastModifiedMillis()))
        .build();
  }

  /** An image of which only the URI is known. */
  public static ListedImage unknown(String imageUri) {
    return ListedImage.newBuilder().setImageUri(imageUri).build();
  }

  /**
   * The image with what was not known of it, as far as that can be had and is worth the asking:
   * local files are asked always, others only if earlier work may depend on the answer, since that
   * costs a request.
   */
  public static ListedImage completed(ListedImage image) {
    if (image.getSizeBytes() != null) {
      return image;
    }
    boolean isLocal = !Uris.hasScheme(image.getImageUri());
    if (isLocal) {
      return ofLocal(image).orElse(image);
    }
    return image.getHasMask() || image.getHasFailure() ? ofRemote(image).orElse(image) : image;
  }

  private static Optional<ListedImage> ofLocal(ListedImage image) {
    try {
      BasicFileAttributes file =
          Files.readAttributes(Path.of(image.getImageUri()), BasicFileAttributes.class);
      return Optional.of(with(image, file.size(), file.lastModifiedTime().toMillis()));
    } catch (IOException | InvalidPathException e) {
      // Reading it, if it comes to that, will tell why.
      return Optional.empty();
    }
  }

  private static Optional<ListedImage> ofRemote(ListedImage image) {
    try {
      for (MatchResult.Metadata file :
          FileSystems.match(image.getImageUri(), EmptyMatchTreatment.ALLOW).metadata()) {
        if (file.resourceId().toString().equals(image.getImageUri())) {
          return Optional.of(with(image, file.sizeBytes(), file.lastModifiedMillis()));
        }
      }
      return Optional.empty();
    } catch (IOException | RuntimeException e) {
      // A storage that does not answer now is no reason to do work again.
      return Optional.empty();
    }
  }

  private static ListedImage with(ListedImage image, long sizeBytes, long modifiedMs) {
    return ListedImage.newBuilder(image)
        .setSizeBytes(sizeBytes)
        .setModifiedAt(modifiedAt(modifiedMs))
        .build();
  }

  /** Beam's file systems tell 0 where they do not know. */
  private static Instant modifiedAt(long ms) {
    return ms == 0 ? null : Instant.ofEpochMilli(ms);
  }
}
