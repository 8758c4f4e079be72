// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.progress;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Progress as JSON objects, for programs. */
final class ProgressJson {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final double TENTHS = 10;

  private ProgressJson() {}

  /** Counts of images; {@code images_failed} is left out if it is not known. */
  static String of(ImageCounts counts, double elapsedS) {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("images_listed", counts.listed());
    json.put("images_done", counts.done());
    counts.failed().ifPresent(failed -> json.put("images_failed", failed));
    json.put("tiles", counts.tiles());
    json.put("elapsed_s", Math.round(elapsedS * TENTHS) / TENTHS);
    return json.toString();
  }

  /** Text, such as what a command does before it counts. */
  static String of(String message) {
    return MAPPER.createObjectNode().put("message", message).toString();
  }
}
