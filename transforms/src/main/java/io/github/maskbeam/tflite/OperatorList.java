// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.tflite;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.tensorflow.lite.schema.Model;

/** Lists operators of a model's main graph for people. */
final class OperatorList {
  private OperatorList() {}

  /**
   * The operators by type, each with its indices in the graph: {@code ADD 0, 2-5; MUL 1}.
   *
   * @param indices in ascending order
   */
  static String of(Model verifiedModel, List<Integer> indices) {
    Map<String, List<Integer>> byType = new LinkedHashMap<>();
    for (int index : indices) {
      byType
          .computeIfAbsent(OperatorCheck.typeOf(verifiedModel, index), type -> new ArrayList<>())
          .add(index);
    }
    return byType.entrySet().stream()
        .map(type -> type.getKey() + " " + ranges(type.getValue()))
        .collect(Collectors.joining("; "));
  }

  private static String ranges(List<Integer> indices) {
    List<String> ranges = new ArrayList<>();
    int first = indices.get(0);
    for (int i = 0; i < indices.size(); i++) {
      int index = indices.get(i);
      if (i + 1 == indices.size() || indices.get(i + 1) != index + 1) {
        ranges.add(first == index ? String.valueOf(index) : first + "-" + index);
        first = i + 1 == indices.size() ? index : indices.get(i + 1);
      }
    }
    return String.join(", ", ranges);
  }
}
