// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.testing.demo;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** A color that a class is known to have: all the demonstration model knows about the world. */
public final class ColorPrototype {

  private static final List<ColorPrototype> ALL =
      Collections.unmodifiableList(
          Arrays.asList(
              of(DemoClass.BACKGROUND, 0x1c1c22),
              of(DemoClass.VEHICLE, 0x1c1c22),
              of(DemoClass.VEHICLE, 0x2e3238),
              of(DemoClass.VEHICLE, 0xcd1e23),
              of(DemoClass.VEHICLE, 0xa01420),
              of(DemoClass.VEHICLE, 0xf5c81e),
              of(DemoClass.VEHICLE, 0xd9a60c),
              of(DemoClass.VEGETATION, 0x5a4428),
              of(DemoClass.VEGETATION, 0x16321c),
              of(DemoClass.VEGETATION, 0x26502a),
              of(DemoClass.VEGETATION, 0x3a6e30),
              of(DemoClass.VEGETATION, 0x568a38),
              of(DemoClass.VEGETATION, 0x74a846),
              of(DemoClass.VEGETATION, 0x9cc062),
              of(DemoClass.GROUND, 0xeed7a8),
              of(DemoClass.GROUND, 0xd8b67e),
              of(DemoClass.GROUND, 0xb88e5c),
              of(DemoClass.GROUND, 0x947048),
              of(DemoClass.GROUND, 0x705236),
              of(DemoClass.WATER, 0x123c5c),
              of(DemoClass.WATER, 0x1c5878),
              of(DemoClass.WATER, 0x2a7890),
              of(DemoClass.WATER, 0x4896a4),
              of(DemoClass.WATER, 0x7cb8bc),
              of(DemoClass.WATER, 0x3c4668),
              of(DemoClass.ROAD, 0x56565a),
              of(DemoClass.ROAD, 0x6e6e72),
              of(DemoClass.ROAD, 0x88888a),
              of(DemoClass.SKY, 0x3c78c8),
              of(DemoClass.SKY, 0x6aa4e2),
              of(DemoClass.SKY, 0x9cc6f0),
              of(DemoClass.SKY, 0xcce2f6),
              of(DemoClass.SKY, 0xfafafc),
              of(DemoClass.SKY, 0xd2d8e2),
              of(DemoClass.SKY, 0xffd296),
              of(DemoClass.SKY, 0xfaa064),
              of(DemoClass.SKY, 0xe67e72),
              of(DemoClass.SKY, 0xb46e8c),
              of(DemoClass.SKY, 0x96588c),
              of(DemoClass.BUILDING, 0xf0e6de),
              of(DemoClass.BUILDING, 0xd4c4bc),
              of(DemoClass.BUILDING, 0xb0583c),
              of(DemoClass.BUILDING, 0x9cacba),
              of(DemoClass.BUILDING, 0x8e4430),
              of(DemoClass.MOUNTAIN, 0x6e6084),
              of(DemoClass.MOUNTAIN, 0x8d80a2),
              of(DemoClass.MOUNTAIN, 0x54486a)));

  private final DemoClass demoClass;
  private final int rgb;

  private ColorPrototype(DemoClass demoClass, int rgb) {
    this.demoClass = demoClass;
    this.rgb = rgb;
  }

  private static ColorPrototype of(DemoClass demoClass, int rgb) {
    return new ColorPrototype(demoClass, rgb);
  }

  /** Every prototype, in the order of the network's channels. */
  public static List<ColorPrototype> all() {
    return ALL;
  }

  /** The class that has this color. */
  public DemoClass demoClass() {
    return demoClass;
  }

  /** The color as 0xRRGGBB. */
  public int rgb() {
    return rgb;
  }

  /**
   * One channel of the color as the model sees it, -1 to 1.
   *
   * @param channel 0 red, 1 green, 2 blue
   */
  double normalized(int channel) {
    int value = rgb >> (8 * (2 - channel)) & 0xff;
    return (value - DemoNetwork.NORMALIZATION_MEAN) / DemoNetwork.NORMALIZATION_STD;
  }
}
