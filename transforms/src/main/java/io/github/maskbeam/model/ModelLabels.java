// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.model;

import io.github.maskbeam.schemas.LabelMap;
import java.util.ArrayList;
import java.util.List;

/** The rules for the labels of a model's classes. */
final class ModelLabels {
  private static final String BACKGROUND = "background";

  private ModelLabels() {}

  /** The labels of a model that has none. */
  static LabelMap defaults(ModelContract contract) {
    return contract.outputKind() == OutputKind.FOREGROUND
        ? LabelMap.of(List.of(BACKGROUND, "foreground"))
        : LabelMap.numbered(contract.classes());
  }

  /**
   * Adds what labels may omit: the name of class 0, to a label for the foreground alone, and the
   * last classes of a model that outputs class ids.
   */
  static LabelMap completed(LabelMap labels, ModelContract contract) {
    if (contract.outputKind() == OutputKind.FOREGROUND
        && labels.size() == 1
        && !labels.name(0).equalsIgnoreCase(BACKGROUND)) {
      return LabelMap.of(List.of(BACKGROUND, labels.name(0)));
    }
    if (contract.outputKind() == OutputKind.CLASS_IDS
        && contract.areClassesKnown()
        && labels.size() < contract.classes()) {
      List<String> names = new ArrayList<>(labels.names());
      while (names.size() < contract.classes()) {
        names.add(labels.name(names.size()));
      }
      return LabelMap.of(names);
    }
    return labels;
  }

  /**
   * Requires a label for each class, if their number is known.
   *
   * @param origin where the labels come from, for the message
   * @throws ModelException if the number of labels differs from the number of classes
   */
  static void requireMatching(LabelMap labels, ModelContract contract, String origin)
      throws ModelException {
    int classes = contract.classes();
    if (contract.areClassesKnown() && labels.size() != classes) {
      throw new ModelException(
          ModelFailure.LABELS_DIFFER,
          String.format(
              "it has %d classes, but %s has %d labels; pass a file with --labels that has one class"
                  + " name per line, background included%s",
              classes,
              origin,
              labels.size(),
              contract.outputKind() == OutputKind.FOREGROUND
                  ? ", or the name of the foreground alone"
                  : ""));
    }
  }
}
