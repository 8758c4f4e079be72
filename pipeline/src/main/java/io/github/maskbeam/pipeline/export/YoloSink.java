// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.export;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.github.maskbeam.image.ImageException;
import io.github.maskbeam.image.memory.ImageMemory;
import io.github.maskbeam.output.OutputLayout;
import io.github.maskbeam.pipeline.options.CheckedExport;
import io.github.maskbeam.polygon.Region;
import io.github.maskbeam.schemas.ImageRow;
import io.github.maskbeam.storage.AtomicFiles;
import io.github.maskbeam.storage.ImageReadException;
import io.github.maskbeam.storage.Uris;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * Writes a segmentation dataset of Ultralytics YOLO: a text file per image with a line per
 * connected region, which is the index of its class and the points of its outline, as fractions of
 * width and height with a precision of a millionth; and data.yaml. Classes have indices from 0
 * without gaps.
 *
 * <p>Source: Ultralytics' documentation of segmentation datasets. Thread-safe.
 */
final class YoloSink implements FeatureSink {
  /** The directory of the images. */
  static final String IMAGES = "images";

  /** The directory of the labels: that of an image has this in the place of the other. */
  static final String LABELS = "labels";

  /** The description. */
  static final String DATA = "data.yaml";

  private static final String SPLIT = "/train";
  private static final String TEXT = "text/plain";
  private static final Written.Step NOTHING = () -> {};
  private static final int DIGITS = 6;
  private static final long ONE = 1_000_000;

  private final CheckedExport job;
  private final CopiedImages images;
  private final Map<Integer, Integer> indices = new HashMap<>();
  private final String directory;
  private final String temporary;

  YoloSink(CheckedExport job, ImageMemory memory) {
    this.job = job;
    this.images = new CopiedImages(job, memory, IMAGES + SPLIT);
    this.directory = job.target().uri();
    this.temporary = OutputLayout.at(directory).temporary();
    job.classes().forEach(id -> indices.put(id, indices.size()));
  }

  @Override
  public Written.Step accept(ImageRegions image)
      throws ImageException, ImageReadException, IOException, InterruptedException {
    images.put(image.image());
    AtomicFiles.write(
        directory + "/" + LABELS + SPLIT + "/" + job.names().stem(image.image()) + ".txt",
        TEXT,
        out -> {
          for (Region region : image.regions().list()) {
            write(region, image.image(), out);
          }
        },
        temporary);
    return NOTHING;
  }

  private void write(Region region, ImageRow image, OutputStream out) throws IOException {
    int[] ring = region.rings().get(0);
    StringBuilder line = new StringBuilder(ring.length * 9);
    line.append(indices.get(region.classId()).intValue());
    for (int i = 0; i < ring.length; i++) {
      int size = i % 2 == 0 ? image.getWidthPx() : image.getHeightPx();
      append(line.append(' '), (ring[i] * ONE + size / 2) / size);
    }
    out.write(line.append('\n').toString().getBytes(StandardCharsets.US_ASCII));
  }

  /** A number of millionths, without zeros at its end. */
  private static void append(StringBuilder line, long millionths) {
    if (millionths % ONE == 0) {
      line.append(millionths / ONE);
      return;
    }
    String digits = Long.toString(ONE + millionths).substring(1);
    int end = DIGITS;
    while (digits.charAt(end - 1) == '0') {
      end--;
    }
    line.append("0.").append(digits, 0, end);
  }

  @Override
  public void finish() throws IOException {
    StringBuilder yaml = new StringBuilder();
    if (!Uris.hasScheme(directory)) {
      yaml.append("path: ").append(quoted(directory)).append('\n');
    }
    yaml.append("train: ").append(IMAGES).append(SPLIT).append('\n');
    yaml.append("# Ultralytics needs one. Name images that are not in train.\n");
    yaml.append("val: ").append(IMAGES).append(SPLIT).append('\n');
    yaml.append("names:\n");
    for (int id : job.classes()) {
      yaml.append("  ")
          .append(indices.get(id).intValue())
          .append(": ")
          .append(quoted(job.labels().name(id)))
          .append('\n');
    }
    AtomicFiles.write(
        directory + "/" + DATA, yaml.toString().getBytes(StandardCharsets.UTF_8), temporary);
  }

  /** A text in YAML, which has the escapes of JSON. */
  private static String quoted(String text) {
    return '"' + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
  }
}
