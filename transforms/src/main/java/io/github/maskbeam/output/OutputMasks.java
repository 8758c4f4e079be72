// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.output;

import io.github.maskbeam.mask.MalformedMaskException;
import io.github.maskbeam.mask.MaskText;
import io.github.maskbeam.output.OutputLayout.PerImage;
import io.github.maskbeam.schemas.ImageRow;
import io.github.maskbeam.schemas.SegmentationResult;
import io.github.maskbeam.storage.StoredFile;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Reads the metadata of the masks in an output directory. Stateless and thread-safe. */
public final class OutputMasks {
  private OutputMasks() {}

  /**
   * Returns the image row of any mask that has metadata, if there is one.
   *
   * @throws IOException if the masks cannot be listed or read
   */
  public static Optional<ImageRow> any(OutputLayout output) throws IOException {
    for (String part : OutputFiles.PARTS) {
      AtomicReference<ImageRow> found = new AtomicReference<>();
      OutputFiles.list(
          output,
          PerImage.MASK,
          part,
          (id, uri) -> {
            if (found.get() == null) {
              read(uri).map(SegmentationResult::getImage).ifPresent(found::set);
            }
          });
      if (found.get() != null) {
        return Optional.of(found.get());
      }
    }
    return Optional.empty();
  }

  /**
   * Reads the metadata of a mask. Empty if the mask does not exist or has no valid metadata.
   *
   * @throws IOException if the mask exists but cannot be read
   */
  static Optional<SegmentationResult> read(String maskUri) throws IOException {
    try {
      return StoredFile.<Optional<String>, MalformedMaskException>read(maskUri, MaskText::read)
          .flatMap(text -> text)
          .flatMap(MaskMetadata::fromJson);
    } catch (MalformedMaskException e) {
      // Not a mask of Maskbeam, or damaged.
      return Optional.empty();
    }
  }
}
