// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.parquet;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.apache.beam.sdk.io.fs.ResourceId;
import org.apache.parquet.io.DelegatingSeekableInputStream;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;

/** A Parquet file in any file system that can read from any position. Immutable. */
final class StoredInputFile implements InputFile {
  private final ResourceId file;
  private final long sizeBytes;

  private StoredInputFile(ResourceId file, long sizeBytes) {
    this.file = file;
    this.sizeBytes = sizeBytes;
  }

  static StoredInputFile of(MatchResult.Metadata file) {
    return new StoredInputFile(file.resourceId(), file.sizeBytes());
  }

  /**
   * The file at a path or URI, which may contain the characters of patterns.
   *
   * @throws IOException if it cannot be opened, or not be read from any position
   */
  static StoredInputFile of(String uri) throws IOException {
    ResourceId file = FileSystems.matchNewResource(uri, false);
    try (SeekableByteChannel channel = open(file)) {
      return new StoredInputFile(file, channel.size());
    }
  }

  private static SeekableByteChannel open(ResourceId file) throws IOException {
    ReadableByteChannel channel = FileSystems.open(file);
    if (channel instanceof SeekableByteChannel) {
      return (SeekableByteChannel) channel;
    }
    channel.close();
    throw new IOException(
        "Parquet is read from several positions, which this storage does not allow; copy the file to"
            + " a disk, s3:// or hdfs://");
  }

  @Override
  public long getLength() {
    return sizeBytes;
  }

  @Override
  public SeekableInputStream newStream() throws IOException {
    return new ChannelStream(open(file));
  }

  private static final class ChannelStream extends DelegatingSeekableInputStream {
    private final SeekableByteChannel channel;

    private ChannelStream(SeekableByteChannel channel) {
      super(Channels.newInputStream(channel));
      this.channel = channel;
    }

    @Override
    public long getPos() throws IOException {
      return channel.position();
    }

    @Override
    public void seek(long position) throws IOException {
      channel.position(position);
    }
  }
}
