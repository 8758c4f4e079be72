// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.sources;

/** The place of a row in a file. Immutable. */
public final class RowPlace {
  private final String unit;
  private final long number;

  private RowPlace(String unit, long number) {
    this.unit = unit;
    this.number = number;
  }

  /** A row that ends at a line of a text file, counted from 1. */
  static RowPlace line(long number) {
    return new RowPlace("line", number);
  }

  /** A row of a file without lines, counted from 1. */
  static RowPlace row(long number) {
    return new RowPlace("row", number);
  }

  /** The number, which increases from row to row. */
  public long number() {
    return number;
  }

  /** The exception that says what is wrong with the row. */
  public MalformedManifestException malformed(String problem) {
    return new MalformedManifestException(toString(), problem);
  }

  /** The place as in {@code line 17}. */
  @Override
  public String toString() {
    return unit + " " + number;
  }
}
