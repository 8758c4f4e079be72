// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.natives;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OpenCvLogTest {
  private static final int WARNING = 3;

  @AfterEach
  void silenceAgain() {
    OpenCvLog.setLevel(OpenCvLog.SILENT);
  }

  @Test
  void openCvIsLoadedWithASilentLog() {
    OpenCv.load();
    assertThat(OpenCvLog.setLevel(WARNING), is(OptionalInt.of(OpenCvLog.SILENT)));
    assertThat(OpenCvLog.setLevel(OpenCvLog.SILENT), is(OptionalInt.of(WARNING)));
  }
}
