// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.segment;

import io.github.maskbeam.mask.ScoreGrid;
import java.nio.FloatBuffer;
import java.util.List;

/** Averages the probabilities of all scales, row by row, and passes them on in bands. */
final class Band {
  /** New rows of a band, besides the last row of the band before. */
  static final int ROWS = 32;

  private final ScoreCanvas largest;
  private final List<SampledCanvas> smaller;
  private final int classes;
  private final Consumer consumer;
  private final float[] values;
  private int passedOn;

  /**
   * Allocates a band.
   *
   * @param largest of which a window of rows is complete at a time
   * @param smaller which are complete
   */
  Band(ScoreCanvas largest, List<SampledCanvas> smaller, int classes, Consumer consumer) {
    this.largest = largest;
    this.smaller = smaller;
    this.classes = classes;
    this.consumer = consumer;
    this.values = new float[(ROWS + 1) * rowLength()];
  }

  /** Passes on all rows above a row that were not passed on yet. */
  void passOn(int end) {
    while (passedOn < end) {
      int carried = passedOn == 0 ? 0 : 1;
      int rows = Math.min(ROWS, end - passedOn);
      for (int i = 0; i < rows; i++) {
        average(passedOn + i, (carried + i) * rowLength());
      }
      FloatBuffer filled = FloatBuffer.wrap(values, 0, (carried + rows) * rowLength()).slice();
      ScoreGrid grid = ScoreGrid.of(largest.width(), carried + rows, classes, filled);
      consumer.accept(grid, passedOn - carried);
      System.arraycopy(values, (carried + rows - 1) * rowLength(), values, 0, rowLength());
      passedOn += rows;
    }
  }

  private void average(int row, int offset) {
    float weight = 1f / (1 + smaller.size());
    int source = largest.offset(0, row);
    for (int i = 0; i < rowLength(); i++) {
      values[offset + i] = weight * largest.values()[source + i];
    }
    for (SampledCanvas canvas : smaller) {
      canvas.addRow(row, 0, largest.width(), weight, values, offset);
    }
  }

  private int rowLength() {
    return largest.width() * classes;
  }

  /** Accepts bands. */
  interface Consumer {
    /**
     * Accepts a band, which the next one overwrites. Its first row is the last one of the band
     * before, if there is one.
     *
     * @param firstRow the number of its first row
     */
    void accept(ScoreGrid band, int firstRow);
  }
}
