// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.export;

import io.github.maskbeam.image.memory.ImageMemory;
import io.github.maskbeam.output.OutputLayout;
import io.github.maskbeam.pipeline.options.CheckedExport;
import io.github.maskbeam.schemas.ClassColors;
import io.github.maskbeam.schemas.ImageRow;
import io.github.maskbeam.storage.AtomicFiles;
import java.io.IOException;
import java.util.List;

/**
 * Writes the masks of a format that pairs images with gray PNGs of class ids: readers take the
 * colors of a PNG with a palette for its pixels. Void is 255, or 65535 in masks of 16 bits.
 */
final class LabelMasks implements MaskWriter {
  private static final String PNG = "image/png";

  private final CheckedExport job;
  private final MaskDataset dataset;
  private final CopiedImages images;
  private final PngPool pngs = new PngPool(ClassColors.voc());
  private final String directory;
  private final String temporary;

  LabelMasks(CheckedExport job, ImageMemory memory, MaskDataset dataset) {
    this.job = job;
    this.dataset = dataset;
    this.images = new CopiedImages(job, memory, dataset.imageDirectory());
    this.directory = job.target().uri() + "/" + dataset.maskDirectory() + "/";
    this.temporary = OutputLayout.at(job.target().uri()).temporary();
  }

  @Override
  public Encoded encode(ImageMask mask) {
    byte[] png = pngs.encodeGray(mask.mask());
    ImageRow image = mask.image();
    List<Integer> found = mask.exportedClasses(job);
    return () -> {
      images.put(image);
      AtomicFiles.write(
          directory + job.names().stem(image) + ".png", PNG, out -> out.write(png), temporary);
      return Written.of(found, () -> dataset.add(image));
    };
  }

  @Override
  public void finish() throws IOException {
    dataset.finish();
  }

  @Override
  public void close() throws IOException {
    pngs.close();
    dataset.close();
  }
}
