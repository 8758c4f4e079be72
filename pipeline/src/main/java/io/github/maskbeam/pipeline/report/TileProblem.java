// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.report;

/** Why a tile of the gallery has no pictures: the field {@code problem_code} of the page's data. */
enum TileProblem {
  /** The image cannot be read or decoded any more. */
  IMAGE_UNREADABLE,
  /** The image needs more memory or pixels than the report may take. */
  IMAGE_TOO_LARGE,
  /** The image is another one than the run segmented. */
  IMAGE_CHANGED,
  /** The mask cannot be read, or is not that of the image. */
  MASK_UNREADABLE
}
