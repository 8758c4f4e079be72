// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.output;

import io.github.maskbeam.schemas.MalformedRecordException;
import io.github.maskbeam.schemas.RecordJson;
import io.github.maskbeam.schemas.SegmentationResult;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Converts a result to and from the JSON in the text chunk of its mask. The JSON has all columns of
 * the image's rows in the tables, so the tables can be rebuilt from the masks. Thread-safe.
 */
public final class MaskMetadata {
  private MaskMetadata() {}

  /** Returns the JSON object {@code {"image": {…}, "class_areas": [{…}, …]}}. */
  public static String toJson(SegmentationResult result) {
    return RecordJson.compact(result);
  }

  /** Parses the JSON of {@link #toJson}; empty if the text is not a valid result. */
  static Optional<SegmentationResult> fromJson(String json) {
    try {
      return Optional.of(
          RecordJson.read(json.getBytes(StandardCharsets.UTF_8), SegmentationResult.class));
    } catch (MalformedRecordException e) {
      return Optional.empty();
    }
  }
}
