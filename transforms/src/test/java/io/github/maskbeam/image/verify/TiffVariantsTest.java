// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.image.verify;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import io.github.maskbeam.image.ImageException;
import io.github.maskbeam.image.decode.Rows;
import io.github.maskbeam.image.exif.TiffDirectory;
import io.github.maskbeam.schemas.FailureCode;
import io.github.maskbeam.testing.Decoding;
import io.github.maskbeam.testing.TiffBuilder;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The same picture in many kinds of TIFF gives the same pixels, or a failure that names the kind.
 */
class TiffVariantsTest {
  private static final int WIDTH_PX = 70;
  private static final int HEIGHT_PX = 45;
  private static final int MIN_IS_WHITE = 0;
  private static final int MIN_IS_BLACK = 1;
  private static final int RGB = 2;
  private static final int[] NO_EXTRA = {};

  /** A channel of the picture; reaches 255. */
  private static int color(int x, int y, int channel) {
    return channel == 0 ? Math.min(255, x * 4) : channel == 1 ? y * 5 : (x * 7 + y * 13) & 0xFF;
  }

  private static int[] picture() {
    int[] rgb = new int[1 + WIDTH_PX * HEIGHT_PX];
    rgb[0] = WIDTH_PX;
    for (int i = 1; i < rgb.length; i++) {
      int x = (i - 1) % WIDTH_PX;
      int y = (i - 1) / WIDTH_PX;
      rgb[i] = color(x, y, 0) << 16 | color(x, y, 1) << 8 | color(x, y, 2);
    }
    return rgb;
  }

  private static int[] grayPicture() {
    int[] rgb = picture();
    for (int i = 1; i < rgb.length; i++) {
      rgb[i] = (rgb[i] >> 16) * 0x010101;
    }
    return rgb;
  }

  /** The pixels of a file, whole or row by row. */
  private static int[] rgb(byte[] file) throws ImageException {
    Rows.equalWhole(file);
    return Decoding.rgb(file);
  }

  /** The scale of the color samples, by the bits that a file declares and those that it uses. */
  private enum Range {
    EIGHT(8, 1),
    FULL(16, 257),
    HIGH_BYTE(16, 256),
    TEN_OF_SIXTEEN(16, 4),
    TWELVE_OF_SIXTEEN(16, 16),
    FOURTEEN_OF_SIXTEEN(16, 64),
    EIGHT_OF_SIXTEEN(16, 1);

    final int bits;
    final int factor;

    Range(int bits, int factor) {
      this.bits = bits;
      this.factor = factor;
    }
  }

  static Stream<Arguments> layouts() {
    List<Arguments> layouts = new ArrayList<>();
    for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
      for (int compression :
          new int[] {TiffBuilder.NONE, TiffBuilder.DEFLATE, TiffBuilder.PACK_BITS}) {
        for (int planar = 1; planar <= 2; planar++) {
          for (String chunks : new String[] {"one strip", "strips", "tiles", "small tiles"}) {
            layouts.add(Arguments.of(order, compression, planar, chunks));
          }
        }
      }
    }
    return layouts.stream();
  }

  private static TiffBuilder builder(ByteOrder order, int compression, int planar, String chunks) {
    TiffBuilder tiff = new TiffBuilder(order).compression(compression);
    tiff.field(TiffDirectory.PLANAR_CONFIGURATION, planar);
    if (chunks.equals("strips")) {
      tiff.rowsPerStrip(8);
    } else if (chunks.equals("tiles")) {
      tiff.tiles(64, 32);
    } else if (chunks.equals("small tiles")) {
      tiff.tiles(16, 48);
    }
    return tiff;
  }

  @ParameterizedTest(name = "{0}, compression {1}, planar {2}, {3}")
  @MethodSource("layouts")
  void decodesColor(ByteOrder order, int compression, int planar, String chunks)
      throws ImageException {
    int[][] photometricAndExtra = {{RGB}, {RGB, 0}, {RGB, 2}, {MIN_IS_BLACK, 0, 0}, {1, 0, 0, 2}};
    for (Range range : Range.values()) {
      for (int[] kind : photometricAndExtra) {
        int[] extra = Arrays.copyOfRange(kind, 1, kind.length);
        int samples = kind[0] + extra.length + (kind[0] == RGB ? 1 : 0);
        byte[] file =
            builder(order, compression, planar, chunks)
                .field(TiffDirectory.PHOTOMETRIC, kind[0])
                .field(TiffDirectory.EXTRA_SAMPLES, extra.length == 0 ? NO_EXTRA : extra)
                .page(
                    WIDTH_PX,
                    HEIGHT_PX,
                    samples,
                    range.bits,
                    (x, y, s) -> s < 3 ? range.factor * color(x, y, s) : alpha(range, x))
                .build();
        assertThat(range + " " + Arrays.toString(kind), rgb(file), is(picture()));
      }
    }
  }

  /** Alpha uses the full range of its bits and includes 0. */
  private static int alpha(Range range, int x) {
    return ((1 << range.bits) - 1) * (x % 4) / 3;
  }

  @ParameterizedTest(name = "{0}, compression {1}, planar {2}, {3}")
  @MethodSource("layouts")
  void decodesGray(ByteOrder order, int compression, int planar, String chunks)
      throws ImageException {
    for (Range range : Range.values()) {
      for (int photometric : new int[] {MIN_IS_BLACK, MIN_IS_WHITE}) {
        for (int samples = 1; samples <= 2; samples++) {
          TiffBuilder tiff =
              builder(order, compression, planar, chunks)
                  .field(TiffDirectory.PHOTOMETRIC, photometric);
          if (samples == 2) {
            tiff.field(TiffDirectory.EXTRA_SAMPLES, 2);
          }
          boolean isInverted = photometric == MIN_IS_WHITE;
          byte[] file =
              tiff.page(
                      WIDTH_PX,
                      HEIGHT_PX,
                      samples,
                      range.bits,
                      (x, y, s) ->
                          s > 0
                              ? alpha(range, x)
                              : range.factor * (isInverted ? 255 - color(x, y, 0) : color(x, y, 0)))
                  .build();
          assertThat(
              range + " photometric " + photometric + " samples " + samples,
              rgb(file),
              is(grayPicture()));
        }
      }
    }
  }

  @ParameterizedTest(name = "{0}, compression {1}, planar {2}, {3}")
  @MethodSource("layouts")
  void decodesMissingChunksToBlack(ByteOrder order, int compression, int planar, String chunks)
      throws ImageException {
    for (Range range : new Range[] {Range.EIGHT, Range.TWELVE_OF_SIXTEEN}) {
      byte[] sparse = colors(builder(order, compression, planar, chunks).sparse(3), range);
      TiffBuilder whole = builder(order, TiffBuilder.NONE, 1, "one strip");
      int[] expected = rgb(sparse);
      int[] picture = picture();
      int black = 0;
      for (int i = 1; i < picture.length; i++) {
        for (int shift = 0; shift <= 16; shift += 8) {
          int channel = expected[i] >> shift & 0xFF;
          black += channel == 0 ? 1 : 0;
          assertThat(channel == 0 || channel == (picture[i] >> shift & 0xFF), is(true));
        }
      }
      // One of three chunks, rounded up, is missing.
      assertThat(black >= picture.length, is(true));
      assertThat(expected[1], is(planar == 1 ? 0 : expected[1] & 0xFFFF));
      assertThat(rgb(colors(whole, range)), is(picture));
    }
  }

  private static byte[] colors(TiffBuilder tiff, Range range) {
    return tiff.field(TiffDirectory.PHOTOMETRIC, RGB)
        .page(WIDTH_PX, HEIGHT_PX, 3, range.bits, (x, y, s) -> range.factor * color(x, y, s))
        .build();
  }

  @ParameterizedTest
  @CsvSource({"8, 1, 2", "8, 1, 1", "16, 257, 1", "16, 257, 2"})
  void dividesColorsThatAreMultipliedByAlpha(int bits, int factor, int planar)
      throws ImageException {
    // With alpha 85, a color of 3 n is stored as n.
    TiffBuilder.Samples samples = (x, y, s) -> factor * (s < 3 ? color(x, y, s) / 3 : 85);
    byte[] file =
        new TiffBuilder(ByteOrder.LITTLE_ENDIAN)
            .field(TiffDirectory.PHOTOMETRIC, RGB)
            .field(TiffDirectory.EXTRA_SAMPLES, 1)
            .field(TiffDirectory.PLANAR_CONFIGURATION, planar)
            .page(WIDTH_PX, HEIGHT_PX, 4, bits, samples)
            .build();
    int[] expected = picture();
    for (int i = 1; i < expected.length; i++) {
      int x = (i - 1) % WIDTH_PX;
      int y = (i - 1) / WIDTH_PX;
      expected[i] = 0;
      for (int channel = 0; channel < 3; channel++) {
        expected[i] = (expected[i] << 8) + color(x, y, channel) / 3 * 3;
      }
    }
    assertThat(rgb(file), is(expected));
  }

  @Test
  void keepsADarkPictureOfTheFullRangeDark() throws ImageException {
    for (int factor : new int[] {256, 257}) {
      byte[] dark =
          new TiffBuilder(ByteOrder.BIG_ENDIAN)
              .field(TiffDirectory.PHOTOMETRIC, RGB)
              .page(4, 4, 3, 16, (x, y, s) -> factor * (x + 4))
              .build();
      assertThat(rgb(dark)[1], is(0x040404));
    }
  }

  @ParameterizedTest
  @CsvSource({"1", "3"})
  void decodesThePictureAfterThumbnails(int thumbnails) throws ImageException {
    for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
      TiffBuilder tiff = new TiffBuilder(order).compression(TiffBuilder.DEFLATE);
      for (int i = 0; i < thumbnails; i++) {
        tiff.field(TiffDirectory.NEW_SUBFILE_TYPE, 1).field(TiffDirectory.PHOTOMETRIC, RGB);
        tiff.page(7, 4, 3, 8, (x, y, s) -> 99);
      }
      assertThat(rgb(colors(tiff, Range.EIGHT)), is(picture()));
    }
  }

  @Test
  void decodesThePictureInASubordinateDirectoryWithTheOrientationOfItsParent()
      throws ImageException {
    TiffBuilder picture = new TiffBuilder(ByteOrder.LITTLE_ENDIAN);
    colors(picture, Range.EIGHT);
    TiffBuilder tiff = new TiffBuilder(ByteOrder.LITTLE_ENDIAN);
    tiff.field(TiffDirectory.NEW_SUBFILE_TYPE, 1).field(TiffDirectory.PHOTOMETRIC, RGB);
    tiff.field(TiffDirectory.SUB_DIRECTORIES, 0).field(TiffDirectory.ORIENTATION, 3);
    tiff.page(7, 4, 3, 8, (x, y, s) -> 99);
    colors(tiff, Range.EIGHT);
    int[] expected = picture();
    for (int i = 1; i <= WIDTH_PX * HEIGHT_PX / 2; i++) {
      int other = WIDTH_PX * HEIGHT_PX + 1 - i;
      int rgb = expected[i];
      expected[i] = expected[other];
      expected[other] = rgb;
    }
    byte[] file = tiff.build(1);
    java.nio.ByteBuffer bytes = java.nio.ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    int at = tiff.directoryAt(0) + 2;
    while (bytes.getShort(at) != TiffDirectory.SUB_DIRECTORIES) {
      at += 12;
    }
    bytes.putInt(at + 8, tiff.directoryAt(1));
    assertThat(rgb(file), is(expected));
  }

  @Test
  void decodesTheFirstPageIfAllAreReduced() {
    TiffBuilder tiff = new TiffBuilder(ByteOrder.LITTLE_ENDIAN);
    tiff.field(TiffDirectory.NEW_SUBFILE_TYPE, 1).field(TiffDirectory.PHOTOMETRIC, RGB);
    tiff.page(7, 4, 3, 8, (x, y, s) -> 99);
    assertThat(Decoding.outcome(tiff.build()), is("7x4"));
  }

  @ParameterizedTest
  @CsvSource({
    "1, 5, 8, 0, 5 samples",
    "32803, 1, 16, 0, camera sensor",
    "4, 1, 8, 0, transparency mask",
    "2, 3, 8, 3, floating-point",
    "1, 3, 8, 2, sample format 2",
    "3, 1, 16, 0, palette",
    "5, 4, 16, 0, CMYK",
  })
  void namesWhatIsUnsupported(
      int photometric, int samples, int bits, int sampleFormat, String name) {
    TiffBuilder tiff = new TiffBuilder(ByteOrder.BIG_ENDIAN);
    tiff.field(TiffDirectory.PHOTOMETRIC, photometric);
    if (sampleFormat != 0) {
      tiff.field(TiffDirectory.SAMPLE_FORMAT, sampleFormat);
    }
    ImageException failure =
        Decoding.exception(tiff.page(8, 8, samples, bits, (x, y, s) -> 1).build());
    assertThat(failure.code(), is(FailureCode.UNSUPPORTED_FORMAT));
    assertThat(failure.getMessage(), containsString(name));
  }

  @Test
  void rejectsACutFileWhosePictureIsInALaterPage() {
    TiffBuilder tiff = new TiffBuilder(ByteOrder.LITTLE_ENDIAN);
    tiff.field(TiffDirectory.NEW_SUBFILE_TYPE, 1).field(TiffDirectory.PHOTOMETRIC, RGB);
    tiff.page(7, 4, 3, 8, (x, y, s) -> 99);
    byte[] file = colors(tiff, Range.EIGHT);
    for (int length = tiff.directoryAt(0); length < file.length - 4; length += 97) {
      assertThat(Decoding.failure(Arrays.copyOf(file, length)), is(FailureCode.TRUNCATED));
    }
  }
}
