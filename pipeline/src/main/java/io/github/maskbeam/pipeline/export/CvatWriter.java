// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.export;

import io.github.maskbeam.mask.Mask;
import io.github.maskbeam.pipeline.options.CheckedExport;
import io.github.maskbeam.schemas.ClassColors;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes a zip file in CVAT's format Segmentation mask 1.1: of each image a PNG whose colors are
 * labels and one whose colors are objects. All pixels of a class in an image are one object. Pixels
 * without an exported class are background in both, so that they become no annotation.
 *
 * <p>Sources: CVAT's documentation of the format, and the reader of VOC in Datumaro, which CVAT
 * imports it with. That reader finds the object of each pixel by the 256 colors of Pascal VOC.
 */
final class CvatWriter implements MaskWriter {
  private final CheckedExport job;
  private final CvatLabels labels;
  private final PngPool classPngs;
  private final PngPool objectPngs = new PngPool(ClassColors.voc());
  private final ZipOutputStream zip;
  private final SpoolFile names;

  /** Writes to a stream, which it does not close. */
  CvatWriter(CheckedExport job, OutputStream out) throws IOException {
    this.job = job;
    this.labels = CvatLabels.of(job);
    this.classPngs = new PngPool(labels.colors());
    this.names = new SpoolFile();
    this.zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
    put("labelmap.txt", labels.text().getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public Encoded encode(ImageMask mask) {
    byte[] classPng = classPngs.encode(mapped(mask.mask(), labels.labelOfClass()));
    byte[] objectPng = objectPngs.encode(mapped(mask.mask(), labels.objectOfClass()));
    String name = job.names().stem(mask.image());
    List<Integer> found = mask.exportedClasses(job);
    return () ->
        Written.of(
            found,
            () -> {
              put("SegmentationClass/" + name + ".png", classPng);
              put("SegmentationObject/" + name + ".png", objectPng);
              names.out().write((name + "\n").getBytes(StandardCharsets.UTF_8));
            });
  }

  /** A mask of 8 bits with other numbers; void pixels get the last one. */
  private static Mask mapped(Mask mask, byte[] numbers) {
    byte[] pixels = new byte[mask.pixels()];
    for (int pixel = 0; pixel < pixels.length; pixel++) {
      pixels[pixel] = numbers[Math.min(mask.classId(pixel), numbers.length - 1)];
    }
    return Mask.of(mask.widthPx(), mask.heightPx(), pixels);
  }

  /** PNGs are compressed already. */
  private void put(String name, byte[] content) throws IOException {
    CRC32 crc = new CRC32();
    crc.update(content);
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    entry.setCrc(crc.getValue());
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }

  @Override
  public void finish() throws IOException {
    zip.putNextEntry(new ZipEntry("ImageSets/Segmentation/default.txt"));
    names.copyTo(zip);
    zip.closeEntry();
    zip.finish();
  }

  @Override
  public void close() throws IOException {
    classPngs.close();
    objectPngs.close();
    names.close();
  }
}
