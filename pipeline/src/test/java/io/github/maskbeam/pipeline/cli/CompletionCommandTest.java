// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.github.maskbeam.pipeline.options.HelpOption;
import io.github.maskbeam.pipeline.options.OptionsHelp;
import io.github.maskbeam.pipeline.options.SegmentOptions;
import io.github.maskbeam.pipeline.testing.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script, loaded into bash as people do. */
class CompletionCommandTest {
  @TempDir private Path directory;

  private Path script;

  @BeforeEach
  void print() throws IOException {
    Run completion = Run.maskbeam("completion");
    assertThat(completion.err(), completion.exitCode(), is(0));
    script = Files.writeString(directory.resolve("maskbeam.bash"), completion.out());
  }

  @Test
  void completesTheCommandsThatTheHelpLists() throws Exception {
    List<String> expected = new ArrayList<>();
    Matcher listed =
        Pattern.compile("^  ([a-z]+) ", Pattern.MULTILINE).matcher(Run.maskbeam("--help").out());
    while (listed.find()) {
      expected.add(listed.group(1) + " ");
    }
    assertThat(expected, hasItems("segment ", "demo ", "query "));
    Collections.addAll(expected, "--help ", "--version ");
    assertThat(complete("maskbeam", ""), containsInAnyOrder(expected.toArray()));
  }

  @Test
  void completesTheOptionsThatTheHelpOfSegmentLists() throws Exception {
    List<String> expected =
        OptionsHelp.of(SegmentOptions.class).stream()
            .map(HelpOption::name)
            .map(name -> "--" + name + "=")
            .collect(Collectors.toList());
    expected.add("--help ");
    assertThat(complete("maskbeam", "segment", "-"), containsInAnyOrder(expected.toArray()));
  }

  @Test
  void completesAWordAndEndsItUnlessAValueFollows() throws Exception {
    assertThat(complete("maskbeam", "seg"), is(List.of("segment ")));
    assertThat(complete("maskbeam", "segment", "--inp"), is(List.of("--input=")));
    assertThat(complete("maskbeam", "query", "--for"), is(List.of("--force ", "--format=")));
    assertThat(complete("maskbeam", "evaluate", "out", "--ground"), is(List.of("--groundTruth=")));
  }

  @Test
  void leavesFilesToTheShell() throws Exception {
    assertThat(complete("maskbeam", "segment", "--input", "=", "ph"), is(List.of()));
    assertThat(complete("maskbeam", "report", ""), is(List.of()));
    assertThat(complete("maskbeam", "segment", "--nothing"), is(List.of()));
    assertThat(complete("maskbeam", "nothing", "--"), not(hasItems("--help ")));
  }

  /** What bash would offer for the last of these words. */
  private List<String> complete(String... words) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                "bash",
                "-c",
                "source \"$0\"; COMP_WORDS=(\"$@\"); COMP_CWORD=$(($# - 1)); _maskbeam;"
                    + " [ ${#COMPREPLY[@]} = 0 ] || printf '%s\\n' \"${COMPREPLY[@]}\"",
                script.toString()));
    Collections.addAll(command, words);
    Process bash = new ProcessBuilder(command).redirectErrorStream(true).start();
    String out = new String(bash.getInputStream().readAllBytes(), UTF_8);
    assertThat(out, bash.waitFor(), is(0));
    return out.lines().collect(Collectors.toList());
  }
}
