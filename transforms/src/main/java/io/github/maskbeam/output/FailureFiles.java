// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.output;

import io.github.maskbeam.output.OutputLayout.PerImage;
import io.github.maskbeam.schemas.SegmentationResult;
import io.github.maskbeam.storage.AtomicFiles;
import io.github.maskbeam.storage.StoredFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads and writes the failures in an output directory, one JSON file per failed image. */
public final class FailureFiles {
  private FailureFiles() {}

  /**
   * Writes the failure of an image. Deletes its mask, which is that of an earlier image content.
   *
   * @throws IOException if the file cannot be written or the mask cannot be deleted
   */
  public static void write(OutputLayout output, SegmentationResult failed) throws IOException {
    String imageUri = failed.getImage().getImageUri();
    AtomicFiles.write(
        output.file(PerImage.FAILURE, imageUri),
        MaskMetadata.toJson(failed).getBytes(StandardCharsets.UTF_8),
        output.temporary());
    StoredFile.delete(output.mask(imageUri));
  }

  /**
   * Reads the failure of an image, if there is one.
   *
   * @throws IOException if the file exists but cannot be read
   */
  static Optional<SegmentationResult> read(OutputLayout output, String imageUri)
      throws IOException {
    return StoredFile.bytes(output.file(PerImage.FAILURE, imageUri))
        .flatMap(bytes -> MaskMetadata.fromJson(new String(bytes, StandardCharsets.UTF_8)));
  }
}
