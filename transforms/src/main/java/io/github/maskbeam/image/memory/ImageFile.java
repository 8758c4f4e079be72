// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.image.memory;

import io.github.maskbeam.image.ImageException;
import io.github.maskbeam.image.decode.TimedDecoder;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.OptionalLong;

/**
 * The bytes of an image's file, in memory that was taken from {@link ImageMemory}. Who reads it
 * closes it; {@link TimedDecoder#decode} takes it over, and closing it then does nothing. Not
 * thread-safe.
 */
public final class ImageFile implements AutoCloseable {
  /** The largest file in bytes: no array is larger, and verifying adds a little to one. */
  public static final long MAX_BYTES = Integer.MAX_VALUE - (1 << 16);

  /** So little that it is not counted: a file whose size nobody knows starts with this. */
  private static final int UNCOUNTED_BYTES = 1 << 20;

  private final byte[] content;
  private final MemoryLease lease;
  private boolean isHandedOver;

  private ImageFile(byte[] content, MemoryLease lease) {
    this.content = content;
    this.lease = lease;
  }

  /**
   * Reads a whole file; waits until there is memory for it.
   *
   * @param in from the file's start; not closed
   * @param sizeBytes what the file system says, if it says anything
   * @param maxBytes a larger file is not read on
   * @throws ImageException {@code TOO_LARGE} if the file has more than {@code maxBytes}, or more
   *     than files may take
   */
  public static ImageFile read(
      InputStream in, OptionalLong sizeBytes, long maxBytes, ImageMemory memory)
      throws IOException, ImageException, InterruptedException {
    long limitBytes = Math.min(MAX_BYTES, maxBytes);
    // Pipes and the like say that they are empty.
    long size = sizeBytes.orElse(0);
    if (size > limitBytes) {
      // A directory has a size too, and cannot be read: that is the better thing to say.
      in.read();
      throw tooLarge(limitBytes);
    }
    return size > 0 ? sized(in, (int) size, memory) : unsized(in, limitBytes, memory);
  }

  private static ImageFile sized(InputStream in, int sizeBytes, ImageMemory memory)
      throws IOException, ImageException, InterruptedException {
    MemoryLease lease = memory.takeForFile(sizeBytes);
    try {
      byte[] content = new byte[sizeBytes];
      int read = in.readNBytes(content, 0, sizeBytes);
      if (read == sizeBytes && in.read() >= 0) {
        throw new IOException("the file grew while it was read");
      }
      return new ImageFile(read < sizeBytes ? Arrays.copyOf(content, read) : content, lease);
    } catch (IOException | RuntimeException | Error e) {
      lease.close();
      throw e;
    }
  }

  private static ImageFile unsized(InputStream in, long limitBytes, ImageMemory memory)
      throws IOException, ImageException, InterruptedException {
    byte[] start = in.readNBytes((int) Math.min(UNCOUNTED_BYTES, limitBytes + 1));
    if (start.length <= limitBytes && start.length < UNCOUNTED_BYTES) {
      return new ImageFile(start, memory.takeForFile(start.length));
    }
    // Nobody knows how much will be needed, and to take more while holding some could make two
    // files wait for each other. The stream's pieces and the array they become stand side by side.
    long leasedBytes = Math.min(limitBytes + 1, memory.fileLimitBytes() / 2);
    MemoryLease lease = memory.takeForFile(2 * leasedBytes);
    try {
      byte[] rest = in.readNBytes((int) Math.max(0, leasedBytes - start.length));
      byte[] content = Arrays.copyOf(start, start.length + rest.length);
      System.arraycopy(rest, 0, content, start.length, rest.length);
      if (content.length > limitBytes) {
        throw tooLarge(limitBytes);
      }
      if (content.length == leasedBytes && in.read() >= 0) {
        throw ImageException.tooLarge(
            "the file has more than %d bytes, which is what the Java heap has for a file of unknown"
                + " size: raise the heap with -Xmx",
            leasedBytes);
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
        "The file has more than the %d bytes that --maxBytes allows", limitBytes);
  }

  /** All bytes; not a copy. */
  public byte[] content() {
    return content;
  }

  /** The same bytes with another owner: closing this object does nothing any more. */
  public ImageFile handOver() {
    isHandedOver = true;
    return new ImageFile(content, lease);
  }

  /** Notes that nobody knows when this is closed. */
  public void abandon() {
    lease.abandon();
  }

  /** Gives the memory back, unless somebody else does; a second call does nothing. */
  @Override
  public void close() {
    if (!isHandedOver) {
      lease.close();
    }
  }
}
