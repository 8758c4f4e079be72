// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.cli;

import io.github.maskbeam.pipeline.SegmentOptions;
import java.io.PrintStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.Stream;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;

/** The help of {@code segment}: its options as {@link SegmentOptions} declares them. */
final class SegmentHelp {
  private static final String INDENT = "      ";
  private static final int WIDTH = 92;

  private SegmentHelp() {}

  static void print(PrintStream out) {
    out.println("Usage: maskbeam segment --input='photos/**/*.jpg' --output=out [--model=...]");
    out.println();
    out.println("Segments images: a palette PNG for each, and three Parquet tables over all.");
    out.println();
    Arrays.stream(SegmentOptions.class.getDeclaredMethods())
        .filter(method -> method.isAnnotationPresent(Description.class))
        .sorted(Comparator.comparing(SegmentHelp::optionName))
        .forEach(method -> print(method, out));
    out.println("  --runner=DirectRunner");
    printWrapped("The Beam runner, and beside it any option that the runner knows.", out);
    out.println();
    out.println("Exit codes: 0 done (failed images have a row that says why), 1 broke off,");
    out.println("            2 bad use, no image was read, 4 the output contradicts itself.");
  }

  private static void print(Method method, PrintStream out) {
    out.println("  --" + optionName(method) + defaultOf(method));
    printWrapped(method.getAnnotation(Description.class).value(), out);
  }

  private static String optionName(Method getter) {
    String name = getter.getName().substring("get".length());
    return Character.toLowerCase(name.charAt(0)) + name.substring(1);
  }

  private static String defaultOf(Method method) {
    return Stream.of(Default.String.class, Default.Boolean.class, Default.Long.class)
        .map(method::getAnnotation)
        .filter(annotation -> annotation != null)
        .map(SegmentHelp::value)
        .findFirst()
        .orElse("=...");
  }

  private static String value(Annotation annotation) {
    if (annotation instanceof Default.String) {
      return "=" + ((Default.String) annotation).value();
    }
    if (annotation instanceof Default.Boolean) {
      return "=" + ((Default.Boolean) annotation).value();
    }
    return "=" + ((Default.Long) annotation).value();
  }

  private static void printWrapped(String text, PrintStream out) {
    StringBuilder line = new StringBuilder(INDENT);
    for (String word : text.split(" ")) {
      if (line.length() + word.length() >= WIDTH) {
        out.println(line.toString().stripTrailing());
        line = new StringBuilder(INDENT);
      }
      line.append(word).append(' ');
    }
    out.println(line.toString().stripTrailing());
  }
}
