// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.run;

import io.github.maskbeam.output.OutputFiles;
import io.github.maskbeam.output.OutputLayout;
import io.github.maskbeam.output.OutputLayout.PerImage;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** Compares the confidence masks of a finished run with its tables, by their file names. */
final class ConfidenceFiles {
  private ConfidenceFiles() {}

  /**
   * The inconsistencies, one sentence each; empty if there are none. An image that succeeded must
   * have a confidence mask. Others may remain of images that are not in the input.
   *
   * @throws IOException if the files cannot be listed
   */
  static List<String> contradictions(OutputLayout output, TableTotals facts) throws IOException {
    Fingerprint files = new Fingerprint();
    OutputFiles.listAll(output, PerImage.CONFIDENCE, (id, uri) -> files.add(id, 1));
    boolean areOthers =
        files.sum() == facts.succeeded()
            && !files.agreesWith(facts.succeededImages(output.maskNames()));
    if (files.sum() < facts.succeeded() || areOthers) {
      return List.of(
          String.format(
              Locale.ROOT,
              "%,d confidence masks are in %s, but not one of each of the %,d images that succeeded by"
                  + " table images",
              files.sum(),
              output.directory(PerImage.CONFIDENCE),
              facts.succeeded()));
    }
    return List.of();
  }
}
