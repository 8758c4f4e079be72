// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.query;

/** How CSV contains texts that a spreadsheet would run as formulas. */
public enum Formulas {
  /** As they are, for programs. */
  EXACT,
  /**
   * After a single quote, for spreadsheets: texts that begin with {@code =}, {@code +}, {@code -},
   * {@code @}, a tab or a carriage return. Cells of columns with a numeric type are never changed.
   */
  QUOTED
}
