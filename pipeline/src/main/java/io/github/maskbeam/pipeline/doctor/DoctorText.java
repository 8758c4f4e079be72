// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.doctor;

import io.github.maskbeam.errors.VisibleText;
import io.github.maskbeam.pipeline.errors.Problem;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;

/** Prints findings as text for a bug report. */
public final class DoctorText {
  private static final String TIMING = "inference";
  private static final String GAP = "  ";

  private DoctorText() {}

  /** Prints all sections, then the warnings and the problems, if any. */
  public static void print(Findings findings, PrintStream out) {
    findings
        .sections()
        .forEach(
            (section, facts) -> {
              out.println(section);
              if (section.equals(TIMING)) {
                printTable(facts, out);
              } else {
                printList(facts, out);
              }
              out.println();
            });
    if (!findings.warnings().isEmpty()) {
      out.println("WARNINGS");
      findings.warnings().forEach(warning -> out.println(GAP + warning.printed()));
      out.println();
    }
    List<Problem> problems = findings.problems();
    out.println(problems.isEmpty() ? "No problems found." : "PROBLEMS");
    problems.forEach(problem -> out.println(GAP + problem.printed()));
  }

  private static void printList(Map<String, Object> facts, PrintStream out) {
    int width = facts.keySet().stream().mapToInt(String::length).max().orElse(0);
    facts.forEach(
        (name, value) -> out.printf("  %-" + width + "s  %s%n", name, VisibleText.line(value)));
  }

  /** A table with one row, comparable to the rows of other machines. */
  private static void printTable(Map<String, Object> facts, PrintStream out) {
    StringBuilder names = new StringBuilder();
    StringBuilder values = new StringBuilder();
    facts.forEach(
        (name, value) -> {
          String shown = VisibleText.line(value);
          int width = Math.max(name.length(), shown.length());
          names.append(GAP).append(padded(name, width));
          values.append(GAP).append(padded(shown, width));
        });
    out.println(names.toString().stripTrailing());
    out.println(values.toString().stripTrailing());
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(width - text.length());
  }
}
