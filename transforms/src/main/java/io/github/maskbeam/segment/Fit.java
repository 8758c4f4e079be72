// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.segment;

/** How an image is fitted into the model's input. */
public enum Fit {
  /** Each side to the input's side; the aspect changes. Gives the better masks with DeepLab v3. */
  STRETCH,
  /** Scaled as a whole and centerd; the rest is mid-gray. The aspect stays. */
  LETTERBOX
}
