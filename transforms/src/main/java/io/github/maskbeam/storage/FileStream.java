// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.storage;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import java.util.OptionalLong;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.ResourceId;

/**
 * The content of a file in any of Beam's file systems. All their failures are IOExceptions here.
 * Not thread-safe.
 */
final class FileStream extends InputStream {
  private final ReadableByteChannel channel;

  private FileStream(ReadableByteChannel channel) {
    this.channel = channel;
  }

  /** Opens a file; the caller closes the stream. */
  static FileStream open(ResourceId file) throws IOException {
    return new FileStream(call(() -> FileSystems.open(file)));
  }

  /** The size of the file, if its file system reports one. */
  OptionalLong sizeBytes() throws IOException {
    return channel instanceof SeekableByteChannel
        ? OptionalLong.of(call(((SeekableByteChannel) channel)::size))
        : OptionalLong.empty();
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
    int count = call(() -> channel.read(ByteBuffer.wrap(bytes, offset, length)));
    if (count == 0) {
      // Beam's S3 channel returns 0 forever if the object has become shorter.
      throw new EOFException("the file is shorter than its size at the start of the read");
    }
    return count;
  }

  @Override
  public void close() throws IOException {
    call(
        () -> {
          channel.close();
          return true;
        });
  }

  private static <T> T call(Access<T> access) throws IOException {
    try {
      return access.run();
    } catch (RuntimeException e) {
      throw new UnexpectedException(e);
    }
  }

  private interface Access<T> {
    T run() throws IOException;
  }
}
