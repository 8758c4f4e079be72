// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The script, loaded into bash and zsh as people do. */
class CompletionCommandTest {
  @TempDir private Path directory;

  private Path script;

  @BeforeEach
  void print() throws IOException {
    Run completion = Run.maskbeam("generate-completion");
    assertThat(completion.err(), completion.exitCode(), is(0));
    script = Files.writeString(directory.resolve("maskbeam.bash"), completion.out());
  }

  @ParameterizedTest
  @EnumSource
  void completesTheCommandsThatTheHelpLists(Shell shell) throws Exception {
    List<String> expected = new ArrayList<>();
    Matcher listed =
        Pattern.compile("^  ([a-z]+)[ ,]", Pattern.MULTILINE).matcher(Run.maskbeam("--help").out());
    while (listed.find()) {
      expected.add(listed.group(1) + " ");
    }
    assertThat(expected, hasItems("segment ", "demo ", "query "));
    Collections.addAll(expected, "--help ", "--version ");
    assertThat(complete(shell, "maskbeam", ""), containsInAnyOrder(expected.toArray()));
  }

  @ParameterizedTest
  @EnumSource
  void completesTheOptionsThatTheHelpOfSegmentLists(Shell shell) throws Exception {
    List<String> expected =
        OptionsHelp.of(SegmentOptions.class).stream()
            .map(HelpOption::name)
            .map(name -> "--" + name + "=")
            .collect(Collectors.toList());
    expected.add("--help ");
    assertThat(complete(shell, "maskbeam", "segment", "-"), containsInAnyOrder(expected.toArray()));
  }

  @ParameterizedTest
  @EnumSource
  void completesAWordAndEndsItUnlessAValueFollows(Shell shell) throws Exception {
    assertThat(complete(shell, "maskbeam", "seg"), is(List.of("segment ")));
    assertThat(complete(shell, "maskbeam", "segment", "--inp"), is(List.of("--input=")));
    assertThat(complete(shell, "maskbeam", "query", "--for"), is(List.of("--force ", "--format=")));
    assertThat(
        complete(shell, "maskbeam", "evaluate", "out", "--ground"), is(List.of("--groundTruth=")));
  }

  @ParameterizedTest
  @EnumSource
  void leavesFilesToTheShell(Shell shell) throws Exception {
    assertThat(complete(shell, "maskbeam", "segment", "--input", "=", "ph"), is(List.of()));
    assertThat(complete(shell, "maskbeam", "report", ""), is(List.of()));
    assertThat(complete(shell, "maskbeam", "segment", "--nothing"), is(List.of()));
    assertThat(complete(shell, "maskbeam", "nothing", "--"), not(hasItems("--help ")));
  }

  @Test
  void zshAsksTheFunction() throws Exception {
    List<String> command =
        List.of("zsh", "-f", "-c", "source $0; print -r -- ${_comps[maskbeam]}", script.toString());
    assertThat(out(command), containsString("_bash_complete"));
    assertThat(out(command), containsString("-F _maskbeam"));
  }

  /** The shells, with how a script of each calls the function like the shell itself does. */
  private enum Shell {
    BASH("bash", ""),
    ZSH("zsh", "emulate ksh; ");

    private final String command;
    private final String arrays;

    Shell(String command, String arrays) {
      this.command = command;
      this.arrays = arrays;
    }
  }

  /** What a shell would offer for the last of these words. */
  private List<String> complete(Shell shell, String... words) throws Exception {
    List<String> command = new ArrayList<>(List.of(shell.command, "-c"));
    command.add(
        "source \"$0\"; "
            + shell.arrays
            + "COMP_WORDS=(\"$@\"); COMP_CWORD=$(($# - 1)); _maskbeam;"
            + " [ ${#COMPREPLY[@]} = 0 ] || printf '%s\\n' \"${COMPREPLY[@]}\"");
    command.add(script.toString());
    Collections.addAll(command, words);
    return out(command).lines().collect(Collectors.toList());
  }

  private static String out(List<String> command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String out = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(out, process.waitFor(), is(0));
    return out;
  }
}
