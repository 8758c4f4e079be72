// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.storage;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Writes small archives of files with any content. */
final class Archives {
  private Archives() {}

  /** The content that {@link #tar} and {@link #zip} give a member: its own, and compressible. */
  static byte[] content(String name) {
    return (name + " ").repeat(200).getBytes(StandardCharsets.UTF_8);
  }

  /** A tar of these members; a name that ends with a slash is a directory. */
  static Path tar(Path file, String... names) throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        TarArchiveOutputStream tar = new TarArchiveOutputStream(out, "UTF-8")) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      tar.setAddPaxHeadersForNonAsciiNames(true);
      for (String name : names) {
        TarArchiveEntry entry = new TarArchiveEntry(name, true);
        byte[] content = name.endsWith("/") ? new byte[0] : content(name);
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
      }
    }
    return file;
  }

  /** A tar of members of zeros. */
  static Path tarOfZeros(Path file, int sizeBytes, int count) throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        TarArchiveOutputStream tar = new TarArchiveOutputStream(out, "UTF-8")) {
      for (int i = 0; i < count; i++) {
        TarArchiveEntry entry = new TarArchiveEntry(i + ".jpg");
        entry.setSize(sizeBytes);
        tar.putArchiveEntry(entry);
        tar.write(new byte[sizeBytes]);
        tar.closeArchiveEntry();
      }
    }
    return file;
  }

  /** A tar of one member, made by the caller, without content. */
  static Path tarOf(Path file, TarArchiveEntry entry) throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        TarArchiveOutputStream tar = new TarArchiveOutputStream(out, "UTF-8")) {
      tar.putArchiveEntry(entry);
      tar.closeArchiveEntry();
    }
    return file;
  }

  /** A zip of these members, made by the JDK. */
  static Path zip(Path file, int method, String... names) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (String name : names) {
        byte[] content = name.endsWith("/") ? new byte[0] : content(name);
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(method);
        if (method == ZipEntry.STORED) {
          CRC32 crc = new CRC32();
          crc.update(content);
          entry.setCrc(crc.getValue());
          entry.setSize(content.length);
        }
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
      }
    }
    return file;
  }
}
