// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.options;

import java.io.PrintStream;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.beam.sdk.options.PipelineOptions;

/** The help of a command that runs a pipeline: its own options and Beam's. */
public final class OptionsHelp {
  private static final String INDENT = "      ";
  private static final int WIDTH = 92;

  private OptionsHelp() {}

  /**
   * The options that an interface and its parents declare, and those of {@link BeamOptions}, by
   * group and name.
   */
  public static List<HelpOption> of(Class<? extends PipelineOptions> type) {
    Stream<HelpOption> own =
        Arrays.stream(type.getMethods())
            .filter(method -> method.isAnnotationPresent(Help.class))
            .map(HelpOption::of);
    return Stream.concat(own, BeamOptions.all().stream())
        .sorted(Comparator.comparing(HelpOption::group).thenComparing(HelpOption::name))
        .collect(Collectors.toList());
  }

  /** Prints the options group by group, each with its default, unit and description. */
  static void print(Class<? extends PipelineOptions> type, PrintStream out) {
    HelpGroup group = null;
    for (HelpOption option : of(type)) {
      if (option.group() != group) {
        group = option.group();
        out.println();
        out.println(group.title());
      }
      out.println("  " + option.heading());
      printWrapped(option.description(), out);
    }
    out.println();
    out.println("Write options as --name=value without a space. All other options of Beam, of the");
    out.println("runner and of its file systems are accepted, too.");
  }

  /** The option of a getter; for other methods their name. */
  static String optionName(Method getter) {
    String name = getter.getName();
    return name.startsWith("get")
        ? Character.toLowerCase(name.charAt(3)) + name.substring(4)
        : name;
  }

  private static void printWrapped(String text, PrintStream out) {
    StringBuilder line = new StringBuilder(INDENT);
    for (String word : text.split(" ", -1)) {
      if (line.length() + word.length() >= WIDTH) {
        out.println(line.toString().stripTrailing());
        line = new StringBuilder(INDENT);
      }
      line.append(word).append(' ');
    }
    out.println(line.toString().stripTrailing());
  }
}
