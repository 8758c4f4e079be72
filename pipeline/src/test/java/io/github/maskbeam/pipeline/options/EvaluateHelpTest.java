// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.options;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.startsWith;

import io.github.maskbeam.pipeline.testing.Run;
import java.lang.reflect.Method;
import org.junit.jupiter.api.Test;

class EvaluateHelpTest {
  private final Run help = Run.maskbeam("evaluate", "--help");

  @Test
  void listsEveryOption() {
    int options = 0;
    for (Method method : EvaluateOptions.class.getDeclaredMethods()) {
      if (method.getName().startsWith("get")) {
        options++;
        String option = "\n  --" + OptionsHelp.optionName(method) + "=";
        assertThat(help.out(), containsString(option));
      }
    }
    assertThat(options, is(5));
    assertThat(help.out(), startsWith("Usage: maskbeam evaluate OUT --groundTruth=DIR"));
    assertThat(help.exitCode(), is(0));
    assertThat(help.err(), is(""));
  }

  @Test
  void listsOptionsOfRunnersAndStorage() {
    assertThat(
        help.out(),
        allOf(
            containsString("\n  --targetParallelism=... [threads]\n"),
            containsString("\n  --flinkMaster=[auto]\n"),
            containsString("\n  --s3UploadBufferSizeBytes=5242880 [bytes]\n")));
  }

  @Test
  void fitsATerminal() {
    help.out().lines().forEach(line -> assertThat(line, line.length(), lessThanOrEqualTo(92)));
  }
}
