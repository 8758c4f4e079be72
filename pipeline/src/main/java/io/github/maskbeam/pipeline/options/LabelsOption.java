// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.options;

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
    try {
      return LabelMap.parse(TextFiles.read(Uris.absolute(labels, workingDirectory)));
    } catch (IOException | SdkException | IllegalArgumentException e) {
      throw new UsageException(
          "--labels="
              + labels
              + " cannot be used: "
              + TextFiles.reason(labels, e)
              + ". It takes a text file with one class name a line.");
    }
  }
}
