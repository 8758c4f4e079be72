// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.output;

import io.github.maskbeam.schemas.MalformedRecordException;
import io.github.maskbeam.schemas.RecordJson;
import io.github.maskbeam.schemas.SegmentationResult;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What a mask says of itself in its text chunk: everything that its rows in the tables hold, as
 * JSON with the columns' names. A mask that lost its tables can still be understood, and the tables
 * rebuilt from masks.
 */
public final class MaskMetadata {
  private MaskMetadata() {}

  /** The JSON object {@code {"image": {…}, "class_areas": [{…}, …]}}. */
  public static String toJson(SegmentationResult result) {
    return RecordJson.compact(result);
  }

  /** The result that {@link #toJson} described, if this is such a description. */
  static Optional<SegmentationResult> fromJson(String json) {
    try {
      return Optional.of(
          RecordJson.read(json.getBytes(StandardCharsets.UTF_8), SegmentationResult.class));
    } catch (MalformedRecordException e) {
      return Optional.empty();
    }
  }
}
