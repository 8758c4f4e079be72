// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.export;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.maskbeam.area.ClassArea;
import io.github.maskbeam.image.ImageException;
import io.github.maskbeam.mask.ClassRuns;
import io.github.maskbeam.pipeline.options.CheckedExport;
import io.github.maskbeam.schemas.ImageRow;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes COCO's annotations of classes, as run lengths: one per class and image. */
final class CocoWriter implements MaskWriter {
  private final CheckedExport job;
  private final CocoFile file;

  /** Writes to a stream, which it does not close. */
  CocoWriter(CheckedExport job, OutputStream out) throws IOException {
    this.job = job;
    this.file = new CocoFile(job, out);
  }

  @Override
  public Encoded encode(ImageMask mask) throws ImageException {
    Map<Integer, ClassArea> areas = new TreeMap<>();
    mask.areas().forEach(area -> areas.put(area.classId(), area));
    List<Annotation> annotations = new ArrayList<>();
    for (ClassRuns runs :
        ClassRuns.of(
            mask.mask(), job.classes()::contains, ClassRuns.Order.COLUMNS, mask.maxPoints())) {
      annotations.add(
          new Annotation(areas.get(runs.classId()), CocoRle.counts(runs, mask.mask().pixels())));
    }
    List<Integer> found = mask.exportedClasses(job);
    ImageRow image = mask.image();
    return () ->
        Written.of(
            found,
            () -> {
              file.startImage(image);
              for (Annotation annotation : annotations) {
                write(annotation, image);
              }
            });
  }

  private void write(Annotation annotation, ImageRow image) throws IOException {
    ClassArea area = annotation.area;
    // By the class, so that it does not depend on which others are exported.
    JsonGenerator json = file.startAnnotation(area.classId() + 1L, area.classId());
    json.writeObjectFieldStart("segmentation");
    json.writeArrayFieldStart("size");
    json.writeNumber(image.getHeightPx());
    json.writeNumber(image.getWidthPx());
    json.writeEndArray();
    json.writeStringField("counts", annotation.counts);
    json.writeEndObject();
    file.endAnnotation(
        area.areaPx(),
        area.xMin(),
        area.yMin(),
        area.xMax() + 1 - area.xMin(),
        area.yMax() + 1 - area.yMin());
  }

  @Override
  public void finish() throws IOException {
    file.finish();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  private static final class Annotation {
    private final ClassArea area;
    private final String counts;

    private Annotation(ClassArea area, String counts) {
      this.area = area;
      this.counts = counts;
    }
  }
}
