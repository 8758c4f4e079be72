// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.storage;

import io.github.maskbeam.schemas.ArchiveFormat;
import io.github.maskbeam.schemas.ArchivePlace;
import java.io.IOException;
import java.util.Collections;
import java.util.zip.ZipEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.archivers.zip.ZipMethod;

/** Lists the members of a zip archive, from its central directory. Stateless and thread-safe. */
final class ZipMembers {
  private static final int[] START = {'P', 'K'};

  private ZipMembers() {}

  /** Whether an archive starts as a zip does. Leaves the position at the start. */
  static boolean isZip(ArchiveStream in) throws IOException {
    boolean isZip = in.read() == START[0] && in.read() == START[1];
    in.position(0);
    return isZip;
  }

  /**
   * Passes the members to a consumer.
   *
   * @throws DamagedArchiveException if the archive has no readable central directory, which is at
   *     its end
   */
  static void list(ArchiveStream in, ArchiveListing.MemberConsumer consumer) throws IOException {
    try (ZipFile zip =
        ZipFile.builder().setSeekableByteChannel(in).setIgnoreLocalFileHeader(true).get()) {
      for (ZipArchiveEntry entry : Collections.list(zip.getEntriesInPhysicalOrder())) {
        if (!entry.isDirectory()) {
          consumer.accept(
              entry.getName(),
              entry.getSize(),
              ArchivePlace.newBuilder()
                  .setFormat(ArchiveFormat.ZIP)
                  .setOffset(entry.getLocalHeaderOffset())
                  .setStoredBytes(entry.getCompressedSize())
                  .setIsDeflated(entry.getMethod() == ZipEntry.DEFLATED)
                  .setCrc32(entry.getCrc())
                  .setProblem(problem(entry))
                  .build());
        }
      }
    } catch (IOException | IllegalArgumentException e) {
      if (in.hasFailed()) {
        throw e;
      }
      throw new DamagedArchiveException(
          "the directory at its end is damaged or missing (" + e.getMessage() + ")");
    }
  }

  private static String problem(ZipArchiveEntry entry) {
    if (entry.getGeneralPurposeBit().usesEncryption()) {
      return "The member is encrypted; pack the archive without a password";
    }
    if (entry.isUnixSymlink()) {
      return "The member is a link; pack the archive without links";
    }
    if (entry.getMethod() != ZipEntry.STORED && entry.getMethod() != ZipEntry.DEFLATED) {
      ZipMethod method = ZipMethod.getMethodByCode(entry.getMethod());
      return String.format(
          "The member is compressed with %s; pack the archive with deflate or without compression",
          method == null ? "method " + entry.getMethod() : method);
    }
    return null;
  }
}
