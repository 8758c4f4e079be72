// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.options;

/** An option of {@code export} that only some formats have. */
public enum ExportOption {
  /** {@code --coordinates}. */
  COORDINATES("coordinates"),
  /** {@code --geometry}. */
  GEOMETRY("geometry"),
  /** {@code --tolerance}. */
  TOLERANCE("tolerance"),
  /** {@code --minArea}. */
  MIN_AREA("minArea"),
  /** {@code --classes}. */
  CLASSES("classes"),
  /** {@code --background}. */
  BACKGROUND("background"),
  /** {@code --names}. */
  NAMES("names"),
  /** {@code --images}. */
  IMAGES("images"),
  /** {@code --fromName}. */
  FROM_NAME("fromName"),
  /** {@code --toName}. */
  TO_NAME("toName"),
  /** {@code --modelVersion}. */
  MODEL_VERSION("modelVersion"),
  /** {@code --imagePrefix}. */
  IMAGE_PREFIX("imagePrefix");

  private final String text;

  ExportOption(String text) {
    this.text = text;
  }

  /** The option as it is written, with its dashes. */
  public String text() {
    return "--" + text;
  }
}
