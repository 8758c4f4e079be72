// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.options;

import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.errors.StorageProblems;
import io.github.maskbeam.pipeline.errors.UsageException;
import io.github.maskbeam.schemas.ClassColors;
import io.github.maskbeam.storage.Uris;
import java.io.IOException;
import software.amazon.awssdk.core.exception.SdkException;

/** The option {@code --palette}. */
final class PaletteOption {
  private PaletteOption() {}

  /** Reads the palette file. */
  static ClassColors read(String palette, String workingDirectory) throws UsageException {
    String uri = Uris.absolute(palette, workingDirectory);
    String text;
    try {
      text = TextFiles.read(uri);
    } catch (MalformedTextException e) {
      throw refusal(ProblemCode.PALETTE_INVALID, palette, e.getMessage());
    } catch (IOException | SdkException | IllegalArgumentException e) {
      throw refusal(
          StorageProblems.code(uri, e, ProblemCode.PALETTE_UNREADABLE),
          palette,
          TextFiles.reason(palette, e));
    }
    try {
      return ClassColors.parse(text);
    } catch (IllegalArgumentException e) {
      throw refusal(ProblemCode.PALETTE_INVALID, palette, e.getMessage());
    }
  }

  /** Requires a color for each class, unless the colors are those of Pascal VOC. */
  static void requireEnough(ClassColors colors, int classes, String palette) throws UsageException {
    if (colors.size() > 0 && colors.size() < classes) {
      throw new UsageException(
          ProblemCode.PALETTE_TOO_SHORT,
          String.format(
              "--palette=%s has %d colors, but the model has %d classes. Add a line for each class.",
              palette, colors.size(), classes));
    }
  }

  private static UsageException refusal(ProblemCode code, String palette, String reason) {
    return new UsageException(
        code,
        "--palette="
            + palette
            + " cannot be used: "
            + reason
            + ". Use a text file with one color per line, #RRGGBB or R G B.");
  }
}
