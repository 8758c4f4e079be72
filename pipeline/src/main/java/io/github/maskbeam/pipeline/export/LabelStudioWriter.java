// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.export;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.maskbeam.image.ImageException;
import io.github.maskbeam.mask.ClassRuns;
import io.github.maskbeam.output.OutputLayout;
import io.github.maskbeam.pipeline.options.CheckedExport;
import io.github.maskbeam.schemas.ImageRow;
import io.github.maskbeam.schemas.RunModel;
import io.github.maskbeam.storage.AtomicFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Writes a directory for Label Studio: {@code tasks/<2 hex>/<name>-<image id>.json} with a task per
 * image, whose prediction has a brush region per class, and {@code label_config.xml}.
 *
 * <p>Source: Label Studio's documentation of BrushLabels and of pre-annotations. A file per task is
 * what its storages take; one of all tasks would be larger than its uploads may be.
 */
final class LabelStudioWriter implements MaskWriter {
  /** The subdirectory of the tasks. */
  static final String TASKS = "tasks";

  /** The file of the configuration. */
  static final String CONFIG = "label_config.xml";

  private static final String JSON = "application/json";

  private final CheckedExport job;
  private final String directory;
  private final String temporary;
  private final TaskImages images;
  private final String modelVersion;

  LabelStudioWriter(CheckedExport job) {
    this.job = job;
    this.directory = job.target().uri();
    this.temporary = OutputLayout.at(directory).temporary();
    this.images = new TaskImages(job);
    this.modelVersion = job.settings().modelVersion().orElseGet(() -> modelVersion(job));
  }

  /** The file name of the model, without its ending, and the start of its hash. */
  private static String modelVersion(CheckedExport job) {
    RunModel model = job.committed().run().getModel();
    String name = model.getModel().replaceAll("[?#].*", "").replaceAll(".*[/\\\\]", "");
    return name.replaceAll("\\.tflite$", "") + "-" + model.getSha256().substring(0, 8);
  }

  @Override
  public Encoded encode(ImageMask mask) throws ImageException {
    if (mask.mask().pixels() > BrushRle.MAX_PIXELS) {
      throw ImageException.tooLarge(
          "the mask has %d pixels, and a brush region of Label Studio at most %d",
          mask.mask().pixels(), BrushRle.MAX_PIXELS);
    }
    ImageRow image = mask.image();
    List<Brush> brushes = new ArrayList<>();
    for (ClassRuns runs :
        ClassRuns.of(
            mask.mask(), job.classes()::contains, ClassRuns.Order.ROWS, mask.maxPoints())) {
      brushes.add(new Brush(runs.classId(), BrushRle.encode(runs, mask.mask().pixels())));
    }
    List<Integer> found = mask.exportedClasses(job);
    String file = directory + "/" + TASKS + "/" + job.names().maskStem(image) + ".json";
    return () -> {
      AtomicFiles.write(file, JSON, out -> write(image, brushes, out), temporary);
      return Written.of(found);
    };
  }

  private void write(ImageRow image, List<Brush> brushes, OutputStream out) throws IOException {
    try (JsonGenerator json = GeoJson.generator(out)) {
      json.writeStartObject();
      json.writeObjectFieldStart("data");
      json.writeStringField("image", images.url(image));
      json.writeStringField("image_uri", image.getImageUri());
      json.writeStringField("image_id", image.getImageId());
      json.writeEndObject();
      json.writeArrayFieldStart("predictions");
      json.writeStartObject();
      json.writeStringField("model_version", modelVersion);
      json.writeArrayFieldStart("result");
      for (Brush brush : brushes) {
        write(image, brush, json);
      }
      json.writeEndArray();
      json.writeEndObject();
      json.writeEndArray();
      json.writeEndObject();
    }
  }

  private void write(ImageRow image, Brush brush, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", image.getImageId().substring(0, 10) + "-" + brush.classId);
    json.writeStringField("from_name", job.settings().fromName());
    json.writeStringField("to_name", job.settings().toName());
    json.writeStringField("type", "brushlabels");
    json.writeNumberField("original_width", image.getWidthPx());
    json.writeNumberField("original_height", image.getHeightPx());
    json.writeNumberField("image_rotation", 0);
    json.writeObjectFieldStart("value");
    json.writeStringField("format", "rle");
    json.writeArrayFieldStart("rle");
    for (byte each : brush.rle) {
      json.writeNumber(each & 0xff);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("brushlabels");
    json.writeString(job.labels().name(brush.classId));
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndObject();
  }

  /** The configuration of a project that shows the predictions. */
  @Override
  public void finish() throws IOException {
    StringBuilder xml = new StringBuilder("<View>\n");
    String toName = escaped(job.settings().toName());
    xml.append("  <Image name=\"").append(toName).append("\" value=\"$image\" zoom=\"true\"/>\n");
    xml.append("  <BrushLabels name=\"")
        .append(escaped(job.settings().fromName()))
        .append("\" toName=\"")
        .append(toName)
        .append("\">\n");
    Set<String> names = new HashSet<>();
    for (int id : job.classes()) {
      // Classes with the same name are one label.
      if (names.add(job.labels().name(id))) {
        xml.append(
            String.format(
                Locale.ROOT,
                "    <Label value=\"%s\" background=\"#%06x\"/>\n",
                escaped(job.labels().name(id)),
                job.colors().rgb(id)));
      }
    }
    xml.append("  </BrushLabels>\n</View>\n");
    AtomicFiles.write(
        directory + "/" + CONFIG, xml.toString().getBytes(StandardCharsets.UTF_8), temporary);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  private static final class Brush {
    private final int classId;
    private final byte[] rle;

    private Brush(int classId, byte[] rle) {
      this.classId = classId;
      this.rle = rle;
    }
  }
}
