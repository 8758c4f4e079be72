// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.options;

import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.errors.UsageException;
import io.github.maskbeam.segment.Scale;
import io.github.maskbeam.segment.Scales;
import io.github.maskbeam.segment.Scales.Flip;
import io.github.maskbeam.segment.Scales.Tiles;
import java.util.ArrayList;
import java.util.List;

/** The options {@code --scales}, {@code --tileOverlap}, {@code --flip} and {@code --tiles}. */
final class ScalesOption {
  private static final String NATIVE = "native";

  private ScalesOption() {}

  /**
   * Parses the values.
   *
   * @throws UsageException if a scale is no number or below 1, the overlap is out of range, or
   *     there is no smaller scale to choose tiles by
   */
  static Scales parse(String text, double tileOverlap, boolean isFlipped, String tiles)
      throws UsageException {
    List<Scale> scales = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      Scale scale = scale(part.strip(), text);
      if (scales.contains(scale)) {
        throw new UsageException(
            ProblemCode.OPTION_VALUE_INVALID,
            String.format("--scales=%s has the scale %s twice; name each once.", text, scale));
      }
      scales.add(scale);
    }
    if (!(tileOverlap >= 0 && tileOverlap < 1)) {
      throw new UsageException(
          ProblemCode.OPTION_OUT_OF_RANGE,
          "--tileOverlap="
              + tileOverlap
              + " must be from 0 to less than 1: the share of a tile that its neighbor covers, too.");
    }
    Tiles chosen = Choice.of(Tiles.class, "tiles", tiles);
    if (chosen == Tiles.UNSURE && scales.size() < 2) {
      throw new UsageException(
          ProblemCode.OPTION_VALUE_INVALID,
          String.format(
              "--tiles=%s needs two scales or more, but --scales=%s is one: the smaller ones decide"
                  + " which tiles of the larger ones are segmented, as in --scales=1.5,2.",
              tiles, text));
    }
    return Scales.of(scales, tileOverlap, isFlipped ? Flip.ADDED : Flip.OMITTED).with(chosen);
  }

  private static Scale scale(String part, String text) throws UsageException {
    if (part.equalsIgnoreCase(NATIVE)) {
      return Scale.ofImage();
    }
    double factor;
    try {
      factor = Double.parseDouble(part);
    } catch (NumberFormatException e) {
      throw new UsageException(
          ProblemCode.OPTION_VALUE_INVALID,
          String.format(
              "--scales=%s has '%s', which is no number; use numbers from 1 to %.0f and 'native', as"
                  + " in --scales=1,1.5.",
              text, part, Scale.MAX_FACTOR));
    }
    if (!(factor >= 1 && factor <= Scale.MAX_FACTOR)) {
      throw new UsageException(
          ProblemCode.OPTION_OUT_OF_RANGE,
          String.format(
              "--scales=%s has %s; use numbers from 1, the size of the model's input, to %.0f, or"
                  + " 'native' for the size of the image.",
              text, part, Scale.MAX_FACTOR));
    }
    return Scale.of(factor);
  }
}
