// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.options;

import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.errors.StorageProblems;
import io.github.maskbeam.pipeline.errors.UsageException;
import io.github.maskbeam.schemas.LabelMap;
import io.github.maskbeam.storage.Uris;
import java.io.IOException;
import software.amazon.awssdk.core.exception.SdkException;

/** The option {@code --labels}. */
final class LabelsOption {
  private LabelsOption() {}

  /** Reads the label file. */
  static LabelMap read(String labels, String workingDirectory) throws UsageException {
    String uri = Uris.absolute(labels, workingDirectory);
    String text;
    try {
      text = TextFiles.read(uri);
    } catch (MalformedTextException e) {
      throw refusal(ProblemCode.LABELS_INVALID, labels, e.getMessage());
    } catch (IOException | SdkException | IllegalArgumentException e) {
      throw refusal(
          StorageProblems.code(uri, e, ProblemCode.LABELS_UNREADABLE),
          labels,
          TextFiles.reason(labels, e));
    }
    try {
      return LabelMap.parse(text);
    } catch (IllegalArgumentException e) {
      throw refusal(ProblemCode.LABELS_INVALID, labels, TextFiles.reason(labels, e));
    }
  }

  private static UsageException refusal(ProblemCode code, String labels, String reason) {
    return new UsageException(
        code,
        "--labels="
            + labels
            + " cannot be used: "
            + reason
            + ". Use a text file with one class name per line.");
  }
}
