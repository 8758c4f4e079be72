// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.segment;

import io.github.maskbeam.model.Normalization;
import io.github.maskbeam.model.SegmentationModel;
import org.tensorflow.lite.DataType;
import org.tensorflow.lite.Tensor;

/**
 * The input value of each pixel value 0 to 255 in each channel. Normalization and quantization are
 * computed once, so an image is converted by table lookup.
 */
final class PixelTable {
  private static final int PIXEL_VALUES = 256;
  private static final int CHANNELS = 3;

  private PixelTable() {}

  /** Real values for a float32 input: [pixel value][red, green, blue], flattened. */
  static float[] ofFloats(Normalization normalization) {
    float[] table = new float[PIXEL_VALUES * CHANNELS];
    for (int i = 0; i < table.length; i++) {
      table[i] = (float) real(normalization, i / CHANNELS, i % CHANNELS);
    }
    return table;
  }

  /**
   * Stored values for a uint8 or int8 input, in the same layout. With a declared normalization,
   * {@code real / scale + zeroPoint}, rounded and saturated; otherwise the pixel values, which for
   * int8 are shifted to start at -128.
   */
  static byte[] ofBytes(SegmentationModel model, Tensor input) {
    int lowest = input.dataType() == DataType.INT8 ? Byte.MIN_VALUE : 0;
    int highest = lowest + PIXEL_VALUES - 1;
    Quantization quantization = Quantization.of(input);
    byte[] table = new byte[PIXEL_VALUES * CHANNELS];
    for (int i = 0; i < table.length; i++) {
      int pixel = i / CHANNELS;
      int channel = i % CHANNELS;
      long value =
          model
              .declaredNormalization()
              .map(declared -> quantization.stored(real(declared, pixel, channel)))
              .orElse((long) lowest + pixel);
      table[i] = (byte) Math.max(lowest, Math.min(highest, value));
    }
    return table;
  }

  private static double real(Normalization normalization, int pixel, int channel) {
    switch (channel) {
      case 0:
        return (pixel - normalization.meanRed()) / normalization.stdRed();
      case 1:
        return (pixel - normalization.meanGreen()) / normalization.stdGreen();
      default:
        return (pixel - normalization.meanBlue()) / normalization.stdBlue();
    }
  }
}
