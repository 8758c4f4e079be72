// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.mask;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.maskbeam.image.ImageException;
import io.github.maskbeam.schemas.FailureCode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClassRunsTest {
  /** 3 x 2 pixels; -1 is void. */
  private static final Mask MASK = Mask.of(3, 2, new byte[] {2, 2, 0, 2, -1, 0});

  @Test
  void runsGoOnFromLineToLine() throws Exception {
    assertThat(runs(ClassRuns.Order.ROWS), contains("0: 2-3", "0: 5-6", "2: 0-2", "2: 3-4"));
    assertThat(runs(ClassRuns.Order.COLUMNS), contains("0: 4-6", "2: 0-3"));
  }

  @Test
  void otherClassesAndVoidHaveNone() throws Exception {
    List<ClassRuns> runs = ClassRuns.of(MASK, id -> id != 2, ClassRuns.Order.ROWS, 2);
    assertThat(runs.size(), is(1));
    assertThat(runs.get(0).classId(), is(0));
    assertThat(runs.get(0).count(), is(2));
  }

  @Test
  void noMoreRunsThanThereIsMemoryFor() {
    ImageException e =
        assertThrows(
            ImageException.class, () -> ClassRuns.of(MASK, id -> true, ClassRuns.Order.ROWS, 3));
    assertThat(e.code(), is(FailureCode.TOO_LARGE));
  }

  private static List<String> runs(ClassRuns.Order order) throws ImageException {
    List<String> text = new ArrayList<>();
    for (ClassRuns runs : ClassRuns.of(MASK, id -> true, order, 4)) {
      for (int run = 0; run < runs.count(); run++) {
        text.add(runs.classId() + ": " + runs.start(run) + "-" + runs.end(run));
      }
    }
    return text;
  }
}
