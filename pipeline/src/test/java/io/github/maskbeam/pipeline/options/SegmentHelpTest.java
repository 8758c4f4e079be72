// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.options;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import io.github.maskbeam.pipeline.testing.Run;
import java.lang.reflect.Method;
import org.junit.jupiter.api.Test;

class SegmentHelpTest {
  private final Run help = Run.maskbeam("segment", "--help");

  @Test
  void listsEveryOption() {
    int options = 0;
    for (Method method : SegmentOptions.class.getDeclaredMethods()) {
      if (method.getName().startsWith("get")) {
        options++;
        String option = "\n  --" + OptionsHelp.optionName(method) + "=";
        assertThat(help.out(), containsString(option));
      }
    }
    assertThat(options, greaterThan(9));
    assertThat(help.exitCode(), is(0));
    assertThat(help.err(), is(""));
  }

  @Test
  void tellsDefaultsOfEveryKind() {
    assertThat(help.out(), containsString("--model=demo"));
    assertThat(help.out(), containsString("--confidence=false"));
    assertThat(help.out(), containsString("--maxPixels=120000000"));
    assertThat(help.out(), containsString("--input=..."));
  }

  @Test
  void fitsATerminal() {
    help.out().lines().forEach(line -> assertThat(line, line.length(), lessThanOrEqualTo(92)));
  }

  @Test
  void shortOptionHelpsToo() {
    assertThat(Run.maskbeam("segment", "-h").out(), is(help.out()));
  }
}
