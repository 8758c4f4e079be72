// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.evaluate;

/** What an image and its ground truth have in common. */
public enum MatchBy {
  /** The file name without its extension. */
  STEM,
  /** The path of the ground truth below its directory, without its extension. */
  PATH
}
