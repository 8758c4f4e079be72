// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.export;

import io.github.maskbeam.image.ImageException;
import io.github.maskbeam.image.memory.ImageFile;
import io.github.maskbeam.image.memory.ImageMemory;
import io.github.maskbeam.output.OutputLayout;
import io.github.maskbeam.pipeline.options.CheckedExport;
import io.github.maskbeam.schemas.ImageRow;
import io.github.maskbeam.schemas.Sha256;
import io.github.maskbeam.storage.AtomicFiles;
import io.github.maskbeam.storage.ImageBytes;
import io.github.maskbeam.storage.ImageReadException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.beam.sdk.util.MimeTypes;

/** Puts images into an export: links, copies or none, by {@code --images}. Thread-safe. */
final class CopiedImages {
  private final CheckedExport job;
  private final ImageMemory memory;
  private final String directory;
  private final String temporary;

  /**
   * Images in a subdirectory of the export.
   *
   * @param memory for the content of copies
   */
  CopiedImages(CheckedExport job, ImageMemory memory, String subdirectory) {
    this.job = job;
    this.memory = memory;
    this.directory = job.target().uri() + "/" + subdirectory + "/";
    this.temporary = OutputLayout.at(job.target().uri()).temporary();
  }

  /**
   * Puts an image there.
   *
   * @throws ImageException if it does not exist, or is not the one that was segmented
   * @throws ImageReadException if it cannot be read
   */
  void put(ImageRow image)
      throws ImageException, ImageReadException, IOException, InterruptedException {
    switch (job.settings().images()) {
      case LINK:
        link(image);
        return;
      case COPY:
        copy(image);
        return;
      case NONE:
        return;
    }
    throw new AssertionError(job.settings().images());
  }

  private void link(ImageRow image) throws ImageException, IOException {
    Path file = Path.of(image.getImageUri());
    if (!Files.exists(file)) {
      throw ImageException.corrupt("the image does not exist any more");
    }
    Path link = Path.of(directory + job.names().file(image));
    Files.createDirectories(link.getParent());
    Files.createSymbolicLink(link, file);
  }

  private void copy(ImageRow image)
      throws ImageException, ImageReadException, IOException, InterruptedException {
    try (ImageFile file = ImageBytes.read(image.getImageUri(), ImageFile.MAX_BYTES, memory)) {
      if (!Sha256.hex(file.content()).equals(image.getContentSha256())) {
        throw ImageException.corrupt("the image has changed since it was segmented");
      }
      AtomicFiles.write(
          directory + job.names().file(image),
          MimeTypes.BINARY,
          out -> out.write(file.content()),
          temporary);
    }
  }
}
