// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.options;

/** How COCO's annotations hold pixels: the option {@code --geometry}. */
public enum Geometry {
  /** Run lengths, one annotation per class and image. */
  RLE,
  /** Outlines, one annotation per connected region. */
  POLYGON
}
