// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A command in a fenced block of a Markdown file, with the output that the file shows for it. */
final class MarkdownCommand {
  private static final String FENCE = "```";
  private static final String OUTPUT = "output";
  private static final String SHELL = "sh";

  /**
   * Blocks that are commands, blocks that are the exact output of one, and blocks that are text.
   */
  private static final Set<String> LANGUAGES = Set.of(SHELL, "python", "java", OUTPUT, "text");

  private final Path file;
  private final int line;
  private final String text;
  private final Optional<String> output;

  private MarkdownCommand(Path file, int line, String text, Optional<String> output) {
    this.file = file;
    this.line = line;
    this.text = text;
    this.output = output;
  }

  /** The commands of a file, in order. A block of Python or Java is one command. */
  static List<MarkdownCommand> of(Path file) throws IOException {
    List<MarkdownCommand> commands = new ArrayList<>();
    List<String> lines = Files.readAllLines(file);
    int i = 0;
    while (i < lines.size()) {
      String fence = lines.get(i).strip();
      i++;
      if (!fence.startsWith(FENCE)) {
        requireNoCommand(file, i, lines.get(i - 1));
        continue;
      }
      String language = fence.substring(FENCE.length());
      if (!LANGUAGES.contains(language)) {
        throw new AssertionError(file + ":" + i + " has a block of the language " + language);
      }
      int start = i + 1;
      StringBuilder block = new StringBuilder();
      for (; !lines.get(i).strip().equals(FENCE); i++) {
        block.append(lines.get(i)).append('\n');
      }
      i++;
      if (language.equals(OUTPUT)) {
        MarkdownCommand last = commands.remove(commands.size() - 1);
        commands.add(
            new MarkdownCommand(last.file, last.line, last.text, Optional.of(block.toString())));
      } else if (language.equals(SHELL)) {
        for (String command : split(block.toString())) {
          commands.add(new MarkdownCommand(file, start, command, Optional.empty()));
        }
      } else if (!language.equals("text")) {
        commands.add(new MarkdownCommand(file, start, block.toString(), Optional.empty()));
      }
    }
    return commands;
  }

  /** Indented blocks are for text: a command in one would not be found. */
  private static void requireNoCommand(Path file, int line, String text) {
    if (text.matches(" {4,}(\\$|\\./mvnw|java|maskbeam|docker|kubectl|curl) .*")) {
      throw new AssertionError(file + ":" + line + " has a command outside of a fenced block");
    }
  }

  /** A command ends with its line, unless the line ends with a backslash or within quotes. */
  private static List<String> split(String block) {
    List<String> commands = new ArrayList<>();
    StringBuilder command = new StringBuilder();
    char quote = 0;
    for (int i = 0; i < block.length(); i++) {
      char c = block.charAt(i);
      boolean isEscaped = c == '\\' && quote != '\'';
      if (c == '\n' && quote == 0) {
        commands.add(command.toString().strip());
        command.setLength(0);
      } else if (isEscaped) {
        command.append(c).append(block.charAt(++i));
      } else {
        command.append(c);
        if (quote == c) {
          quote = 0;
        } else if (quote == 0 && (c == '\'' || c == '"')) {
          quote = c;
        }
      }
    }
    commands.removeIf(String::isEmpty);
    return commands;
  }

  /** The command. */
  String text() {
    return text;
  }

  /** The standard output that the file shows; a line of three dots stands for any lines. */
  Optional<String> output() {
    return output;
  }

  /** Where it is. */
  @Override
  public String toString() {
    return file + ":" + line + " " + text.lines().findFirst().orElse("");
  }
}
