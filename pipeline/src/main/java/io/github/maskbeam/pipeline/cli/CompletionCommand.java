// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.cli;

import io.github.maskbeam.pipeline.options.HelpOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Spec;

/**
 * {@code maskbeam completion}: prints a script for bash. It is made from the commands and their
 * options, so it has all of them.
 */
@Command(
    name = "completion",
    mixinStandardHelpOptions = true,
    description =
        "Print a script that completes commands and options in bash:"
            + " source <(maskbeam completion)")
final class CompletionCommand implements Callable<Integer> {
  private final Console console;

  @Spec private CommandSpec spec;

  CompletionCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Map<String, CommandLine> commands = new TreeMap<>(spec.root().subcommands());
    List<String> lines = new ArrayList<>();
    lines.add("# Completion of maskbeam for bash, printed by 'maskbeam completion'.");
    lines.add("_maskbeam() {");
    lines.add("  local word=\"${COMP_WORDS[COMP_CWORD]}\" words='' candidate");
    lines.add("  COMPREPLY=()");
    lines.add("  if [ \"$COMP_CWORD\" -eq 1 ]; then");
    lines.add("    words='" + String.join(" ", topLevel(commands.keySet())) + "'");
    lines.add("  elif [[ \"$word\" == -* ]]; then");
    lines.add("    case \"${COMP_WORDS[1]}\" in");
    commands.forEach(
        (name, command) ->
            lines.add("      " + name + ") words='" + String.join(" ", options(command)) + "' ;;"));
    lines.add("    esac");
    lines.add("  fi");
    lines.add("  for candidate in $words; do");
    lines.add("    case \"$candidate\" in");
    lines.add("      \"$word\"*=) COMPREPLY+=(\"$candidate\") ;;");
    lines.add("      \"$word\"*) COMPREPLY+=(\"$candidate \") ;;");
    lines.add("    esac");
    lines.add("  done");
    lines.add("}");
    lines.add("# Where nothing matches, as in the value of an option, bash completes files.");
    lines.add("complete -o default -o nospace -F _maskbeam maskbeam");
    lines.forEach(console.out()::println);
    return ExitCode.OK;
  }

  private List<String> topLevel(Collection<String> commands) {
    List<String> words = new ArrayList<>(commands);
    words.addAll(options(spec.root().commandLine()));
    return words;
  }

  /** The options of a command; those that take a value end with {@code =}. */
  private static List<String> options(CommandLine command) {
    List<String> options = new ArrayList<>();
    if (command.getCommand() instanceof PipelineCommand) {
      ((PipelineCommand) command.getCommand())
          .options().stream()
              .map(HelpOption::name)
              .map(name -> "--" + name + "=")
              .forEach(options::add);
    }
    for (OptionSpec option : command.getCommandSpec().options()) {
      options.add(option.longestName() + (option.arity().max() == 0 ? "" : "="));
    }
    return options.stream().sorted().distinct().collect(Collectors.toList());
  }
}
