// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.benchmark;

import com.google.auto.value.AutoValue;
import java.nio.file.Path;

/** What all contenders of a comparison get. Immutable. */
@AutoValue
abstract class Setting {
  static Setting of(Path jar, Path model, Path images, int threads, String heap) {
    return new AutoValue_Setting(jar, model, images, threads, heap);
  }

  /** The finished jar. */
  abstract Path jar();

  /** The model file. */
  abstract Path model();

  /** A directory with nothing but photographs. */
  abstract Path images();

  /** Images that are segmented at the same time. */
  abstract int threads();

  /** The maximum heap, as in -Xmx. */
  abstract String heap();
}
