// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.storage;

import static org.apache.beam.sdk.io.fs.MoveOptions.StandardMoveOptions.IGNORE_MISSING_FILES;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.List;
import java.util.UUID;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.ResourceId;

/**
 * Writes files that appear whole or not at all.
 *
 * <p>On object stores one put does that. Elsewhere the file grows under a temporary name and is
 * renamed once it is complete.
 */
public final class AtomicFiles {
  private AtomicFiles() {}

  /**
   * Writes, replacing what was there.
   *
   * @param uri where to
   * @param temporaryDirectory where the file grows, on the same file system; not used on object
   *     stores
   * @throws IOException if the file could not be written; nothing new is at the URI then
   */
  public static void write(String uri, byte[] content, String temporaryDirectory)
      throws IOException {
    ResourceId target = FileSystems.matchNewResource(uri, false);
    if (Schemes.isObjectStore(uri)) {
      putObject(target, content);
      return;
    }
    ResourceId growing =
        FileSystems.matchNewResource(temporaryDirectory + "/" + UUID.randomUUID(), false);
    try {
      put(growing, content);
      FileSystems.rename(List.of(growing), List.of(target));
    } catch (IOException | RuntimeException e) {
      removeAfter(e, growing);
      throw e;
    }
  }

  /** The first exception tells what went wrong; that tidying up failed too is only added to it. */
  private static void removeAfter(Exception failure, ResourceId growing) {
    try {
      FileSystems.delete(List.of(growing), IGNORE_MISSING_FILES);
    } catch (IOException | RuntimeException e) {
      failure.addSuppressed(e);
    }
  }

  /**
   * Not closed if writing fails: closing is what makes an object of the parts that arrived, also
   * when some did not. A part that nobody completes is never seen, and the store drops it.
   */
  @SuppressWarnings("resource")
  private static void putObject(ResourceId resource, byte[] content) throws IOException {
    WritableByteChannel channel = FileSystems.create(resource, "application/octet-stream");
    write(content, channel);
    channel.close();
  }

  private static void put(ResourceId resource, byte[] content) throws IOException {
    try (WritableByteChannel channel = FileSystems.create(resource, "application/octet-stream")) {
      write(content, channel);
    }
  }

  private static void write(byte[] content, WritableByteChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(content);
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }
}
