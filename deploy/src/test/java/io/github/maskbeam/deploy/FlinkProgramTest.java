// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.deploy;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.errors.UsageException;
import io.github.maskbeam.pipeline.options.OptionsParser;
import java.util.List;
import org.apache.flink.client.program.ContextEnvironment;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.core.execution.DefaultExecutorServiceLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Options of a program that Flink runs, as its command line and its JobManager do. */
class FlinkProgramTest {
  private static final String FLINK = "--runner=FlinkRunner";

  @AfterEach
  void end() {
    ContextEnvironment.unsetAsContext();
  }

  /** The default of a JobManager's configuration. */
  @Test
  void aJobWhoseEndCannotBeAwaitedIsRefused() {
    begin(new Configuration());
    for (List<String> arguments : List.of(List.of(FLINK), List.of(FLINK, "--flinkMaster=[auto]"))) {
      UsageException refused =
          assertThrows(UsageException.class, () -> OptionsParser.parse(arguments));
      assertThat(refused.problems(), hasSize(1));
      assertThat(refused.problems().get(0).code(), is(ProblemCode.FLINK_DETACHED));
      assertThat(
          refused.problems().get(0).message(), containsString("set execution.attached: true"));
    }
  }

  @Test
  void aJobWhoseEndIsNotAwaitedIsAccepted() throws UsageException {
    begin(new Configuration());
    assertThat(OptionsParser.parse(List.of(FLINK, "--attachedMode=false")).isDetached(), is(true));
  }

  @Test
  void anAttachedProgramIsAccepted() throws UsageException {
    begin(new Configuration().set(DeploymentOptions.ATTACHED, true));
    assertThat(
        OptionsParser.parse(List.of(FLINK)).flinkPlace(),
        is("in the cluster of this Flink program"));
  }

  @Test
  void aMasterInThisProcessHasNothingToDoWithTheProgram() throws UsageException {
    begin(new Configuration());
    assertThat(
        OptionsParser.parse(List.of(FLINK, "--flinkMaster=[local]")).flinkPlace(),
        is("in this process"));
  }

  @Test
  void withoutAProgramTheJobRunsInThisProcess() throws UsageException {
    assertThat(OptionsParser.parse(List.of(FLINK)).flinkPlace(), is("in this process"));
  }

  private static void begin(Configuration configuration) {
    ContextEnvironment.setAsContext(
        new DefaultExecutorServiceLoader(),
        configuration,
        FlinkProgramTest.class.getClassLoader(),
        false,
        false);
  }
}
