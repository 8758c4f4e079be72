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

/** Reads the metadata of image files: size and modification time. Stateless and thread-safe. */
public final class FileMetadata {
  private FileMetadata() {}

  /** The image of a file that matches a pattern, with its metadata. */
  public static ListedImage of(MatchResult.Metadata file) {
    return ListedImage.newBuilder()
        .setImageUri(file.resourceId().toString())
        .setSizeBytes(file.sizeBytes())
        .setModifiedAt(modifiedAt(file.lastModifiedMillis()))
        .build();
  }

  /** The image of a local file with its metadata. */
  static ListedImage of(Path path, BasicFileAttributes file) {
    return with(unknown(LocalNames.of(path)), file.size(), file.lastModifiedTime().toMillis());
  }

  /** An image without metadata, of which only the URI is known. */
  public static ListedImage unknown(String imageUri) {
    return ListedImage.newBuilder().setImageUri(imageUri).build();
  }

  /**
   * Adds missing metadata to an image. Always reads the metadata of a local file. Other storage
   * needs a request per file, so it is queried only if the image has a result of an earlier run. If
   * the metadata cannot be read, the image is returned unchanged.
   */
  public static ListedImage completed(ListedImage image) {
    if (image.getSizeBytes() != null) {
      return image;
    }
    Optional<MemberUri> member = MemberUri.of(image.getImageUri());
    if (member.isPresent()) {
      return ofMember(image, member.get());
    }
    boolean isLocal = !Uris.hasScheme(image.getImageUri());
    if (isLocal) {
      return ofLocal(image).orElse(image);
    }
    return image.getHasMask() || image.getHasFailure() ? ofRemote(image).orElse(image) : image;
  }

  /** Always read, because the place is needed to read the image. */
  private static ListedImage ofMember(ListedImage image, MemberUri uri) {
    try {
      ListedImage listed = ArchiveIndex.find(uri);
      return ListedImage.newBuilder(image)
          .setSizeBytes(listed.getSizeBytes())
          .setModifiedAt(listed.getModifiedAt())
          .setPlace(listed.getPlace())
          .build();
    } catch (IOException | RuntimeException e) {
      // The cause is reported if the image is read later.
      return image;
    }
  }

  /** Adds the metadata of a local file. Empty if it cannot be read. */
  static Optional<ListedImage> ofLocal(ListedImage image) {
    try {
      BasicFileAttributes file =
          Files.readAttributes(Path.of(image.getImageUri()), BasicFileAttributes.class);
      return Optional.of(with(image, file.size(), file.lastModifiedTime().toMillis()));
    } catch (IOException | InvalidPathException e) {
      // The cause is reported if the image is read later.
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
      // Without metadata, the earlier result is considered valid, so no work is repeated.
      return Optional.empty();
    }
  }

  private static ListedImage with(ListedImage image, long sizeBytes, long modifiedMs) {
    return ListedImage.newBuilder(image)
        .setSizeBytes(sizeBytes)
        .setModifiedAt(modifiedAt(modifiedMs))
        .build();
  }

  /** Converts a time in ms since 1970. Beam's file systems return 0 if it is unknown. */
  private static Instant modifiedAt(long ms) {
    return ms == 0 ? null : Instant.ofEpochMilli(ms);
  }
}
