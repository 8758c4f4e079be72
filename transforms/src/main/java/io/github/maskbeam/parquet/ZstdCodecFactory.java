// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.parquet;

import com.github.luben.zstd.Zstd;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/**
 * Parquet's zstd codec on zstd-jni. Parquet's own factory looks codecs up in a Hadoop
 * configuration, which would require Hadoop's runtime jars (30 MB).
 *
 * <p>Stateless and thread-safe.
 */
final class ZstdCodecFactory implements CompressionCodecFactory {
  @Override
  public BytesInputCompressor getCompressor(CompressionCodecName codec) {
    checkZstd(codec);
    return new Compressor();
  }

  @Override
  public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
    checkZstd(codec);
    return new Decompressor();
  }

  @Override
  public void release() {}

  private static void checkZstd(CompressionCodecName codec) {
    if (codec != CompressionCodecName.ZSTD) {
      throw new IllegalArgumentException(
          "Unsupported compression codec " + codec + ": Maskbeam's tables use ZSTD only");
    }
  }

  private static final class Compressor implements BytesInputCompressor {
    @Override
    public BytesInput compress(BytesInput bytes) throws IOException {
      return BytesInput.from(Zstd.compress(bytes.toInputStream().readAllBytes()));
    }

    @Override
    public CompressionCodecName getCodecName() {
      return CompressionCodecName.ZSTD;
    }

    @Override
    public void release() {}
  }

  private static final class Decompressor implements BytesInputDecompressor {
    @Override
    public BytesInput decompress(BytesInput bytes, int decompressedSize) throws IOException {
      byte[] decompressed = new byte[decompressedSize];
      long size = Zstd.decompress(decompressed, bytes.toInputStream().readAllBytes());
      if (Zstd.isError(size) || size != decompressedSize) {
        throw new IOException(
            "A page does not decompress to its "
                + decompressedSize
                + " bytes: "
                + (Zstd.isError(size) ? Zstd.getErrorName(size) : size + " bytes"));
      }
      return BytesInput.from(decompressed);
    }

    @Override
    public void decompress(
        ByteBuffer input, int compressedSize, ByteBuffer output, int decompressedSize)
        throws IOException {
      ByteBuffer page = input.slice();
      page.limit(compressedSize);
      output.put(
          decompress(BytesInput.from(page), decompressedSize).toInputStream().readAllBytes());
      input.position(input.position() + compressedSize);
    }

    @Override
    public void release() {}
  }
}
