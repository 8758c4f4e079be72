// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.options;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.maskbeam.pipeline.errors.UsageException;
import java.util.Arrays;
import java.util.List;
import org.apache.beam.runners.direct.DirectOptions;
import org.apache.beam.runners.direct.DirectRunner;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.PipelineRunner;
import org.apache.beam.sdk.options.PipelineOptions;
import org.hamcrest.Matcher;
import org.junit.jupiter.api.Test;

class OptionsParserTest {
  @Test
  void jobsHaveTheProgramsNameUnlessTheyAreGivenOne() throws UsageException {
    assertThat(direct().getJobName(), startsWith("maskbeam-"));
    assertThat(direct("--appName=survey").getJobName(), startsWith("survey-"));
    assertThat(direct("--jobName=survey-2026").getJobName(), is("survey-2026"));
  }

  @Test
  void suitsDirectRunnerToALongJob() throws UsageException {
    for (String runner :
        List.of(
            "--runner=DirectRunner",
            "--runner=directrunner",
            "--runner=direct",
            "--runner=" + DirectRunner.class.getName())) {
      DirectOptions options = direct(runner);
      assertThat(runner, options.isBlockOnRun(), is(false));
      assertThat(runner, options.isEnforceImmutability(), is(false));
      assertThat(runner, options.isEnforceEncodability(), is(false));
    }
    assertThat(direct().getTargetParallelism(), is(Runtime.getRuntime().availableProcessors()));
    assertThat(direct().isBlockOnRun(), is(false));
  }

  @Test
  void whatWasGivenIsLeftAlone() throws UsageException {
    DirectOptions options =
        direct("--targetParallelism=17", "--enforceImmutability=true", "--blockOnRun");
    assertThat(options.getTargetParallelism(), is(17));
    assertThat(options.isEnforceImmutability(), is(true));
    assertThat(options.isBlockOnRun(), is(true));
    assertThat(options.isEnforceEncodability(), is(false));
  }

  @Test
  void otherRunnersGetNoneOfIt() throws UsageException {
    SegmentOptions options =
        OptionsParser.parse(List.of("--runner=" + OtherRunner.class.getName())).options();
    assertThat(options.getRunner().getSimpleName(), is("OtherRunner"));
    // Untouched, it is still what Beam sets.
    assertThat(options.as(DirectOptions.class).isBlockOnRun(), is(true));
  }

  @Test
  void valuesMayHoldEqualsSignsSpacesCommasBracesAndUmlauts() throws UsageException {
    SegmentOptions options =
        OptionsParser.parse(
                List.of("--input={a,b}/größe=1 {c,d}/*.jpg", "--output=[out] = 'x'", "--model=a=b"))
            .options();
    assertThat(options.getInput(), is("{a,b}/größe=1 {c,d}/*.jpg"));
    assertThat(options.getOutput(), is("[out] = 'x'"));
    assertThat(options.getModel(), is("a=b"));
  }

  @Test
  void aNameAloneTurnsASwitchOn() throws UsageException {
    assertThat(OptionsParser.parse(List.of("--confidence")).options().getConfidence(), is(true));
    assertThat(OptionsParser.parse(List.of()).options().getConfidence(), is(false));
  }

  @Test
  void aNameAloneIsNoPathNoNumberAndNoRunner() {
    refused(containsString("--output has no value; write --output=value"), "--output");
    refused(containsString("--maxBytes has no value"), "--maxBytes", "--input=a");
    refused(containsString("--runner has no value"), "--runner");
  }

  @Test
  void whatIsNoOptionIsNamed() {
    refused(containsString("'-o' is not an option"), "-o");
    refused(containsString("'--' is not an option"), "--");
    UsageException problems =
        assertThrows(
            UsageException.class, () -> OptionsParser.parse(List.of("--input", "a b.jpg", "c")));
    assertThat(problems.problems(), contains(containsString("'a b.jpg'"), containsString("'c'")));
  }

  @Test
  void whatBeamRefusesIsOneSentence() {
    refused(
        allOf(
            containsString("--runner=Foo cannot be used: "),
            containsString("[DirectRunner]. 'maskbeam segment --help'")),
        "--runner=Foo");
    refused(containsString("expected one element"), "--input=a", "--input=b");
    refused(
        containsString("--outptu is not known. Did you mean 'output'? 'maskbeam"), "--outptu=x");
  }

  private static DirectOptions direct(String... arguments) throws UsageException {
    return OptionsParser.parse(Arrays.asList(arguments)).options().as(DirectOptions.class);
  }

  private static void refused(Matcher<String> problem, String... arguments) {
    UsageException refusal =
        assertThrows(UsageException.class, () -> OptionsParser.parse(Arrays.asList(arguments)));
    assertThat(refusal.problems(), contains(problem));
    assertThat(refusal.problems().get(0).lines().count(), is(1L));
  }

  /** A runner that knows none of DirectRunner's options. */
  public static final class OtherRunner extends PipelineRunner<PipelineResult> {
    /** Called by Beam. */
    public static OtherRunner fromOptions(PipelineOptions options) {
      return new OtherRunner();
    }

    @Override
    public PipelineResult run(Pipeline pipeline) {
      throw new UnsupportedOperationException("Not for running");
    }
  }
}
