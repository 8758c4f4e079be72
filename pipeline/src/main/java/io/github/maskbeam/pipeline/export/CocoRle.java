// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.export;

import io.github.maskbeam.mask.ClassRuns;

/**
 * COCO's compressed run lengths: those of pixels outside and inside of a class in turn, column by
 * column, starting outside. From the fourth on, each is stored as its difference to the one two
 * before it. A number is written in groups of five bits, lowest first, one per ASCII character from
 * 48 on; 32 is added while another group follows, and the last group has the sign in its highest
 * bit.
 *
 * <p>Source: {@code maskApi.c} of the COCO API, as a description of the format. Stateless and
 * thread-safe.
 */
final class CocoRle {
  private static final int GROUP_BITS = 5;
  private static final int GROUP = (1 << GROUP_BITS) - 1;
  private static final int SIGN = 1 << (GROUP_BITS - 1);
  private static final int MORE = 1 << GROUP_BITS;
  private static final char FIRST = '0';

  private CocoRle() {}

  /**
   * The text {@code counts} of a class.
   *
   * @param runs in the order of columns
   * @param pixels the number of pixels of the mask
   */
  static String counts(ClassRuns runs, int pixels) {
    StringBuilder text = new StringBuilder();
    int beforeLast = 0;
    int last = 0;
    int written = 0;
    int end = 0;
    for (int i = 0; i <= 2 * runs.count(); i++) {
      int next = i % 2 == 0 ? start(runs, i / 2, pixels) : runs.end(i / 2);
      int count = next - end;
      end = next;
      if (i == 2 * runs.count() && count == 0) {
        break;
      }
      append(text, written > 2 ? count - beforeLast : count);
      beforeLast = last;
      last = count;
      written++;
    }
    return text.toString();
  }

  private static int start(ClassRuns runs, int run, int pixels) {
    return run < runs.count() ? runs.start(run) : pixels;
  }

  private static void append(StringBuilder text, int number) {
    int rest = number;
    boolean isMore;
    do {
      int group = rest & GROUP;
      rest >>= GROUP_BITS;
      isMore = (group & SIGN) == 0 ? rest != 0 : rest != -1;
      text.append((char) (FIRST + group + (isMore ? MORE : 0)));
    } while (isMore);
  }
}
