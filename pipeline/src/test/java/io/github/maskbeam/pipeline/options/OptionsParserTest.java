// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.options;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import io.github.maskbeam.pipeline.errors.Problem;
import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.errors.UsageException;
import io.github.maskbeam.pipeline.testing.Problems;
import io.github.maskbeam.segment.SegmentSettings.Confidence;
import java.util.Arrays;
import java.util.List;
import org.apache.beam.runners.direct.DirectOptions;
import org.apache.beam.runners.direct.DirectRunner;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.PipelineRunner;
import org.apache.beam.sdk.options.PipelineOptions;
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
  void anArgumentThatTheJvmCouldNotDecodeIsRefused() {
    for (String option : List.of("--input", "--manifest", "--output", "--labels", "--model")) {
      List<Problem> problems =
          Problems.of(() -> OptionsParser.parse(List.of(option + "=Z\uFFFD\uFFFDrich")));
      assertThat(Problems.codes(problems), is(List.of(ProblemCode.ARGUMENT_NOT_TEXT)));
      assertThat(problems.get(0).message(), containsString("LC_ALL=C.UTF-8"));
    }
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
    assertThat(OptionsParser.parse(List.of("--overlay")).options().getOverlay(), is(true));
    assertThat(OptionsParser.parse(List.of()).options().getOverlay(), is(false));
  }

  @Test
  void confidenceWasASwitchAndMayStillBeOne() throws UsageException {
    for (String mean :
        List.of("--confidence", "--confidence=true", "--confidence=TRUE", "--confidence=Mean")) {
      assertThat(mean, confidence(mean), is(Confidence.MEASURED));
    }
    for (String none : List.of("--confidence=false", "--confidence=False", "--fit=stretch")) {
      assertThat(none, confidence(none), is(Confidence.OMITTED));
    }
    assertThat(confidence("--confidence=mask"), is(Confidence.WRITTEN));
    for (String other : List.of("--confidence=masks", "--confidence=1", "--confidence=written")) {
      assertThat(
          other,
          Problems.codes(Problems.of(() -> confidence(other))),
          contains(ProblemCode.OPTION_CHOICE_UNKNOWN));
    }
  }

  private static Confidence confidence(String argument) throws UsageException {
    return ConfidenceOption.parse(OptionsParser.parse(List.of(argument)).options().getConfidence());
  }

  @Test
  void aNameAloneIsNoPathNoNumberAndNoRunner() {
    refused(missing("--output"), "--output");
    refused(missing("--maxBytes"), "--maxBytes", "--input=a");
    refused(missing("--runner"), "--runner");
  }

  @Test
  void whatIsNoOptionIsNamed() {
    refused(noOption("-o"), "-o");
    refused(noOption("--"), "--");
    assertThat(
        Problems.of(() -> OptionsParser.parse(List.of("--input", "a b.jpg", "c"))),
        contains(noOption("a b.jpg"), noOption("c")));
  }

  @Test
  void whatBeamRefusesIsOneSentence() {
    Problem runner = refusal("--runner=Foo");
    assertThat(runner.code(), is(ProblemCode.RUNNER_UNKNOWN));
    assertThat(
        runner.message(),
        allOf(
            startsWith("The options --runner=Foo cannot be used: "),
            endsWith("[DirectRunner]. 'maskbeam segment --help' lists the options.")));
    Problem twice = refusal("--input=a", "--input=b");
    assertThat(twice.code(), is(ProblemCode.OPTION_REPEATED));
    assertThat(twice.message(), startsWith("The options --input=a --input=b cannot be used: "));
    Problem value = refusal("--maxPixels=many");
    assertThat(value.code(), is(ProblemCode.OPTION_VALUE_INVALID));
    assertThat(value.message(), startsWith("The options --maxPixels=many cannot be used: "));
    assertThat(
        refusal("--outptu=x"),
        is(
            Problem.of(
                ProblemCode.OPTION_UNKNOWN,
                "The options --outptu=x cannot be used: --outptu is unknown. Did you mean"
                    + " 'output'? 'maskbeam segment --help' lists the options.")));
  }

  private static DirectOptions direct(String... arguments) throws UsageException {
    return OptionsParser.parse(Arrays.asList(arguments)).options().as(DirectOptions.class);
  }

  private static Problem missing(String option) {
    return Problem.of(
        ProblemCode.OPTION_VALUE_MISSING, option + " has no value; write " + option + "=value.");
  }

  private static Problem noOption(String argument) {
    return Problem.of(
        ProblemCode.ARGUMENT_NOT_AN_OPTION,
        "'"
            + argument
            + "' is not an option. Write options as --name=value without a space, and quote globs:"
            + " --input='photos/*.jpg'.");
  }

  private static void refused(Problem problem, String... arguments) {
    assertThat(refusal(arguments), is(problem));
  }

  private static Problem refusal(String... arguments) {
    List<Problem> problems = Problems.of(() -> OptionsParser.parse(Arrays.asList(arguments)));
    assertThat(problems, hasSize(1));
    assertThat(problems.get(0).message().lines().count(), is(1L));
    return problems.get(0);
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
