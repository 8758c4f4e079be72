// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.image.verify;

import static io.github.maskbeam.testing.TestImages.join;
import static io.github.maskbeam.testing.TestImages.pngChunk;
import static io.github.maskbeam.testing.TestImages.pngWithChunk;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import io.github.maskbeam.image.ImageException;
import io.github.maskbeam.schemas.FailureCode;
import io.github.maskbeam.testing.Decoding;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;

class PngReaderTest {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
  private static final int ROWS = 16;

  /** A gray image of 16 x 16 pixels from these compressed rows. */
  private static byte[] png(byte[] compressed) {
    return join(
        SIGNATURE, header(16, ROWS), pngChunk("IDAT", compressed), pngChunk("IEND", new byte[0]));
  }

  private static byte[] header(int widthPx, int heightPx) {
    byte[] data = ByteBuffer.allocate(13).putInt(widthPx).putInt(heightPx).put((byte) 8).array();
    return pngChunk("IHDR", data);
  }

  private static byte[] rows(int rows) {
    byte[] raw = new byte[17 * rows];
    for (int i = 0; i < raw.length; i++) {
      raw[i] = (byte) (i % 17 == 0 ? 0 : i * 31);
    }
    return deflate(raw);
  }

  private static byte[] deflate(byte[] raw) {
    Deflater deflater = new Deflater();
    deflater.setInput(raw);
    deflater.finish();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] buffer = new byte[4096];
    while (!deflater.finished()) {
      bytes.write(buffer, 0, deflater.deflate(buffer));
    }
    deflater.end();
    return bytes.toByteArray();
  }

  @Test
  void decodesWhatItIsMadeOf() {
    assertThat(Decoding.outcome(png(rows(ROWS))), is("16x16"));
  }

  @Test
  void tooFewRowsDoNotPassThoughTheirChecksumsAreRight() {
    assertThat(Decoding.failure(png(rows(ROWS - 1))), is(FailureCode.CORRUPT));
  }

  @Test
  void compressedDataThatBreaksOffDoesNotPass() {
    byte[] whole = rows(ROWS);
    for (int length = 0; length < whole.length - 5; length++) {
      assertThat(Decoding.failure(png(Arrays.copyOf(whole, length))), is(FailureCode.CORRUPT));
    }
  }

  @Test
  void everyChangedBitOfTheChunksOfPixelsIsSeen() {
    byte[] file = png(rows(ROWS));
    for (int at = 8; at < file.length; at++) {
      byte[] changed = file.clone();
      changed[at] ^= 4;
      String outcome = Decoding.outcome(changed);
      assertThat("byte " + at + " gave " + outcome, Character.isLetter(outcome.charAt(0)));
    }
  }

  @Test
  void aWrongChecksumOfAnAncillaryChunkIsNoFaultOfThePixels() {
    byte[] file = pngWithChunk(png(rows(ROWS)), "tEXt", new byte[] {'a', 0, 'b'});
    file[33 + 8] ^= 1;
    assertThat(Decoding.outcome(file), is("16x16"));
  }

  @Test
  void textThatWouldInflateWithoutEndIsNotInflated() {
    byte[] bomb = join(new byte[] {'a', 0, 0}, deflate(new byte[200_000_000]));
    byte[] file = pngWithChunk(png(rows(ROWS)), "zTXt", bomb);
    long start = System.nanoTime();
    assertThat(Decoding.outcome(file), is("16x16"));
    assertThat("milliseconds", (System.nanoTime() - start) / 1_000_000, lessThan(1000L));
  }

  @Test
  void noSizeIsCorruptAndAHugeOneCostsNothing() throws ImageException {
    assertThat(Decoding.failure(join(SIGNATURE, header(0, 3))), is(FailureCode.CORRUPT));
    byte[] huge = join(SIGNATURE, header(Integer.MAX_VALUE, Integer.MAX_VALUE));
    assertThat(FormatReaders.header(huge).pixels(), is((1L << 62) - (1L << 32) + 1));
    assertThat(Decoding.failure(huge), is(FailureCode.TOO_LARGE));
  }

  @Test
  void aSignatureChangedInTransferIsNamed() {
    byte[] file = png(rows(ROWS));
    file[4] = '\n';
    ImageException failure = Decoding.exception(file);
    assertThat(failure.code(), is(FailureCode.CORRUPT));
    assertThat(failure.getMessage(), containsString("PNG"));
  }
}
