// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.maskbeam.schemas.ImageRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Failed images by code: all are counted, the first by URI are listed. */
final class Failures {
  /** Images to list per code; the table has the rest. */
  static final int SHOWN_A_CODE = 200;

  private static final Comparator<ImageRow> BY_URI = Comparator.comparing(ImageRow::getImageUri);

  private final Map<String, OfCode> byCode = new TreeMap<>();

  void add(ImageRow row) {
    byCode.computeIfAbsent(row.getFailureCode(), code -> new OfCode()).add(row);
  }

  long count() {
    return byCode.values().stream().mapToLong(failures -> failures.count).sum();
  }

  /** One object per code, most frequent first. */
  void describe(ArrayNode codes) {
    List<Map.Entry<String, OfCode>> mostFirst = new ArrayList<>(byCode.entrySet());
    mostFirst.sort(Comparator.comparing(entry -> -entry.getValue().count));
    mostFirst.forEach(entry -> entry.getValue().describe(entry.getKey(), codes.addObject()));
  }

  private static final class OfCode {
    private final TreeSet<ImageRow> first = new TreeSet<>(BY_URI);
    private long count;

    private void add(ImageRow row) {
      count++;
      first.add(row);
      if (first.size() > SHOWN_A_CODE) {
        first.pollLast();
      }
    }

    private void describe(String code, ObjectNode node) {
      node.put("code", code);
      node.put("count", count);
      ArrayNode shown = node.putArray("shown");
      for (ImageRow row : first) {
        String uri = row.getImageUri();
        String message = String.valueOf(row.getFailureMessage());
        // Messages begin with the URI, which the page shows above them.
        String reason =
            message.startsWith(uri + ": ") ? message.substring(uri.length() + 2) : message;
        shown
            .addObject()
            .put("uri", ShortText.of(uri))
            .put("stage", row.getFailureStage())
            .put("message", ShortText.of(reason));
      }
    }
  }
}
