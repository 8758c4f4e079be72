// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.output;

import io.github.maskbeam.output.OutputLayout.PerImage;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;

/**
 * Renames the files of an image that earlier versions named by the query of its web address, so
 * that their results are reused and signatures do not stay in file names.
 */
final class FormerNames {
  private FormerNames() {}

  /**
   * Renames what has a former name. Costs requests only for images whose name has changed.
   *
   * @throws IOException if storage refuses
   */
  static void replace(OutputLayout output, String imageUri) throws IOException {
    for (PerImage kind : PerImage.values()) {
      Optional<String> former = output.formerFile(kind, imageUri);
      if (former.isPresent() && exists(former.get())) {
        FileSystems.rename(
            List.of(FileSystems.matchNewResource(former.get(), false)),
            List.of(FileSystems.matchNewResource(output.file(kind, imageUri), false)));
      }
    }
  }

  private static boolean exists(String uri) throws IOException {
    return !FileSystems.match(uri, EmptyMatchTreatment.ALLOW).metadata().isEmpty();
  }
}
