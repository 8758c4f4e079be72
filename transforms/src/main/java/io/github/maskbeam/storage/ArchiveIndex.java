// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.storage;

import io.github.maskbeam.schemas.ListedImage;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.beam.sdk.io.fs.MatchResult;

/**
 * The members of an archive by name, for URIs that come without the place of the member. Indexes
 * are kept by the process, up to a number of members, as long as size and modification time of the
 * archive stay the same. Thread-safe.
 */
final class ArchiveIndex {
  private static final int MAX_MEMBERS = 100_000;

  private static final Map<ListedImage, ArchiveIndex> INDEXES = new ConcurrentHashMap<>();

  private final Map<String, ListedImage> members = new HashMap<>();

  /** What could not be listed; null if all could. */
  private ListedImage problem;

  private ArchiveIndex() {}

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
    ListedImage member = index.members.get(uri.toString());
    if (member != null) {
      return member;
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
    ArchiveIndex index = new ArchiveIndex();
    try {
      ArchiveListing.members(archive, index::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return index;
  }

  /** Of members with the same name, the last one counts, as when an archive is unpacked. */
  private void add(ListedImage member) {
    if (MemberUri.of(member.getImageUri()).isPresent()) {
      members.put(member.getImageUri(), member);
    } else {
      problem = member;
    }
  }

  private static void evictOthers(ListedImage kept) {
    long size = INDEXES.values().stream().mapToLong(index -> index.members.size()).sum();
    if (size > MAX_MEMBERS) {
      INDEXES.keySet().removeIf(archive -> !archive.equals(kept));
    }
  }
}
