// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.transforms;

import io.github.maskbeam.mask.MalformedMaskException;
import io.github.maskbeam.mask.MaskText;
import io.github.maskbeam.schemas.ImageRow;
import io.github.maskbeam.schemas.SegmentationResult;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.util.Optional;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;
import org.apache.beam.sdk.io.fs.MatchResult;

/** The masks of an output directory, as they describe themselves. */
public final class OutputMasks {
  private OutputMasks() {}

  /**
   * The image row of some mask, if there is one that describes itself.
   *
   * @throws IOException if the masks cannot be listed or read
   */
  public static Optional<ImageRow> any(OutputLayout output) throws IOException {
    for (String directory : OutputLayout.imageDirectories()) {
      MatchResult match =
          FileSystems.match(output.masks() + "/" + directory + "/*.png", EmptyMatchTreatment.ALLOW);
      for (MatchResult.Metadata file : match.metadata()) {
        Optional<ImageRow> row =
            read(file.resourceId().toString()).map(SegmentationResult::getImage);
        if (row.isPresent()) {
          return row;
        }
      }
    }
    return Optional.empty();
  }

  /**
   * What a mask says of its image, if it does.
   *
   * @throws IOException if it cannot be read
   */
  static Optional<SegmentationResult> read(String maskUri) throws IOException {
    try (InputStream in =
        Channels.newInputStream(FileSystems.open(FileSystems.matchNewResource(maskUri, false)))) {
      return MaskText.read(in).flatMap(MaskDescription::fromJson);
    } catch (MalformedMaskException e) {
      // Not a mask of ours.
      return Optional.empty();
    }
  }
}
