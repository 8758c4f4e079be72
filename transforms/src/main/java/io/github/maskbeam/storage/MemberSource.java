// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.storage;

import io.github.maskbeam.schemas.ArchiveFormat;
import io.github.maskbeam.schemas.ArchivePlace;
import io.github.maskbeam.schemas.ListedImage;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import java.util.zip.CRC32;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipEncoding;
import org.apache.commons.compress.archivers.zip.ZipEncodingHelper;
import org.apache.commons.compress.archivers.zip.ZipLong;
import org.apache.commons.compress.archivers.zip.ZipShort;
import org.apache.commons.io.input.BoundedInputStream;

/**
 * The content of a member of an archive, read from its place. The header at that place must be that
 * of the member, so content of an archive that was replaced is not taken for it, and a checksum of
 * the content must be right. Not thread-safe.
 */
final class MemberSource implements FileStream.Source {
  private static final int ZIP_HEADER_BYTES = 30;
  private static final int ZIP_NAME_LENGTH_AT = 26;
  private static final int ZIP_EXTRA_LENGTH_AT = 28;

  /** The name and what follows it in a header of zip have two bytes each for their length. */
  private static final int MAX_ZIP_NAME_BYTES = 2 * 0xFFFF;

  /** A longer name is in another header of tar. */
  private static final int MAX_TAR_NAME_CHARS = 99;

  private static final ZipEncoding TAR_NAMES =
      ZipEncodingHelper.getZipEncoding(StandardCharsets.UTF_8);

  private final FileStream file;
  private final MemberUri uri;
  private final long sizeBytes;
  private final ArchivePlace place;
  private final CRC32 crc = new CRC32();
  private final Inflater inflater;
  private final InputStream content;
  private long readBytes;

  private MemberSource(FileStream file, MemberUri uri, ListedImage member) throws IOException {
    this.file = file;
    this.uri = uri;
    this.sizeBytes = member.getSizeBytes();
    this.place = member.getPlace();
    if (place.getFormat() == ArchiveFormat.TAR) {
      readTarHeader();
    } else {
      readZipHeader();
    }
    InputStream stored =
        BoundedInputStream.builder()
            .setInputStream(file)
            .setMaxCount(place.getStoredBytes())
            .setPropagateClose(false)
            .get();
    inflater = place.getIsDeflated() ? new Inflater(true) : null;
    content = inflater == null ? stored : new InflaterInputStream(stored, inflater);
  }

  /**
   * Opens a member; the caller closes it.
   *
   * @param member with its place
   * @throws DamagedArchiveException if the place has a problem, or something else is there
   */
  static MemberSource open(ListedImage member) throws IOException {
    ArchivePlace place = member.getPlace();
    if (place.getProblem() != null) {
      throw new DamagedArchiveException(place.getProblem());
    }
    MemberUri uri = MemberUri.of(member.getImageUri()).orElseThrow();
    boolean isTar = place.getFormat() == ArchiveFormat.TAR;
    int headerBytes = isTar ? TarMembers.RECORD_BYTES : ZIP_HEADER_BYTES + MAX_ZIP_NAME_BYTES;
    FileStream file =
        FileStream.openAt(uri.archive(), place.getOffset(), headerBytes + place.getStoredBytes());
    try {
      return new MemberSource(file, uri, member);
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private void readTarHeader() throws IOException {
    byte[] header = header(TarMembers.RECORD_BYTES);
    TarArchiveEntry entry;
    try {
      entry = new TarArchiveEntry(header, TAR_NAMES);
    } catch (IllegalArgumentException e) {
      throw otherContent();
    }
    require(entry.isCheckSumOK() && entry.getSize() == place.getStoredBytes());
    requireName(entry.getName(), MAX_TAR_NAME_CHARS);
  }

  private void readZipHeader() throws IOException {
    byte[] header = header(ZIP_HEADER_BYTES);
    require(ZipLong.LFH_SIG.equals(new ZipLong(header)));
    byte[] name = header(ZipShort.getValue(header, ZIP_NAME_LENGTH_AT));
    header(ZipShort.getValue(header, ZIP_EXTRA_LENGTH_AT));
    requireName(new String(name, StandardCharsets.UTF_8), Integer.MAX_VALUE);
  }

  private byte[] header(int length) throws IOException {
    byte[] header = file.readNBytes(length);
    require(header.length == length);
    return header;
  }

  /** Names with other characters depend on charsets, so they are not compared. */
  private void requireName(String name, int maxChars) throws DamagedArchiveException {
    boolean isComparable =
        uri.member().length() <= maxChars && uri.member().chars().allMatch(c -> c < 0x80);
    require(!isComparable || MemberUri.of(uri.archive(), name).member().equals(uri.member()));
  }

  private void require(boolean isMember) throws DamagedArchiveException {
    if (!isMember) {
      throw otherContent();
    }
  }

  private DamagedArchiveException otherContent() {
    return new DamagedArchiveException(
        String.format(
            "the archive has something else at byte %d than when it was listed; it was changed or is"
                + " damaged",
            place.getOffset()));
  }

  @Override
  public OptionalLong sizeBytes() {
    return OptionalLong.of(sizeBytes);
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int count;
    try {
      count = content.read(bytes, offset, length);
    } catch (ZipException | EOFException e) {
      throw new DamagedArchiveException("the member is damaged (" + e.getMessage() + ")");
    }
    if (count < 0 && readBytes < sizeBytes) {
      throw new DamagedArchiveException(
          String.format("the member ends after %d of %d bytes", readBytes, sizeBytes));
    }
    if (count > 0) {
      crc.update(bytes, offset, count);
      readBytes += count;
    }
    if (readBytes > sizeBytes) {
      throw new DamagedArchiveException(
          String.format("the member has more than the %d bytes that it declares", sizeBytes));
    }
    if (readBytes == sizeBytes && place.getCrc32() != null && place.getCrc32() != crc.getValue()) {
      throw new DamagedArchiveException("the content of the member does not have its checksum");
    }
    return count;
  }

  @Override
  public void close() throws IOException {
    if (inflater != null) {
      inflater.end();
    }
    file.close();
  }
}
