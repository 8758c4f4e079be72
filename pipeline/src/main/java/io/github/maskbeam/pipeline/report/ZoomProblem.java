// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.report;

/**
 * Why a page has no tiles in full resolution of a large image: the field {@code zoom_problem_code}
 * of the page's data.
 */
enum ZoomProblem {
  /** The tiles would exceed the limit of the page. */
  PAGE_FULL,
  /** The image and its masks do not fit in memory in full size. */
  TOO_LARGE
}
