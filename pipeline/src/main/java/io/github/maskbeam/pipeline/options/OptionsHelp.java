// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.options;

import java.io.PrintStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;

/** The options of a command as its interface declares them, for its help. */
public final class OptionsHelp {
  private static final String INDENT = "      ";
  private static final int WIDTH = 92;

  private OptionsHelp() {}

  /** Prints the options by name, and last that there are those of runners. */
  public static void print(Class<? extends PipelineOptions> type, PrintStream out) {
    Arrays.stream(type.getDeclaredMethods())
        .filter(method -> method.isAnnotationPresent(Description.class))
        .sorted(Comparator.comparing(OptionsHelp::optionName))
        .forEach(method -> print(method, out));
    out.println("  --runner=DirectRunner");
    printWrapped("The Beam runner, and beside it any option that the runner knows.", out);
  }

  private static void print(Method method, PrintStream out) {
    out.println("  --" + optionName(method) + defaultOf(method));
    printWrapped(method.getAnnotation(Description.class).value(), out);
  }

  /** The option that a getter stands for; what is no getter gets the name that it has. */
  static String optionName(Method getter) {
    String name = getter.getName();
    return name.startsWith("get")
        ? Character.toLowerCase(name.charAt(3)) + name.substring(4)
        : name;
  }

  private static String defaultOf(Method method) {
    return Arrays.stream(method.getAnnotations())
        .filter(annotation -> annotation.annotationType().getDeclaringClass() == Default.class)
        .map(OptionsHelp::value)
        .findFirst()
        .orElse("=...");
  }

  /** All of {@link Default}'s annotations have a value, but no type in common that says so. */
  private static String value(Annotation defaultOfOption) {
    try {
      return "=" + defaultOfOption.annotationType().getMethod("value").invoke(defaultOfOption);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(defaultOfOption + " has no value", e);
    }
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
