// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.mask;

import io.github.maskbeam.image.png.PngFormat;
import io.github.maskbeam.schemas.ClassColors;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Encodes masks as PNGs with one text chunk that describes the mask: palette PNGs of 8 bits, index
 * = class id, with colors from {@link ClassColors}; or, for masks of 16 bits, for which PNG has no
 * palette, gray PNGs of 16 bits, value = class id. Confidence masks are gray PNGs of 8 bits.
 *
 * <p>Source: the PNG specification, third edition (W3C). Keeps its working memory and a native
 * compressor between masks: one instance for one thread, to be closed by its owner.
 */
public final class MaskPng implements AutoCloseable {
  /** The keyword of the text chunk (iTXt, UTF-8, deflated) that holds the mask's description. */
  public static final String KEYWORD = "maskbeam";

  /** Long runs and equal rows compress at the fastest level nearly as well as at the best. */
  private static final int LEVEL = Deflater.BEST_SPEED;

  private static final int PIECE_BYTES = 256 << 10;
  private static final int TEXT_PIECE_BYTES = 4 << 10;

  /** Class ids of a row repeat. */
  private static final byte FILTER_NONE = 0;

  /** Confidences of a row are close to those of the row above: the files are a third smaller. */
  private static final byte FILTER_UP = 2;

  /** The byte of a row before which its filter is still to be written. */
  private static final int FILTER_AT = -1;

  private final Deflater deflater = new Deflater(LEVEL);
  private final Deflater textDeflater = new Deflater();
  private final byte[] palette;
  private final ByteBuffer rows = ByteBuffer.allocateDirect(PIECE_BYTES);
  private final ByteBuffer compressed = ByteBuffer.allocateDirect(PIECE_BYTES);

  /** An encoder of masks with the colors of Pascal VOC. */
  public MaskPng() {
    this(ClassColors.voc());
  }

  /** An encoder of masks with these colors. */
  public MaskPng(ClassColors colors) {
    palette = colors.rgbBytes();
  }

  /**
   * A whole PNG file.
   *
   * @param description what the text chunk holds
   */
  public byte[] encode(Mask mask, String description) {
    return encode(mask, Optional.of(description));
  }

  /** A whole PNG file like {@link #encode(Mask, String)}, without a text chunk. */
  public byte[] encode(Mask mask) {
    return encode(mask, Optional.empty());
  }

  /** A whole gray PNG file, value = class id, without a text chunk. */
  public byte[] encodeGray(Mask mask) {
    byte[] header = header(mask.widthPx(), mask.heightPx(), mask.bits(), PngFormat.GRAY);
    ByteArrayOutputStream png = start(header, false, Optional.empty());
    pixels(png, mask.classIds(), mask.heightPx(), FILTER_NONE);
    return end(png);
  }

  private byte[] encode(Mask mask, Optional<String> description) {
    boolean hasPalette = mask.bits() == Byte.SIZE;
    byte[] header =
        header(
            mask.widthPx(),
            mask.heightPx(),
            mask.bits(),
            hasPalette ? PngFormat.PALETTE : PngFormat.GRAY);
    ByteArrayOutputStream png = start(header, hasPalette, description);
    pixels(png, mask.classIds(), mask.heightPx(), FILTER_NONE);
    return end(png);
  }

  /** A whole PNG file like {@link #encode(Mask, String)}. */
  public byte[] encode(ConfidenceMask mask, String description) {
    byte[] header = header(mask.widthPx(), mask.heightPx(), Byte.SIZE, PngFormat.GRAY);
    ByteArrayOutputStream png = start(header, false, Optional.of(description));
    pixels(png, mask.values(), mask.heightPx(), FILTER_UP);
    return end(png);
  }

  private ByteArrayOutputStream start(
      byte[] header, boolean hasPalette, Optional<String> description) {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    png.writeBytes(PngFormat.signature());
    chunk(png, "IHDR", header);
    if (hasPalette) {
      chunk(png, "PLTE", palette);
    }
    description.ifPresent(given -> chunk(png, "iTXt", text(given)));
    return png;
  }

  private static byte[] end(ByteArrayOutputStream png) {
    chunk(png, "IEND", new byte[0]);
    return png.toByteArray();
  }

  @Override
  public void close() {
    deflater.end();
    textDeflater.end();
  }

  private static byte[] header(int widthPx, int heightPx, int bits, int colorType) {
    int deflateOnly = 0;
    int adaptiveFilters = 0;
    int notInterlaced = 0;
    return ByteBuffer.allocate(PngFormat.HEADER_BYTES)
        .putInt(widthPx)
        .putInt(heightPx)
        .put((byte) bits)
        .put((byte) colorType)
        .put((byte) deflateOnly)
        .put((byte) adaptiveFilters)
        .put((byte) notInterlaced)
        .array();
  }

  private byte[] text(String description) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    text.writeBytes(KEYWORD.getBytes(StandardCharsets.ISO_8859_1));
    // End of keyword; compressed, method 0; no language; no translated keyword.
    text.writeBytes(new byte[] {0, 1, 0, 0, 0});
    textDeflater.reset();
    textDeflater.setInput(description.getBytes(StandardCharsets.UTF_8));
    textDeflater.finish();
    byte[] piece = new byte[TEXT_PIECE_BYTES];
    while (!textDeflater.finished()) {
      text.write(piece, 0, textDeflater.deflate(piece));
    }
    return text.toByteArray();
  }

  /**
   * Pixels as chunks of up to {@link #PIECE_BYTES}, so that they are held once. Through direct
   * buffers: deflating an array keeps the garbage collector of the whole JVM from working.
   */
  private void pixels(ByteArrayOutputStream png, byte[] pixels, int heightPx, byte filter) {
    deflater.reset();
    compressed.clear();
    int rowBytes = pixels.length / heightPx;
    int row = 0;
    int column = FILTER_AT;
    while (!deflater.finished()) {
      if (deflater.needsInput()) {
        rows.clear();
        while (row < heightPx && rows.hasRemaining()) {
          if (column == FILTER_AT) {
            rows.put(filter);
            column = 0;
          }
          int length = Math.min(rows.remaining(), rowBytes - column);
          int from = row * rowBytes + column;
          if (filter == FILTER_UP && row > 0) {
            for (int at = from; at < from + length; at++) {
              rows.put((byte) (pixels[at] - pixels[at - rowBytes]));
            }
          } else {
            rows.put(pixels, from, length);
          }
          column += length;
          if (column == rowBytes) {
            row++;
            column = FILTER_AT;
          }
        }
        deflater.setInput(rows.flip());
        if (row == heightPx) {
          deflater.finish();
        }
      }
      deflater.deflate(compressed);
      if (!compressed.hasRemaining() || deflater.finished()) {
        compressed.flip();
        byte[] piece = new byte[compressed.remaining()];
        compressed.get(piece);
        compressed.clear();
        chunk(png, "IDAT", piece);
      }
    }
  }

  private static void chunk(ByteArrayOutputStream png, String type, byte[] data) {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 crc = new CRC32();
    crc.update(name);
    crc.update(data);
    png.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
    png.writeBytes(name);
    png.writeBytes(data);
    png.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
  }
}
