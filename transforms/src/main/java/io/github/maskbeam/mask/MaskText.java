// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.mask;

import io.github.maskbeam.image.png.PngFormat;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Reads the description out of a mask, without its pixels: {@link MaskPng} writes it before them.
 *
 * <p>The file is not trusted: no length in it is believed before the bytes are there. Source: the
 * PNG specification, third edition (W3C).
 */
public final class MaskText {
  /**
   * How many bytes may stand before the pixels. A description has about 400 bytes for each class of
   * the image, of which there are 65,535 at most.
   */
  static final int MAX_BYTES = 64 << 20;

  private static final int BUFFER_BYTES = 16 << 10;

  private final InputStream in;
  private final byte[] skipped = new byte[BUFFER_BYTES];
  private int bytesLeft = MAX_BYTES;

  private MaskText(InputStream in) {
    this.in = new BufferedInputStream(in, BUFFER_BYTES);
  }

  /**
   * The description, or nothing if this is a PNG without one before its pixels.
   *
   * @param png the file from its start; read a little further than the text, not closed; need not
   *     be buffered
   * @throws MalformedMaskException if it is no PNG, ends too soon, has a wrong checksum, has more
   *     than 64 MiB before its pixels, or if the description has more when it is decompressed, or
   *     is not UTF-8
   * @throws IOException if the stream cannot be read
   */
  public static Optional<String> read(InputStream png) throws IOException, MalformedMaskException {
    return new MaskText(png).read();
  }

  private Optional<String> read() throws IOException, MalformedMaskException {
    byte[] signature = in.readNBytes(PngFormat.SIGNATURE_BYTES);
    if (!Arrays.equals(signature, PngFormat.signature())) {
      throw new MalformedMaskException("it does not begin as a PNG does");
    }
    Chunk chunk = nextChunk();
    if (!chunk.type.equals("IHDR") || chunk.length != PngFormat.HEADER_BYTES) {
      throw new MalformedMaskException("its first chunk is not a PNG's header");
    }
    skip(chunk);
    while (true) {
      chunk = nextChunk();
      if (chunk.type.equals("IDAT") || chunk.type.equals("IEND")) {
        return Optional.empty();
      }
      if (chunk.type.equals("iTXt")) {
        Optional<String> text = text(content(chunk));
        if (text.isPresent()) {
          return text;
        }
      } else {
        skip(chunk);
      }
    }
  }

  private Chunk nextChunk() throws IOException, MalformedMaskException {
    int length = ByteBuffer.wrap(exactly(4)).getInt();
    byte[] type = exactly(4);
    Chunk chunk = new Chunk(new String(type, StandardCharsets.ISO_8859_1), length);
    chunk.crc.update(type);
    return chunk;
  }

  /** A chunk that holds pixels is never asked for its length, so it may have any. */
  private void take(Chunk chunk) throws MalformedMaskException {
    if (chunk.length < 0 || chunk.length > bytesLeft) {
      throw new MalformedMaskException(
          "its chunk %s declares %d bytes, which makes more than %d before the pixels",
          chunk.type, Integer.toUnsignedLong(chunk.length), MAX_BYTES);
    }
    bytesLeft -= chunk.length;
  }

  private byte[] content(Chunk chunk) throws IOException, MalformedMaskException {
    take(chunk);
    byte[] content = exactly(chunk.length);
    chunk.crc.update(content);
    requireChecksum(chunk);
    return content;
  }

  private void skip(Chunk chunk) throws IOException, MalformedMaskException {
    take(chunk);
    int left = chunk.length;
    while (left > 0) {
      int length = in.read(skipped, 0, Math.min(left, skipped.length));
      if (length < 0) {
        throw endsTooSoon();
      }
      chunk.crc.update(skipped, 0, length);
      left -= length;
    }
    requireChecksum(chunk);
  }

  private void requireChecksum(Chunk chunk) throws IOException, MalformedMaskException {
    if (ByteBuffer.wrap(exactly(4)).getInt() != (int) chunk.crc.getValue()) {
      throw new MalformedMaskException("the checksum of its chunk %s is wrong", chunk.type);
    }
  }

  /** Grows with what is there, whatever a length says. */
  private byte[] exactly(int length) throws IOException, MalformedMaskException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw endsTooSoon();
    }
    return bytes;
  }

  private static MalformedMaskException endsTooSoon() {
    return new MalformedMaskException("it ends before its pixels begin");
  }

  /** The text of an iTXt chunk, or nothing if it has another keyword. */
  private static Optional<String> text(byte[] content) throws MalformedMaskException {
    byte[] start = (MaskPng.KEYWORD + "\0").getBytes(StandardCharsets.ISO_8859_1);
    if (content.length < start.length
        || !Arrays.equals(content, 0, start.length, start, 0, start.length)) {
      return Optional.empty();
    }
    int at = start.length;
    boolean isCompressed = content.length >= at + 2 && content[at] == 1;
    if (isCompressed && content[at + 1] != 0) {
      throw new MalformedMaskException("its description is compressed by an unknown method");
    }
    int language = at + 2;
    int translatedKeyword = afterZero(content, language);
    int text = afterZero(content, translatedKeyword);
    ByteBuffer bytes =
        isCompressed
            ? ByteBuffer.wrap(inflated(content, text))
            : ByteBuffer.wrap(content, text, content.length - text);
    try {
      return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
    } catch (CharacterCodingException e) {
      throw new MalformedMaskException("its description is not UTF-8");
    }
  }

  /** Grows with what is there, up to the limit. */
  private static byte[] inflated(byte[] content, int from) throws MalformedMaskException {
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(content, from, content.length - from);
      ByteArrayOutputStream text = new ByteArrayOutputStream();
      byte[] piece = new byte[BUFFER_BYTES];
      while (!inflater.finished()) {
        int length = inflater.inflate(piece);
        if (length == 0 && !inflater.finished()) {
          throw new MalformedMaskException("its description cannot be decompressed");
        }
        text.write(piece, 0, length);
        if (text.size() > MAX_BYTES) {
          throw new MalformedMaskException(
              "its description has more than %d bytes when it is decompressed", MAX_BYTES);
        }
      }
      return text.toByteArray();
    } catch (DataFormatException e) {
      throw new MalformedMaskException("its description cannot be decompressed");
    } finally {
      inflater.end();
    }
  }

  private static int afterZero(byte[] content, int from) throws MalformedMaskException {
    for (int i = from; i < content.length; i++) {
      if (content[i] == 0) {
        return i + 1;
      }
    }
    throw new MalformedMaskException("its description lacks the zeros before the text");
  }

  private static final class Chunk {
    private final String type;
    private final int length;
    private final CRC32 crc = new CRC32();

    private Chunk(String type, int length) {
      this.type = type;
      this.length = length;
    }
  }
}
