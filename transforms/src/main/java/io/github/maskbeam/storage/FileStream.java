// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.storage;

import io.github.maskbeam.schemas.ListedImage;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.ResourceId;

/**
 * The content of a file in any file system. All failures are IOExceptions here. Not thread-safe.
 */
final class FileStream extends InputStream {
  private final Source source;

  private FileStream(Source source) {
    this.source = source;
  }

  /** Opens a file, or a member of an archive; the caller closes the stream. */
  static FileStream open(String uri) throws IOException {
    Optional<MemberUri> member = MemberUri.of(uri);
    return member.isPresent()
        ? new FileStream(ArchiveIndex.open(member.get()))
        : open(FileSystems.matchNewResource(uri, false));
  }

  /** Opens a listed image; the caller closes the stream. */
  static FileStream open(ListedImage image) throws IOException {
    return image.getPlace() == null
        ? open(image.getImageUri())
        : new FileStream(MemberSource.open(image));
  }

  private static FileStream open(ResourceId file) throws IOException {
    Optional<S3Pattern> object = S3Pattern.ofObject(file.toString());
    if (object.isPresent()) {
      return new FileStream(call(() -> S3Registrar.objects().open(object.get())));
    }
    return new FileStream(new ChannelSource(call(() -> FileSystems.open(file))));
  }

  /**
   * Opens a part of a file; the caller closes the stream.
   *
   * @param offset of the first byte, less than the size of the file
   * @param maxBytes how many bytes the caller reads at most; the stream may have more
   * @throws IOException if the file cannot be read, also because its storage has no access to parts
   */
  static FileStream openAt(String uri, long offset, long maxBytes) throws IOException {
    ResourceId file = FileSystems.matchNewResource(uri, false);
    Optional<S3Pattern> object = S3Pattern.ofObject(file.toString());
    if (object.isPresent()) {
      return new FileStream(call(() -> S3Registrar.objects().open(object.get(), offset, maxBytes)));
    }
    ReadableByteChannel channel = call(() -> FileSystems.open(file));
    if (channel instanceof SeekableByteChannel) {
      call(() -> ((SeekableByteChannel) channel).position(offset));
      return new FileStream(new ChannelSource(channel));
    }
    channel.close();
    throw new DamagedArchiveException(
        "members of archives cannot be read from this storage; copy the archive to a disk, S3 or"
            + " HDFS");
  }

  /** The size of the file, if its file system reports one. */
  OptionalLong sizeBytes() throws IOException {
    return call(source::sizeBytes);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    return length == 0 ? 0 : call(() -> source.read(bytes, offset, length));
  }

  @Override
  public void close() throws IOException {
    call(
        () -> {
          source.close();
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

  /** Where the content comes from. */
  interface Source extends AutoCloseable {
    /** The size of the file, if it is known. */
    OptionalLong sizeBytes() throws IOException;

    /** Reads at least one byte, or returns -1 at the end. */
    int read(byte[] bytes, int offset, int length) throws IOException;

    @Override
    void close() throws IOException;
  }

  /** A file in one of Beam's file systems. */
  private static final class ChannelSource implements Source {
    private final ReadableByteChannel channel;

    private ChannelSource(ReadableByteChannel channel) {
      this.channel = channel;
    }

    @Override
    public OptionalLong sizeBytes() throws IOException {
      return channel instanceof SeekableByteChannel
          ? OptionalLong.of(((SeekableByteChannel) channel).size())
          : OptionalLong.empty();
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int count = channel.read(ByteBuffer.wrap(bytes, offset, length));
      if (count == 0) {
        // Some channels return 0 forever if the file has become shorter.
        throw new EOFException("the file is shorter than its size at the start of the read");
      }
      return count;
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
