// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.parquet;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.xerial.snappy.Snappy;

/**
 * The codecs of Parquet files that other programs wrote: none, Snappy, gzip and zstd. They need no
 * Hadoop, unlike those of Parquet's own factory. Decompresses only. Stateless and thread-safe.
 */
final class ForeignCodecs implements CompressionCodecFactory {
  private static final Set<CompressionCodecName> SUPPORTED =
      EnumSet.of(
          CompressionCodecName.UNCOMPRESSED,
          CompressionCodecName.SNAPPY,
          CompressionCodecName.GZIP,
          CompressionCodecName.ZSTD);

  private static final ZstdCodecFactory ZSTD = new ZstdCodecFactory();

  @Override
  public BytesInputCompressor getCompressor(CompressionCodecName codec) {
    throw new UnsupportedOperationException("Files of other programs are read only");
  }

  /**
   * Checks that there is a decompressor.
   *
   * @throws UnsupportedTableException if there is none
   */
  static void requireSupported(CompressionCodecName codec) {
    if (!SUPPORTED.contains(codec)) {
      throw new UnsupportedTableException(
          "is compressed with "
              + codec.name().toLowerCase(Locale.ROOT)
              + "; use none, snappy, gzip or zstd");
    }
  }

  @Override
  public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
    switch (codec) {
      case UNCOMPRESSED:
        return new Pages(page -> page);
      case SNAPPY:
        return new Pages(Snappy::uncompress);
      case GZIP:
        return new Pages(
            page -> new GZIPInputStream(new ByteArrayInputStream(page)).readAllBytes());
      case ZSTD:
        return ZSTD.getDecompressor(codec);
      default:
        throw new IllegalArgumentException("Unsupported codec " + codec);
    }
  }

  @Override
  public void release() {}

  /** Decompresses pages that fit into memory as a whole, which Parquet's own codecs require too. */
  private static final class Pages implements BytesInputDecompressor {
    private final Page page;

    private Pages(Page page) {
      this.page = page;
    }

    @Override
    public BytesInput decompress(BytesInput bytes, int decompressedSize) throws IOException {
      byte[] decompressed = page.decompress(bytes.toInputStream().readAllBytes());
      if (decompressed.length != decompressedSize) {
        throw new IOException(
            "A page has " + decompressed.length + " bytes instead of " + decompressedSize);
      }
      return BytesInput.from(decompressed);
    }

    @Override
    public void decompress(
        ByteBuffer input, int compressedSize, ByteBuffer output, int decompressedSize)
        throws IOException {
      ByteBuffer compressed = input.slice();
      compressed.limit(compressedSize);
      output.put(
          decompress(BytesInput.from(compressed), decompressedSize).toInputStream().readAllBytes());
      input.position(input.position() + compressedSize);
    }

    @Override
    public void release() {}
  }

  private interface Page {
    byte[] decompress(byte[] page) throws IOException;
  }
}
