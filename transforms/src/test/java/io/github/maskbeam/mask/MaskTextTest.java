// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.mask;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.management.ThreadMXBean;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;

class MaskTextTest {
  private static final String DESCRIPTION = "{\"image_uri\":\"s3://bucket/größe 水.jpg\"}";
  private static final String OURS = "maskbeam\0\0\0\0\0";

  /** The signature and the header chunk. */
  private static final int START_BYTES = 8 + 25;

  @Test
  void readsWhatTheEncoderWrote() throws Exception {
    assertThat(read(mask(DESCRIPTION)), is(Optional.of(DESCRIPTION)));
    String long1 = "é".repeat(1_000_000);
    assertThat(read(mask(long1)), is(Optional.of(long1)));
  }

  @Test
  void readsWhatImageIoWrote() throws Exception {
    assertThat(read(imageIo("maskbeam", DESCRIPTION)), is(Optional.of(DESCRIPTION)));
    assertThat(read(imageIo("Comment", DESCRIPTION)), is(Optional.empty()));
    assertThat(read(imageIo("maskbeam2", DESCRIPTION)), is(Optional.empty()));
  }

  @Test
  void doesNotNeedThePixels() throws Exception {
    byte[] mask = mask(DESCRIPTION);
    int pixels = new String(mask, StandardCharsets.ISO_8859_1).indexOf("IDAT") - 4;
    assertThat(read(Arrays.copyOf(mask, pixels)), is(Optional.of(DESCRIPTION)));
  }

  @Test
  void ofManyMegabytesReadsTheStartOnly() throws Exception {
    byte[] mask = mask(DESCRIPTION);
    Endless endless = new Endless(mask);
    assertThat(MaskText.read(endless), is(Optional.of(DESCRIPTION)));
    assertThat(endless.read, lessThan(40_000L));
  }

  @Test
  void cutBeforeThePixelsIsMalformed() throws Exception {
    byte[] mask = mask(DESCRIPTION);
    int pixels = new String(mask, StandardCharsets.ISO_8859_1).indexOf("IDAT") - 4;
    for (int length = 0; length < pixels; length++) {
      byte[] cut = Arrays.copyOf(mask, length);
      String expected = length < 8 ? "begin as a PNG" : "ends before";
      assertThat("cut to " + length, problem(cut), containsString(expected));
    }
  }

  @Test
  void anyChangedByteBeforeThePixelsIsNoticed() throws Exception {
    byte[] mask = mask(DESCRIPTION);
    int pixels = new String(mask, StandardCharsets.ISO_8859_1).indexOf("IDAT") - 4;
    for (int at = 0; at < pixels; at++) {
      byte[] changed = mask.clone();
      changed[at] ^= 1;
      assertThrows(MalformedMaskException.class, () -> read(changed), "byte " + at);
    }
  }

  @Test
  void hugeLengthsCostNothing() {
    for (String type : new String[] {"iTXt", "PLTE", "tEXt"}) {
      for (int length : new int[] {Integer.MAX_VALUE, -1, MaskText.MAX_BYTES + 1}) {
        byte[] header = ByteBuffer.allocate(4).putInt(length).array();
        byte[] hostile = png(header, type.getBytes(StandardCharsets.ISO_8859_1), new byte[100]);
        long before = allocatedBytes();
        assertThat(problem(hostile), containsString("chunk " + type + " declares"));
        assertThat(allocatedBytes() - before, lessThan(1L << 20));
      }
    }
    // Allowed, but not there.
    byte[] header = ByteBuffer.allocate(4).putInt(MaskText.MAX_BYTES - 1024).array();
    byte[] hostile = png(header, "iTXt".getBytes(StandardCharsets.ISO_8859_1), new byte[100]);
    long before = allocatedBytes();
    assertThat(problem(hostile), containsString("ends before"));
    assertThat(allocatedBytes() - before, lessThan(1L << 20));
  }

  @Test
  void manyChunksTogetherAreBoundedToo() {
    byte[] half = chunk("tEXt", new byte[MaskText.MAX_BYTES / 2]);
    byte[] hostile = png(half, half, chunk("tEXt", new byte[1]));
    assertThat(problem(hostile), containsString("more than 67108864 before the pixels"));
  }

  @Test
  void asMuchAsIsAllowedMayStandBeforeTheText() throws Exception {
    byte[] ours = OURS.getBytes(StandardCharsets.ISO_8859_1);
    // The header's 13 bytes count, too.
    int room = MaskText.MAX_BYTES - 13 - ours.length;
    byte[] text = chunk("iTXt", ours);
    assertThat(read(png(chunk("tEXt", new byte[room]), text)), is(Optional.of("")));
    assertThat(problem(png(chunk("tEXt", new byte[room + 1]), text)), containsString("chunk iTXt"));
  }

  @Test
  void emptyChunksArePassedOver() throws Exception {
    byte[] text = chunk("iTXt", OURS.getBytes(StandardCharsets.ISO_8859_1));
    assertThat(read(png(chunk("tEXt", new byte[0]), text)), is(Optional.of("")));
    assertThat(read(png(chunk("iTXt", new byte[0]), text)), is(Optional.of("")));
  }

  @Test
  void textInAnotherFormIsMalformed() {
    assertThat(problem(text("maskbeam\0\1\0\0\0abc")), containsString("cannot be decompressed"));
    assertThat(problem(text("maskbeam\0\1\0\0\0")), containsString("cannot be decompressed"));
    assertThat(problem(text("maskbeam\0\1\1\0\0abc")), containsString("unknown method"));
    assertThat(problem(text("maskbeam\0")), containsString("zeros"));
    assertThat(problem(text("maskbeam\0\0\0abc")), containsString("zeros"));
    assertThat(problem(text("maskbeam\0\0\0")), containsString("zeros"));
    assertThat(problem(text(OURS + "\u00ff\u00fe")), containsString("UTF-8"));
  }

  @Test
  void decompressesNoMoreThanTheLimit() throws Exception {
    byte[] bomb = mask("0".repeat(MaskText.MAX_BYTES + 1));
    assertThat(bomb.length, lessThan(1 << 20));
    assertThat(problem(bomb), containsString("more than 67108864 bytes when it is decompressed"));
    assertThat(read(mask("0".repeat(1 << 20))).orElseThrow().length(), is(1 << 20));
  }

  @Test
  void readsTextOfEarlierVersionsWhichIsNotCompressed() throws Exception {
    assertThat(read(text(OURS + "abc")), is(Optional.of("abc")));
  }

  @Test
  void aLanguageAndATranslatedKeywordArePassedOver() throws Exception {
    assertThat(read(text("maskbeam\0\0\0de\0Maske\0abc")), is(Optional.of("abc")));
    assertThat(read(text(OURS)), is(Optional.of("")));
  }

  @Test
  void withoutAHeaderItIsMalformed() {
    byte[] mask = mask(DESCRIPTION);
    byte[] headless = join(Arrays.copyOf(mask, 8), chunk("PLTE", new byte[13]));
    assertThat(problem(headless), containsString("header"));
  }

  private static Optional<String> read(byte[] png) throws IOException, MalformedMaskException {
    return MaskText.read(new ByteArrayInputStream(png));
  }

  private static String problem(byte[] png) {
    return assertThrows(MalformedMaskException.class, () -> read(png)).getMessage();
  }

  private static byte[] mask(String description) {
    try (MaskPng encoder = new MaskPng()) {
      return encoder.encode(Mask.of(3, 2, new byte[6]), description);
    }
  }

  private static byte[] text(String content) {
    return png(chunk("iTXt", content.getBytes(StandardCharsets.ISO_8859_1)));
  }

  private static byte[] png(byte[]... afterHeader) {
    byte[] png = Arrays.copyOf(mask(DESCRIPTION), START_BYTES);
    for (byte[] part : afterHeader) {
      png = join(png, part);
    }
    return png;
  }

  private static byte[] join(byte[] left, byte[] right) {
    byte[] joined = Arrays.copyOf(left, left.length + right.length);
    System.arraycopy(right, 0, joined, left.length, right.length);
    return joined;
  }

  private static byte[] chunk(String type, byte[] content) {
    byte[] name = type.getBytes(StandardCharsets.ISO_8859_1);
    CRC32 crc = new CRC32();
    crc.update(name);
    crc.update(content);
    return ByteBuffer.allocate(content.length + 12)
        .putInt(content.length)
        .put(name)
        .put(content)
        .putInt((int) crc.getValue())
        .array();
  }

  private static byte[] imageIo(String keyword, String text) throws IOException {
    BufferedImage image = new BufferedImage(3, 2, BufferedImage.TYPE_BYTE_INDEXED);
    ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
    IIOMetadata metadata =
        writer.getDefaultImageMetadata(ImageTypeSpecifier.createFromRenderedImage(image), null);
    IIOMetadataNode entry = new IIOMetadataNode("iTXtEntry");
    entry.setAttribute("keyword", keyword);
    entry.setAttribute("compressionFlag", "FALSE");
    entry.setAttribute("compressionMethod", "0");
    entry.setAttribute("languageTag", "en");
    entry.setAttribute("translatedKeyword", "maskbeam");
    entry.setAttribute("text", text);
    IIOMetadataNode texts = new IIOMetadataNode("iTXt");
    texts.appendChild(entry);
    IIOMetadataNode root = new IIOMetadataNode("javax_imageio_png_1.0");
    root.appendChild(texts);
    metadata.mergeTree("javax_imageio_png_1.0", root);
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(png)) {
      writer.setOutput(out);
      writer.write(new IIOImage(image, null, metadata));
    } finally {
      writer.dispose();
    }
    return png.toByteArray();
  }

  private static long allocatedBytes() {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean())
        .getThreadAllocatedBytes(Thread.currentThread().getId());
  }

  /** A file that never ends, which counts what was read. */
  @SuppressWarnings("InputStreamSlowMultibyteRead")
  private static final class Endless extends InputStream {
    private final byte[] start;
    private long read;

    private Endless(byte[] start) {
      this.start = start;
    }

    @Override
    public int read() {
      return read < start.length ? start[(int) read++] & 0xff : (int) (read++ & 0xff);
    }
  }
}
