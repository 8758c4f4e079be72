// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.storage;

import io.github.maskbeam.schemas.ListedImage;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.beam.sdk.io.fs.MatchResult;

/**
 * The members of an archive by name, for URIs that come without the place of the member. Indexes
 * are kept by the process, in a part of its heap at most, as long as size and modification time of
 * the archive stay the same. Thread-safe.
 */
final class ArchiveIndex {
  /** The part of the heap that all indexes may fill. */
  private static final int PART_OF_HEAP = 8;

  private static final long MAX_MEMBERS =
      Runtime.getRuntime().maxMemory() / PART_OF_HEAP / MemberTable.BYTES_PER_MEMBER;

  private static final Map<ListedImage, ArchiveIndex> INDEXES = new ConcurrentHashMap<>();

  private final MemberTable members;

  /** What could not be listed; null if all could. */
  private final ListedImage problem;

  private ArchiveIndex(MemberTable members, ListedImage problem) {
    this.members = members;
    this.problem = problem;
  }

  /** Opens a member; the caller closes it. */
  static FileStream.Source open(MemberUri uri) throws IOException {
    return MemberSource.open(find(uri));
  }

  /**
   * The member with size, time and place.
   *
   * @throws FileNotFoundException if the archive or the member does not exist
   * @throws IOException if the archive cannot be read, or is damaged and has no such member before
   *     the damaged place
   */
  static ListedImage find(MemberUri uri) throws IOException {
    ListedImage archive = archive(uri.archive());
    ArchiveIndex index;
    try {
      index = INDEXES.computeIfAbsent(archive, ArchiveIndex::of);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    evictOthers(archive);
    Optional<ListedImage> member = index.members.find(uri.member(), archive);
    if (member.isPresent()) {
      return ListedImage.newBuilder(member.get()).setImageUri(uri.toString()).build();
    }
    if (index.problem != null) {
      throw new DamagedArchiveException(index.problem.getPlace().getProblem());
    }
    throw new NoSuchMemberException(uri);
  }

  private static ListedImage archive(String uri) throws IOException {
    if (!Uris.hasScheme(uri)) {
      // Beam would take the brackets of a name for a pattern.
      return FileMetadata.ofLocal(FileMetadata.unknown(uri))
          .orElseThrow(() -> new FileNotFoundException(uri));
    }
    for (MatchResult.Metadata file : Listing.matches(uri)) {
      if (file.resourceId().toString().equals(uri)) {
        return FileMetadata.of(file);
      }
    }
    throw new FileNotFoundException(uri);
  }

  private static ArchiveIndex of(ListedImage archive) {
    MemberTable.Builder members = new MemberTable.Builder();
    AtomicReference<ListedImage> problem = new AtomicReference<>();
    try {
      ArchiveListing.members(
          archive,
          member ->
              MemberUri.of(member.getImageUri())
                  .ifPresentOrElse(
                      uri -> members.add(uri.member(), member), () -> problem.set(member)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new ArchiveIndex(members.build(), problem.get());
  }

  private static void evictOthers(ListedImage kept) {
    long size = INDEXES.values().stream().mapToLong(index -> index.members.size()).sum();
    if (size > MAX_MEMBERS) {
      INDEXES.keySet().removeIf(archive -> !archive.equals(kept));
    }
  }
}
