// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.image.memory;

import io.github.maskbeam.image.ImageException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.OptionalLong;

/**
 * The content of an image file, held in memory leased from {@link ImageMemory}. The caller of
 * {@link #read} closes it, unless it has transferred the ownership to a decode; closing it then has
 * no effect. Not thread-safe.
 */
public final class ImageFile implements AutoCloseable {
  /** The maximum file size in bytes: that of an array, less the few bytes verification adds. */
  public static final long MAX_BYTES = Integer.MAX_VALUE - (1 << 16);

  /** The part of a file of unknown size that is read without a lease. */
  private static final int UNLEASED_BYTES = 1 << 20;

  private final byte[] content;
  private final MemoryLease lease;
  private boolean isTransferred;

  private ImageFile(byte[] content, MemoryLease lease) {
    this.content = content;
    this.lease = lease;
  }

  /**
   * Reads a whole file. Blocks until enough memory is available.
   *
   * @param in the stream, positioned at the start of the file; not closed
   * @param sizeBytes the size reported by the file system, if any
   * @param maxBytes the maximum size of a file
   * @throws ImageException {@code TOO_LARGE} if the file exceeds {@code maxBytes} or the memory
   *     limit for files
   */
  public static ImageFile read(
      InputStream in, OptionalLong sizeBytes, long maxBytes, ImageMemory memory)
      throws IOException, ImageException, InterruptedException {
    long limitBytes = Math.min(MAX_BYTES, maxBytes);
    // Pipes and other special files report a size of 0.
    long size = sizeBytes.orElse(0);
    if (size > limitBytes) {
      // Reading a directory, which also has a size, throws an IOException with a better message.
      in.read();
      throw tooLarge(limitBytes);
    }
    return size > 0 ? sized(in, (int) size, memory) : unsized(in, limitBytes, memory);
  }

  private static ImageFile sized(InputStream in, int sizeBytes, ImageMemory memory)
      throws IOException, ImageException, InterruptedException {
    MemoryLease lease = memory.acquireForFile(sizeBytes);
    try {
      byte[] content = new byte[sizeBytes];
      int read = in.readNBytes(content, 0, sizeBytes);
      if (read == sizeBytes && in.read() >= 0) {
        throw new IOException("the file grew while it was being read");
      }
      return new ImageFile(read < sizeBytes ? Arrays.copyOf(content, read) : content, lease);
    } catch (IOException | RuntimeException | Error e) {
      lease.close();
      throw e;
    }
  }

  private static ImageFile unsized(InputStream in, long limitBytes, ImageMemory memory)
      throws IOException, ImageException, InterruptedException {
    byte[] start = in.readNBytes((int) Math.min(UNLEASED_BYTES, limitBytes + 1));
    if (start.length <= limitBytes && start.length < UNLEASED_BYTES) {
      return new ImageFile(start, memory.acquireForFile(start.length));
    }
    // The lease must cover the largest file, because two files that extend their leases while they
    // read could deadlock. Twice the size, because the pieces that were read and the final array
    // exist at the same time.
    long capacityBytes = Math.min(limitBytes + 1, memory.fileLimitBytes() / 2);
    MemoryLease lease = memory.acquireForFile(2 * capacityBytes);
    try {
      byte[] rest = in.readNBytes((int) Math.max(0, capacityBytes - start.length));
      byte[] content = Arrays.copyOf(start, start.length + rest.length);
      System.arraycopy(rest, 0, content, start.length, rest.length);
      if (content.length > limitBytes) {
        throw tooLarge(limitBytes);
      }
      if (content.length == capacityBytes && in.read() >= 0) {
        throw ImageException.tooLarge(
            "the file has more than %d bytes, the limit for a file of unknown size with this Java"
                + " heap: raise the heap with -Xmx",
            capacityBytes);
      }
      lease.shrinkTo(content.length);
      return new ImageFile(content, lease);
    } catch (IOException | ImageException | RuntimeException | Error e) {
      lease.close();
      throw e;
    }
  }

  private static ImageException tooLarge(long limitBytes) {
    return ImageException.tooLarge(
        "the file has more than %d bytes: raise the limit with --maxBytes", limitBytes);
  }

  /** The content of the file; not a copy. */
  public byte[] content() {
    return content;
  }

  /** Returns the same content for another owner; closing this object then has no effect. */
  public ImageFile transferOwnership() {
    isTransferred = true;
    return new ImageFile(content, lease);
  }

  /** Marks the memory as abandoned: it is unknown when it will be released. */
  public void abandon() {
    lease.abandon();
  }

  /** Releases the memory unless the ownership was transferred; a second call has no effect. */
  @Override
  public void close() {
    if (!isTransferred) {
      lease.close();
    }
  }
}
