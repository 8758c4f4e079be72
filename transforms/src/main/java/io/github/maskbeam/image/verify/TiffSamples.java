// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.image.verify;

import io.github.maskbeam.image.Decodable;
import io.github.maskbeam.image.ImageException;
import io.github.maskbeam.image.exif.TiffDirectory;
import java.util.Arrays;

/** What the samples of a TIFF page are, and which of them OpenCV and libtiff can decode. */
final class TiffSamples {
  static final int MIN_IS_WHITE = 0;
  static final int MIN_IS_BLACK = 1;
  static final int RGB = 2;
  static final int PALETTE = 3;
  private static final int CMYK = 5;
  private static final int YCBCR = 6;
  private static final int LAB = 8;

  private static final int UNSIGNED = 1;
  private static final int UNDEFINED = 4;
  private static final int SEPARATE_PLANES = 2;
  private static final int ASSOCIATED_ALPHA = 1;
  private static final int UNASSOCIATED_ALPHA = 2;
  private static final int NO_PREDICTOR = 1;
  private static final int BANDS = 3;

  private final TiffDirectory directory;
  private final int samples;
  private final int bits;
  private final int photometric;

  TiffSamples(TiffDirectory directory) throws ImageException {
    this.directory = directory;
    this.samples = (int) directory.value(TiffDirectory.SAMPLES_PER_PIXEL, 1);
    this.bits = (int) directory.value(TiffDirectory.BITS_PER_SAMPLE, 1);
    this.photometric = (int) directory.value(TiffDirectory.PHOTOMETRIC, -1);
  }

  int bits() {
    return bits;
  }

  int photometric() {
    return photometric;
  }

  private boolean isGrayOrRgb() {
    return photometric >= MIN_IS_WHITE && photometric <= RGB;
  }

  /** GDAL writes bands that are not RGB of 8 bits as gray with extra samples. */
  boolean isRgb() {
    return photometric == RGB || (photometric == MIN_IS_BLACK && samples >= BANDS);
  }

  /** The number of channels to decode: without alpha, unless it is needed. */
  int channels() throws ImageException {
    return (isRgb() ? BANDS : 1) + (isMultipliedByAlpha() ? 1 : 0);
  }

  /** Whether there is a sample besides gray or RGB; at most one is supported. */
  boolean hasExtraSample() {
    return isGrayOrRgb() && samples > (isRgb() ? BANDS : 1);
  }

  private boolean isMultipliedByAlpha() throws ImageException {
    return hasExtraSample() && typeOf(isRgb() ? BANDS : 1) == ASSOCIATED_ALPHA;
  }

  /** The kind of an extra sample; 0 if it is not specified or not an extra sample. */
  private long typeOf(int sample) throws ImageException {
    long first = samples - directory.count(TiffDirectory.EXTRA_SAMPLES);
    return sample < first ? 0 : directory.value(TiffDirectory.EXTRA_SAMPLES, sample - first, 0);
  }

  Decodable.Samples depth() {
    return bits > 8 && isGrayOrRgb()
        ? Decodable.Samples.SIXTEEN_BITS
        : Decodable.Samples.EIGHT_BITS;
  }

  Decodable.Meaning meaning() throws ImageException {
    if (isMultipliedByAlpha()) {
      return Decodable.Meaning.MULTIPLIED_BY_ALPHA;
    }
    // Elsewhere libtiff inverts the samples itself.
    boolean isInverted =
        photometric == MIN_IS_WHITE && (bits > 8 || layout() != Decodable.Layout.COLOR);
    return isInverted ? Decodable.Meaning.INVERTED : Decodable.Meaning.PLAIN;
  }

  boolean isInPlanes() throws ImageException {
    return samples > 1 && directory.value(TiffDirectory.PLANAR_CONFIGURATION, 1) == SEPARATE_PLANES;
  }

  Decodable.Layout layout() throws ImageException {
    if (isGrayOrRgb() && isInPlanes()) {
      return Decodable.Layout.PLANES;
    }
    // libtiff decodes gray and alpha correctly only in strips, and OpenCV only with 8 bits.
    boolean isMisread = bits == 16 || directory.has(TiffDirectory.TILE_WIDTH);
    if (isGrayOrRgb() && samples == 2 && (isMisread || isMultipliedByAlpha())) {
      return Decodable.Layout.GRAY_AND_ALPHA;
    }
    return isMultipliedByAlpha() ? Decodable.Layout.COLOR_AND_ALPHA : Decodable.Layout.COLOR;
  }

  void requireSupported() throws ImageException {
    requireEqualUnsignedSamples();
    requireSupportedColor();
    boolean hasPredictor = directory.value(TiffDirectory.PREDICTOR, NO_PREDICTOR) != NO_PREDICTOR;
    if (layout() == Decodable.Layout.GRAY_AND_ALPHA && hasPredictor) {
      throw ImageException.unsupported(
          "the TIFF has gray and alpha with a predictor, which is supported only for 8 bits, strips"
              + " and unassociated alpha");
    }
    if (photometric == MIN_IS_WHITE && isMultipliedByAlpha()) {
      throw ImageException.unsupported(
          "the TIFF has gray with 0 as white that is multiplied by alpha; supported is 0 as black");
    }
    if (isRgb() && photometric == MIN_IS_BLACK) {
      for (int i = 1; i < BANDS; i++) {
        if (typeOf(i) == ASSOCIATED_ALPHA || typeOf(i) == UNASSOCIATED_ALPHA) {
          throw ImageException.unsupported(
              "the TIFF has %d samples per pixel of which the second or third is alpha; supported"
                  + " are gray, RGB, and both with alpha as the last sample",
              samples);
        }
      }
    }
  }

  private void requireEqualUnsignedSamples() throws ImageException {
    if (samples < 1 || samples > 4) {
      throw ImageException.unsupported(
          "the TIFF has %d samples per pixel; supported are 1 to 4", samples);
    }
    for (long i = 1; i < samples; i++) {
      long others = directory.value(TiffDirectory.BITS_PER_SAMPLE, i, bits);
      if (others != bits) {
        throw ImageException.unsupported(
            "the TIFF has samples of %d and of %d bits in one pixel; supported are samples of equal"
                + " size",
            bits, others);
      }
    }
    for (long i = 0; i < samples; i++) {
      long format = directory.value(TiffDirectory.SAMPLE_FORMAT, i, UNSIGNED);
      if (format != UNSIGNED && format != UNDEFINED) {
        throw ImageException.unsupported(
            "the TIFF has %s; supported are unsigned integers",
            format == 3 ? "floating-point samples" : "sample format " + format);
      }
    }
  }

  private void requireSupportedColor() throws ImageException {
    switch (photometric) {
      case MIN_IS_WHITE:
        requireOneOf("gray", 1, 2, samples == 1 ? new int[] {1, 4, 8, 16} : new int[] {8, 16});
        return;
      case MIN_IS_BLACK:
        requireOneOf("gray", 1, 4, samples == 1 ? new int[] {1, 4, 8, 16} : new int[] {8, 16});
        return;
      case RGB:
        requireOneOf("RGB", 3, 4, 8, 16);
        return;
      case PALETTE:
        requireOneOf("palette", 1, 1, 1, 4, 8);
        return;
      case CMYK:
        requireOneOf("CMYK", 4, 4, 8);
        return;
      case YCBCR:
        requireOneOf("YCbCr", 3, 3, 8);
        return;
      case LAB:
        requireOneOf("CIE Lab", 3, 3, 8, 16);
        return;
      case -1:
        throw ImageException.corrupt("the TIFF does not declare a photometric interpretation");
      case 4:
        throw unsupportedColor("a transparency mask");
      case 32803:
        throw unsupportedColor("raw data of a camera sensor (CFA)");
      case 34892:
        throw unsupportedColor("linear raw data of a camera sensor");
      default:
        throw unsupportedColor("photometric interpretation " + photometric);
    }
  }

  private static ImageException unsupportedColor(String found) {
    return ImageException.unsupported(
        "the TIFF has %s; supported are gray, RGB, palette, CMYK, YCbCr and CIE Lab", found);
  }

  private void requireOneOf(String color, int minSamples, int maxSamples, int... depths)
      throws ImageException {
    boolean isSupported = false;
    for (int depth : depths) {
      isSupported |= depth == bits;
    }
    if (!isSupported || samples < minSamples || samples > maxSamples) {
      throw ImageException.unsupported(
          "the TIFF has %d samples of %d bits per %s pixel; supported are %d to %d samples of %s"
              + " bits",
          samples, bits, color, minSamples, maxSamples, Arrays.toString(depths));
    }
  }
}
