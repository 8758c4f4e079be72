// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.storage;

import static org.apache.beam.sdk.io.fs.MoveOptions.StandardMoveOptions.IGNORE_MISSING_FILES;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.ResourceId;
import org.apache.beam.sdk.util.MimeTypes;

/**
 * Writes files atomically: a reader sees the complete file or none. Stateless and thread-safe.
 *
 * <p>Object stores write each object atomically. On other file systems the content is written to a
 * temporary file, which is then renamed.
 */
public final class AtomicFiles {
  private AtomicFiles() {}

  /**
   * Writes a file and replaces an existing one.
   *
   * @param uri an absolute path or URI
   * @param temporaryDirectory the directory for the temporary file, on the same file system; not
   *     used on object stores
   * @throws IOException if the file cannot be written; an existing file is unchanged then
   */
  public static void write(String uri, byte[] content, String temporaryDirectory)
      throws IOException {
    Optional<S3Pattern> object = S3Pattern.ofObject(uri);
    if (object.isPresent()) {
      S3Registrar.objects().put(object.get(), MimeTypes.BINARY, content);
    } else {
      write(uri, MimeTypes.BINARY, out -> out.write(content), temporaryDirectory);
    }
  }

  /**
   * Writes a file that need not fit memory, and replaces an existing one. If it is a symbolic link,
   * the link is replaced, not its target.
   *
   * @param uri an absolute path or URI
   * @param mimeType the type of the content, which object stores record
   * @param temporaryDirectory the directory for the temporary file, on the same file system; not
   *     used on object stores
   * @throws IOException if the file cannot be written; an existing file is unchanged then
   */
  public static void write(String uri, String mimeType, Content content, String temporaryDirectory)
      throws IOException {
    write(uri, mimeType, content, temporaryDirectory, file -> {});
  }

  private static void write(
      String uri,
      String mimeType,
      Content content,
      String temporaryDirectory,
      BeforeRename beforeRename)
      throws IOException {
    ResourceId target = FileSystems.matchNewResource(uri, false);
    if (Schemes.isObjectStore(uri)) {
      putObject(target, mimeType, content);
      return;
    }
    ResourceId temporary =
        FileSystems.matchNewResource(temporaryDirectory + "/" + UUID.randomUUID(), false);
    try {
      try (OutputStream out = Channels.newOutputStream(FileSystems.create(temporary, mimeType))) {
        content.writeTo(out);
      }
      beforeRename.accept(temporary.toString());
      FileSystems.rename(List.of(temporary), List.of(target));
    } catch (IOException | RuntimeException e) {
      deleteAfterFailure(e, temporary);
      throw e;
    }
  }

  /**
   * Writes a file as {@link #write(String, byte[], String)} does. On a local disk the new content
   * survives a loss of power once this method returns.
   *
   * @throws IOException if the file cannot be written
   */
  public static void writeDurably(String uri, byte[] content, String temporaryDirectory)
      throws IOException {
    if (Schemes.isObjectStore(uri)) {
      write(uri, content, temporaryDirectory);
      return;
    }
    // A file that is renamed before its content is on the disk may be empty after a loss of power.
    write(uri, MimeTypes.BINARY, out -> out.write(content), temporaryDirectory, LocalSync::file);
    LocalSync.directory(FileSystems.matchNewResource(uri, false).getCurrentDirectory().toString());
  }

  /** Deletes the temporary file. If that fails too, its exception is added as suppressed. */
  private static void deleteAfterFailure(Exception failure, ResourceId temporary) {
    try {
      FileSystems.delete(List.of(temporary), IGNORE_MISSING_FILES);
    } catch (IOException | RuntimeException e) {
      failure.addSuppressed(e);
    }
  }

  /**
   * Writes an object. Does not close the channel if writing fails, because closing would complete
   * the upload with the parts written so far. Readers do not see parts of an incomplete upload.
   */
  @SuppressWarnings("resource")
  private static void putObject(ResourceId resource, String mimeType, Content content)
      throws IOException {
    OutputStream out = Channels.newOutputStream(FileSystems.create(resource, mimeType));
    content.writeTo(out);
    out.close();
  }

  /** Writes the content of a file. */
  public interface Content {
    /** Writes to the stream and does not close it. */
    void writeTo(OutputStream out) throws IOException;
  }

  private interface BeforeRename {
    void accept(String temporaryFile) throws IOException;
  }
}
