// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.output;

import io.github.maskbeam.output.OutputLayout.PerImage;
import io.github.maskbeam.storage.StoredFile;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.io.FileSystems;

/**
 * Renames files whose names contain the query of an HTTP URL, as earlier versions wrote them. Their
 * results can then be reused, and no signature remains in a file name.
 */
final class FormerNames {
  private FormerNames() {}

  /**
   * Renames the files of an image. Sends requests only if the names of this image have changed.
   *
   * @throws IOException if a file cannot be renamed
   */
  static void replace(OutputLayout output, String imageUri) throws IOException {
    for (PerImage kind : PerImage.values()) {
      Optional<String> former = output.formerFile(kind, imageUri);
      if (former.isPresent() && StoredFile.exists(former.get())) {
        FileSystems.rename(
            List.of(FileSystems.matchNewResource(former.get(), false)),
            List.of(FileSystems.matchNewResource(output.file(kind, imageUri), false)));
      }
    }
  }
}
