// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.segment;

import com.google.auto.value.AutoValue;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The sizes at which each image is segmented. The probabilities of all of them are averaged.
 * Immutable.
 */
@AutoValue
public abstract class Scales implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The default overlap of tiles. */
  public static final double TILE_OVERLAP = 0.25;

  /** Whether each tile is segmented mirrored, too. */
  public enum Flip {
    /** As it is only. */
    OMITTED,
    /** As it is and mirrored. */
    ADDED
  }

  /** Which tiles of a scale are segmented. */
  public enum Tiles {
    /** All of them. */
    ALL,
    /** Those of which smaller scales are unsure; the others get the scores of these scales. */
    UNSURE
  }

  /** The whole image in the model's input, once. */
  public static Scales whole() {
    return of(List.of(Scale.of(1)), TILE_OVERLAP, Flip.OMITTED);
  }

  /**
   * Creates scales.
   *
   * @param scales at least one
   * @param tileOverlap the share of a tile that its neighbor covers, too, from 0 to less than 1
   * @throws IllegalArgumentException if there is no scale, or the overlap is out of range
   */
  public static Scales of(List<Scale> scales, double tileOverlap, Flip flip) {
    if (scales.isEmpty() || !(tileOverlap >= 0 && tileOverlap < 1)) {
      throw new IllegalArgumentException(
          "Scales " + scales + " with an overlap of " + tileOverlap + " are invalid");
    }
    // The order has no meaning, and is part of the hash of the configuration.
    ArrayList<Scale> sorted = new ArrayList<>(scales);
    sorted.sort(Comparator.comparing(Scale::isOfImage).thenComparing(Scale::factor));
    return new AutoValue_Scales(sorted, tileOverlap, flip, Tiles.ALL);
  }

  /** These scales with a choice of tiles, which has no effect on a single scale. */
  public final Scales with(Tiles tiles) {
    return new AutoValue_Scales(list(), tileOverlap(), flip(), tiles);
  }

  // ArrayList because the scales are serialized with the pipeline.
  @SuppressWarnings("NonApiType")
  abstract ArrayList<Scale> list();

  /** The share of a tile that its neighbor covers, too. */
  public abstract double tileOverlap();

  /** Whether each tile is segmented mirrored, too. */
  public abstract Flip flip();

  /** Which tiles are segmented, except for the smallest scale. */
  public abstract Tiles tiles();

  /** The scales. */
  public final List<Scale> scales() {
    return list();
  }

  /** Whether this is the whole image in the model's input, once. */
  public final boolean isWhole() {
    return list().equals(List.of(Scale.of(1))) && flip() == Flip.OMITTED;
  }

  /** The largest multiple of the model's input; 0 if the image's own size is the only scale. */
  final double largestFactor() {
    return list().stream()
        .filter(scale -> !scale.isOfImage())
        .mapToDouble(Scale::factor)
        .max()
        .orElse(0);
  }

  /** Whether the image's own size is a scale. */
  final boolean haveImage() {
    return list().stream().anyMatch(Scale::isOfImage);
  }

  /** The scales as in the option: {@code 1,1.5}. */
  public final String text() {
    return list().stream().map(Scale::toString).collect(Collectors.joining(","));
  }
}
