// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.demo;

import java.awt.Dimension;
import java.util.Locale;
import java.util.function.Consumer;

/** The sample scenes, in the order of their names, with their sizes in px. */
// The order gives the seed; the painters are methods without state.
@SuppressWarnings({"EnumOrdinal", "ImmutableEnumChecker"})
enum Scene {
  COAST(1280, 853, WaterScenes::coast),
  DESERT(1280, 720, LandScenes::desert),
  LAKE(1600, 900, WaterScenes::lake),
  MEADOW(1280, 960, LandScenes::meadow),
  RIVER(480, 360, WaterScenes::river),
  ROAD(1280, 853, LandScenes::road),
  SUNSET(853, 1280, WaterScenes::sunset),
  VILLAGE(1024, 1024, LandScenes::village);

  private static final long FIRST_SEED = 20261122;

  private final int widthPx;
  private final int heightPx;
  private final Consumer<SceneCanvas> painter;

  Scene(int widthPx, int heightPx, Consumer<SceneCanvas> painter) {
    this.widthPx = widthPx;
    this.heightPx = heightPx;
    this.painter = painter;
  }

  /** The file name without its ending, such as {@code coast}. */
  String stem() {
    return name().toLowerCase(Locale.ROOT);
  }

  Dimension size() {
    return new Dimension(widthPx, heightPx);
  }

  /** Paints the scene, the same at every call. */
  SceneCanvas paint() {
    try (SceneCanvas canvas = new SceneCanvas(widthPx, heightPx, FIRST_SEED + ordinal())) {
      painter.accept(canvas);
      return canvas;
    }
  }
}
