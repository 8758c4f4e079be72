// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.cli;

import io.github.maskbeam.pipeline.options.HelpOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Spec;

/**
 * {@code maskbeam completion}: prints a script for bash and zsh. It is made from the commands and
 * their options, so it has all of them.
 */
@Command(
    name = "completion",
    aliases = "generate-completion",
    mixinStandardHelpOptions = true,
    description =
        "Print a script that completes commands and options in bash and zsh:"
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
    lines.add("# Completion of maskbeam for bash and zsh, printed by 'maskbeam completion'.");
    lines.add("if [ -n \"$ZSH_VERSION\" ]; then");
    lines.add("  autoload -U +X compinit && compinit");
    lines.add("  autoload -U +X bashcompinit && bashcompinit");
    lines.add("fi");
    lines.add("_maskbeam() {");
    lines.add("  # In zsh, arrays start at 0 and words are split as in bash.");
    lines.add("  [ -z \"$ZSH_VERSION\" ] || emulate -L ksh");
    lines.add("  local word=\"${COMP_WORDS[COMP_CWORD]}\" words='' candidate");
    lines.add("  COMPREPLY=()");
    lines.add("  if [ \"$COMP_CWORD\" -eq 1 ]; then");
    lines.add("    words='" + String.join(" ", topLevel(commands.values())) + "'");
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

  private List<String> topLevel(Collection<CommandLine> commands) {
    Set<String> words = new TreeSet<>();
    commands.forEach(command -> words.add(command.getCommandName()));
    words.addAll(options(spec.root().commandLine()));
    return new ArrayList<>(words);
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
