// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.options;

import io.github.maskbeam.pipeline.errors.Problem;
import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.errors.UsageException;
import io.github.maskbeam.schemas.LabelMap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Names of labels in CVAT's labelmap.txt. A line of it is a name and other fields, separated by
 * colons, or a comment that begins with {@code #}; and each name is there once.
 */
final class CvatLabelNames {
  private CvatLabelNames() {}

  /**
   * Requires names that can be written.
   *
   * @throws UsageException with a problem for each that cannot
   */
  static void require(Set<Integer> classes, LabelMap labels) throws UsageException {
    List<Problem> problems = new ArrayList<>();
    Map<String, Integer> ids = new HashMap<>();
    for (int id : classes) {
      String name = labels.name(id);
      Integer other = ids.put(name, id);
      if (other != null) {
        problems.add(
            problem(String.format("classes %d and %d have the same name '%s'", other, id, name)));
      }
      if (name.contains(":") || name.startsWith("#")) {
        problems.add(
            problem(
                String.format(
                    "the name of class %d, '%s', has a colon or begins with #", id, name)));
      }
    }
    if (!problems.isEmpty()) {
      throw new UsageException(problems);
    }
  }

  private static Problem problem(String reason) {
    return Problem.of(
        ProblemCode.EXPORT_CLASSES_UNSUPPORTED,
        "CVAT's labelmap.txt cannot hold the classes: "
            + reason
            + ". Leave it out with --classes, or segment with other --labels.");
  }
}
