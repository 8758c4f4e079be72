// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.report;

/** Which images of a run the gallery shows, and in which order. */
public enum GalleryOrder {
  /** For each class those with the largest area fraction, and others at random. */
  CLASSES,
  /** Those with the lowest mean confidence, the lowest first. */
  CONFIDENCE
}
