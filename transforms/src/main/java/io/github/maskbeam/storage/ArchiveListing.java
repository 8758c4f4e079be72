// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.storage;

import io.github.maskbeam.schemas.ArchiveFormat;
import io.github.maskbeam.schemas.ArchivePlace;
import io.github.maskbeam.schemas.ListedImage;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.function.Consumer;

/**
 * Lists the members of tar and zip archives, without reading their content. Stateless and
 * thread-safe.
 *
 * <p>What cannot be listed is passed on as an image with the URI of the archive, whose place has
 * the problem, so that it gets a row: an archive that cannot be opened, and the part after a
 * damaged place. A member that cannot be read, such as a link, has a place with a problem, too.
 */
public final class ArchiveListing {
  private ArchiveListing() {}

  /**
   * Passes the members of an archive to a consumer, images or not, as they are listed. They have
   * the modification time of the archive.
   *
   * @throws InterruptedIOException if the thread is interrupted; the interrupt flag stays set
   */
  public static void members(ListedImage archive, Consumer<ListedImage> consumer)
      throws InterruptedIOException {
    String uri = archive.getImageUri();
    try (ArchiveStream in = ArchiveStream.open(uri)) {
      if (ZipMembers.isZip(in)) {
        ZipMembers.list(in, (name, size, place) -> pass(archive, name, size, place, consumer));
      } else {
        TarMembers.list(in, (name, size, place) -> pass(archive, name, size, place, consumer));
      }
    } catch (InterruptedIOException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      consumer.accept(
          withProblem(
              archive,
              "The archive cannot be listed to its end: " + StorageFailure.of(e).reason()));
    }
  }

  /** The image that stands for an archive with this problem. */
  public static ListedImage withProblem(ListedImage archive, String problem) {
    return ListedImage.newBuilder(archive)
        .setPlace(
            ArchivePlace.newBuilder()
                .setFormat(ArchiveFormat.TAR)
                .setOffset(0)
                .setStoredBytes(0)
                .setProblem(problem)
                .build())
        .build();
  }

  private static void pass(
      ListedImage archive,
      String name,
      long sizeBytes,
      ArchivePlace place,
      Consumer<ListedImage> consumer) {
    consumer.accept(
        ListedImage.newBuilder(archive)
            .setImageUri(MemberUri.of(archive.getImageUri(), name).toString())
            .setSizeBytes(sizeBytes)
            .setPlace(place)
            .build());
  }

  /** Receives the members of an archive, without directories. */
  interface MemberConsumer {
    /** Accepts a member, of which the name is as the archive has it. */
    void accept(String name, long sizeBytes, ArchivePlace place);
  }
}
