// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.segment;

/** How an image is fitted to the model input. */
public enum Fit {
  /** Scales each side to that of the input; changes the aspect ratio. More accurate for DeepLab. */
  STRETCH,
  /** Keeps the aspect ratio, centers the image and fills the border with medium gray. */
  LETTERBOX
}
