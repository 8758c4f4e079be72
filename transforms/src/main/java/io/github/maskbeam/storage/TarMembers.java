// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.storage;

import io.github.maskbeam.schemas.ArchiveFormat;
import io.github.maskbeam.schemas.ArchivePlace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Lists the members of a tar archive. Stateless and thread-safe. */
final class TarMembers {
  static final int RECORD_BYTES = 512;

  private TarMembers() {}

  /**
   * Passes the members to a consumer.
   *
   * @throws DamagedArchiveException if the archive is damaged or not complete; some members may
   *     have been passed on
   */
  static void list(ArchiveStream in, ArchiveListing.MemberConsumer consumer) throws IOException {
    long end = 0;
    TarArchiveEntry entry = next(in, end);
    while (entry != null) {
      if (!entry.isCheckSumOK()) {
        throw damaged(end);
      }
      long content = in.position();
      end = content + padded(entry.getSize());
      boolean isComplete = entry.getSize() <= in.size() - content;
      if (!entry.isDirectory()) {
        consumer.accept(
            entry.getName(),
            entry.getSize(),
            ArchivePlace.newBuilder()
                .setFormat(ArchiveFormat.TAR)
                .setOffset(content - RECORD_BYTES)
                .setStoredBytes(entry.getSize())
                .setProblem(
                    isComplete ? problem(entry) : "The archive ends before the end of this member")
                .build());
      }
      if (!isComplete) {
        throw new DamagedArchiveException("it ends before the end of its last member");
      }
      entry = next(in, end);
    }
    requireEndMark(in, end);
  }

  /** A stream of its own per member, because one that goes on to the next reads all content. */
  private static TarArchiveEntry next(ArchiveStream in, long offset) throws IOException {
    in.position(offset);
    TarArchiveInputStream tar =
        new TarArchiveInputStream(in, RECORD_BYTES, RECORD_BYTES, StandardCharsets.UTF_8.name());
    try {
      return tar.getNextEntry();
    } catch (IOException | IllegalArgumentException e) {
      // Thrown for damage without a kind of its own.
      if (in.hasFailed()) {
        throw e;
      }
      throw damaged(offset);
    }
  }

  private static DamagedArchiveException damaged(long offset) {
    return new DamagedArchiveException(
        String.format("byte %d is not the start of a member; it is damaged or not a tar", offset));
  }

  private static String problem(TarArchiveEntry entry) {
    if (entry.isLink() || entry.isSymbolicLink()) {
      return "The member is a link to " + entry.getLinkName() + "; pack the archive without links";
    }
    if (entry.isSparse()) {
      return "The member is stored as a sparse file; pack the archive without the option --sparse";
    }
    return entry.isFile() && !entry.isFIFO() && !entry.isBlockDevice() && !entry.isCharacterDevice()
        ? null
        : "The member is a pipe or a device, not a file";
  }

  /**
   * An archive whose end is missing cannot be told from a complete one otherwise, and readers of
   * tar stop at the mark, although more may follow.
   */
  private static void requireEndMark(ArchiveStream in, long end) throws IOException {
    in.position(end);
    byte[] mark = in.readNBytes(RECORD_BYTES);
    if (mark.length < RECORD_BYTES) {
      throw new DamagedArchiveException(
          "it has no mark of its end after the last member, so members may be missing");
    }
    byte[] rest = mark;
    long offset = end;
    while (rest.length > 0) {
      for (byte each : rest) {
        if (each != 0) {
          throw new DamagedArchiveException(
              String.format(
                  "there is more after its end at byte %d; were archives joined?", offset));
        }
      }
      offset += rest.length;
      rest = in.readNBytes(RECORD_BYTES);
    }
  }

  private static long padded(long sizeBytes) {
    return (sizeBytes + RECORD_BYTES - 1) / RECORD_BYTES * RECORD_BYTES;
  }
}
