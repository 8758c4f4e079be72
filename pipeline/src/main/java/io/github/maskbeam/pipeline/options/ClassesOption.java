// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.options;

import io.github.maskbeam.pipeline.errors.Problem;
import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.errors.UsageException;
import io.github.maskbeam.schemas.LabelMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Classes that the user names: the option {@code --classes} of {@code export}. */
final class ClassesOption {
  static final String BACKGROUND = "background";

  /** The number of class names in a message. */
  private static final int LISTED = 30;

  private ClassesOption() {}

  /**
   * The ids of the classes.
   *
   * @param classes names or ids, separated by commas; empty means all but the background
   * @throws UsageException with a problem for each that the run does not have
   */
  static Set<Integer> read(Optional<String> classes, LabelMap labels) throws UsageException {
    if (!classes.isPresent()) {
      return IntStream.range(0, labels.size())
          .filter(id -> !isBackground(labels.name(id)))
          .boxed()
          .collect(Collectors.toCollection(TreeSet::new));
    }
    Set<Integer> ids = new TreeSet<>();
    List<Problem> problems = new ArrayList<>();
    for (String each : classes.get().split(",", -1)) {
      Set<Integer> found = find(each.strip(), labels);
      if (found.isEmpty()) {
        problems.add(
            Problem.of(
                ProblemCode.CLASS_UNKNOWN,
                String.format(
                    "--classes=%s: there is no class '%s'. Separate names or ids by commas; use the"
                        + " id if a name has a comma. The classes are %s.",
                    classes.get(), each.strip(), listed(labels))));
      }
      ids.addAll(found);
    }
    if (!problems.isEmpty()) {
      throw new UsageException(problems);
    }
    return ids;
  }

  static boolean isBackground(String className) {
    return className.equalsIgnoreCase(BACKGROUND);
  }

  /** All classes of a name, since several may have the same one; else the class of an id. */
  private static Set<Integer> find(String text, LabelMap labels) {
    Set<Integer> named =
        IntStream.range(0, labels.size())
            .filter(id -> labels.name(id).equalsIgnoreCase(text))
            .boxed()
            .collect(Collectors.toCollection(TreeSet::new));
    if (named.isEmpty() && text.matches("\\d{1,5}") && Integer.parseInt(text) < labels.size()) {
      named.add(Integer.parseInt(text));
    }
    return named;
  }

  private static String listed(LabelMap labels) {
    String first = labels.names().stream().limit(LISTED).collect(Collectors.joining(", "));
    int more = labels.size() - LISTED;
    return more > 0 ? first + " and " + more + " more" : first;
  }
}
