// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.natives;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;

class PointerLimitsTest {
  private static final String PROPERTY = "org.bytedeco.javacpp.maxPhysicalBytes";

  @Test
  void loadingALibraryRemovesTheLimits() {
    OpenCv.load();
    assertThat(Pointer.maxBytes(), is(0L));
    assertThat(Pointer.maxPhysicalBytes(), is(0L));
  }

  @Test
  void keepsLimitsThatTheUserHasSet() {
    OpenCv.load();
    String before = System.setProperty(PROPERTY, "5g");
    try {
      PointerLimits.lift();
      assertThat(System.getProperty(PROPERTY), is("5g"));
    } finally {
      System.setProperty(PROPERTY, before);
    }
  }
}
