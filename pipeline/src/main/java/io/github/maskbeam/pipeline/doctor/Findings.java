// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.doctor;

import io.github.maskbeam.pipeline.errors.Problem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The findings of the doctor: facts in sections, and problems. Not thread-safe. */
public final class Findings {
  private final Map<String, Map<String, Object>> sections = new LinkedHashMap<>();
  private final List<Problem> machineProblems = new ArrayList<>();
  private final List<Problem> modelProblems = new ArrayList<>();
  private final List<Problem> warnings = new ArrayList<>();

  /** Adds a fact; sections are in the order of their first facts. */
  void fact(String section, String name, Object value) {
    sections.computeIfAbsent(section, created -> new LinkedHashMap<>()).put(name, value);
  }

  /** Adds a problem of the machine or the program. */
  void machineProblem(Problem problem) {
    machineProblems.add(problem);
  }

  /** Adds a reason why the model cannot be used. */
  void modelProblem(Problem problem) {
    modelProblems.add(problem);
  }

  /** Adds what users should know although the model can be used. */
  void warning(Problem warning) {
    warnings.add(warning);
  }

  /** Facts by section and name; values are strings and numbers. */
  public Map<String, Map<String, Object>> sections() {
    return Collections.unmodifiableMap(sections);
  }

  /** Problems of the machine or the program. */
  public List<Problem> machineProblems() {
    return Collections.unmodifiableList(machineProblems);
  }

  /** Reasons why the model cannot be used. */
  public List<Problem> modelProblems() {
    return Collections.unmodifiableList(modelProblems);
  }

  /** What users should know although the model can be used. */
  public List<Problem> warnings() {
    return Collections.unmodifiableList(warnings);
  }

  /** All problems. */
  public List<Problem> problems() {
    List<Problem> problems = new ArrayList<>(machineProblems);
    problems.addAll(modelProblems);
    return problems;
  }
}
