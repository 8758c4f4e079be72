// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.options;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.not;

import io.github.maskbeam.pipeline.testing.Run;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
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
  void groupsOptions() {
    int group = -1;
    for (HelpGroup next : HelpGroup.values()) {
      if (next != HelpGroup.GROUND_TRUTH) {
        int at = help.out().indexOf("\n\n" + next.title() + "\n  --");
        assertThat(next.title(), at, greaterThan(group));
        group = at;
      }
    }
  }

  @Test
  void everyNumberHasItsUnit() {
    for (Method method : SegmentOptions.class.getDeclaredMethods()) {
      if (method.getReturnType() == long.class || method.getReturnType() == double.class) {
        assertThat(method.getName(), HelpOption.of(method).unit(), not(""));
      }
    }
    assertThat(help.out(), containsString("--maxDecodeSeconds=60 [s]\n"));
    assertThat(help.out(), containsString("--maxFailureFraction=0.1 [fraction, 0 to 1]\n"));
  }

  @Test
  void listsOptionsOfRunnersAndStorage() {
    for (String option :
        List.of(
            "runner",
            "targetParallelism",
            "flinkMaster",
            "parallelism",
            "filesToStage",
            "jobName",
            "awsRegion",
            "endpoint",
            "s3UploadBufferSizeBytes")) {
      assertThat(help.out(), containsString("\n  --" + option + "="));
    }
  }

  @Test
  void listsEveryOptionOnce() {
    List<String> names =
        OptionsHelp.of(SegmentOptions.class).stream()
            .map(HelpOption::name)
            .collect(Collectors.toList());
    assertThat(Set.copyOf(names), hasSize(names.size()));
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
