// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;

/**
 * The bytes of an archive, as a stream and as a channel with a common position. Gaps that are
 * skipped are read if they are small, because a request to storage takes longer. An attempt that
 * fails is repeated from where it failed. Not thread-safe.
 */
final class ArchiveStream extends InputStream implements SeekableByteChannel {
  private static final int BLOCK_BYTES = 64 << 10;

  /** On a disk a seek is faster. On a network, as much is read while a connection is made. */
  private static final long LONGEST_READ_GAP_BYTES = 8 << 20;

  private final String uri;
  private final long sizeBytes;
  private final long longestReadGapBytes;
  private final byte[] block = new byte[BLOCK_BYTES];
  private long blockStart;
  private int blockLength;
  private long position;
  private boolean hasFailed;

  /** Where the next block comes from, if {@link #blockStart} plus its length is the position. */
  private FileStream file;

  private ArchiveStream(String uri, FileStream file, long sizeBytes) {
    this.uri = uri;
    this.file = file;
    this.sizeBytes = sizeBytes;
    this.longestReadGapBytes = Uris.hasScheme(uri) ? LONGEST_READ_GAP_BYTES : BLOCK_BYTES;
  }

  /** Opens an archive; the caller closes it. */
  static ArchiveStream open(String uri) throws IOException {
    FileStream file = Retries.standard().<FileStream, IOException>call(() -> FileStream.open(uri));
    try {
      return new ArchiveStream(
          uri,
          file,
          file.sizeBytes().orElseThrow(() -> new DamagedArchiveException("its size is not known")));
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (position >= sizeBytes) {
      return -1;
    }
    while (position < blockStart || position >= blockStart + blockLength) {
      hasFailed = true;
      Retries.standard().<Integer, IOException>call(this::nextBlock);
      hasFailed = false;
    }
    int start = (int) (position - blockStart);
    int count = Math.min(length, blockLength - start);
    System.arraycopy(block, start, bytes, offset, count);
    position += count;
    return count;
  }

  /** Reads the block after the present one, or the first at the position. */
  private int nextBlock() throws IOException {
    long next = blockStart + blockLength;
    try {
      if (file == null || position < next || position - next > longestReadGapBytes) {
        close();
        file = FileStream.openAt(uri, position, sizeBytes - position);
        next = position;
      }
      int wanted = (int) Math.min(BLOCK_BYTES, sizeBytes - next);
      blockStart = next;
      blockLength = 0;
      blockLength = file.readNBytes(block, 0, wanted);
      if (blockLength < wanted) {
        throw new IOException("the archive became shorter while it was read");
      }
      return blockLength;
    } catch (IOException | RuntimeException e) {
      blockLength = 0;
      close();
      throw e;
    }
  }

  /** Whether storage failed in the last call of a method, and not the reader of the archive. */
  boolean hasFailed() {
    return hasFailed;
  }

  @Override
  public long skip(long count) {
    long skipped = Math.max(0, Math.min(count, sizeBytes - position));
    position += skipped;
    return skipped;
  }

  @Override
  public int read(ByteBuffer bytes) throws IOException {
    byte[] content = new byte[bytes.remaining()];
    int count = read(content, 0, content.length);
    if (count > 0) {
      bytes.put(content, 0, count);
    }
    return count;
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public ArchiveStream position(long newPosition) {
    position = newPosition;
    return this;
  }

  @Override
  public long size() {
    return sizeBytes;
  }

  @Override
  public int write(ByteBuffer bytes) {
    throw new NonWritableChannelException();
  }

  @Override
  public ArchiveStream truncate(long size) {
    throw new NonWritableChannelException();
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public void close() throws IOException {
    if (file != null) {
      file.close();
      file = null;
    }
  }
}
