// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.maskbeam.output.MaskLayout;
import io.github.maskbeam.output.MaskNames;
import io.github.maskbeam.output.OutputLayout;
import io.github.maskbeam.output.OutputLayout.PerImage;
import io.github.maskbeam.output.RunRecords;
import io.github.maskbeam.output.Table;
import io.github.maskbeam.output.TableGroup;
import io.github.maskbeam.output.TableSet;
import io.github.maskbeam.parquet.TableReader;
import io.github.maskbeam.pipeline.errors.Problem;
import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.schemas.RunRecord;
import io.github.maskbeam.segment.SegmentSettings.Confidence;
import io.github.maskbeam.storage.AtomicFiles;
import io.github.maskbeam.storage.StoredFile;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Describes an output directory as a data set in croissant.json, by version 1.0 of MLCommons'
 * Croissant format: the files of each table, its columns with their types, and the masks.
 *
 * <p>What Maskbeam does not know, such as the license, people add to the file. Updates keep that.
 */
public final class Croissant {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private static final String CONTEXT = "@context";

  private static final String VERSION = "http://mlcommons.org/croissant/1.0";

  private Croissant() {}

  /**
   * Describes the committed tables of a run. Replaces the parts of an earlier description that are
   * Maskbeam's, if they differ.
   *
   * @return a warning if the file is not a JSON object, and so was left as it is
   * @throws IOException if the tables cannot be read or the file cannot be written
   */
  public static Optional<Problem> update(OutputLayout output) throws IOException {
    Optional<TableSet> tables = TableSet.committed(output, TableGroup.RUN);
    Optional<RunRecord> run = RunRecords.read(output);
    if (!tables.isPresent() || !run.isPresent()) {
      return Optional.empty();
    }
    Optional<byte[]> before = StoredFile.bytes(output.croissant());
    ObjectNode description;
    try {
      description = before.isPresent() ? parse(before.get()) : MAPPER.createObjectNode();
    } catch (JsonProcessingException e) {
      return Optional.of(notUpdated(output, e.getOriginalMessage()));
    }
    describe(output, tables.get(), run.get(), description);
    byte[] after = MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(description);
    if (!Arrays.equals(after, before.orElse(null))) {
      AtomicFiles.writeDurably(output.croissant(), after, output.temporary());
    }
    return Optional.empty();
  }

  private static ObjectNode parse(byte[] json) throws IOException {
    ObjectNode description = MAPPER.readValue(json, ObjectNode.class);
    if (description.has(CONTEXT)) {
      // Read as an object, because terms are added to it.
      description.set(CONTEXT, MAPPER.treeToValue(description.get(CONTEXT), ObjectNode.class));
    }
    return description;
  }

  private static Problem notUpdated(OutputLayout output, String reason) {
    return Problem.of(
        ProblemCode.CROISSANT_NOT_UPDATED,
        output.croissant()
            + " was edited and cannot be read, so it does not describe this run: "
            + reason
            + ". Mend or delete it, then run 'maskbeam verify "
            + output.root()
            + "'.");
  }

  private static void describe(
      OutputLayout output, TableSet tables, RunRecord run, ObjectNode description)
      throws IOException {
    description.withObjectProperty(CONTEXT).setAll(context());
    description.put("@type", "sc:Dataset").put("conformsTo", VERSION);
    addIfAbsent(description, "name", name(output));
    addIfAbsent(
        description,
        "description",
        "Segmentation of images by Maskbeam: a mask for each image, and tables of the images, of the"
            + " areas of classes in each image, and of the coverage of classes over all images.");
    description.put("dateModified", String.valueOf(run.getFinishedAt()));
    ArrayNode files = description.putArray("distribution");
    ArrayNode records = description.putArray("recordSet");
    for (Table table : TableGroup.RUN.tables()) {
      if (tables.has(table)) {
        CroissantTable described =
            CroissantTable.of(
                table.view(), tables.paths(table), TableReader.schema(tables.files(table).get(0)));
        described.addFiles(files);
        described.addRecords(records);
      }
    }
    String masks = MaskNames.of(run) == MaskNames.STEM ? "/*.png" : "/*/*.png";
    switch (MaskLayout.of(run)) {
      case FILES:
        addImages(
            output,
            files,
            PerImage.MASK,
            masks,
            "Masks of images: the value of a pixel is its class id. The column mask_uri of images"
                + " names those of this run.");
        break;
      case SHARDS:
        addShards(output, files);
        break;
    }
    if (run.getConfig() != null
        && Confidence.WRITTEN.name().equals(run.getConfig().getConfidence())) {
      addImages(
          output,
          files,
          PerImage.CONFIDENCE,
          masks,
          "Confidence masks of images: the probability of the class of each pixel.");
    }
  }

  private static ObjectNode context() throws IOException {
    try (InputStream in = Croissant.class.getResourceAsStream("croissant-context.json")) {
      return MAPPER.readValue(in, ObjectNode.class);
    }
  }

  private static void addImages(
      OutputLayout output, ArrayNode files, PerImage kind, String pattern, String description) {
    String directory = output.directory(kind).substring(output.root().length() + 1);
    CroissantTable.addFileSet(
        files, directory, description, "image/png", List.of(directory + pattern));
  }

  private static void addShards(OutputLayout output, ArrayNode files) {
    String directory = output.masks().substring(output.root().length() + 1);
    CroissantTable.addFileSet(
        files,
        directory,
        "WebDataset tars with the masks of images as PNG files: the value of a pixel is its class id."
            + " The column mask_uri of images names those of this run: the tar, ! and the name in it.",
        "application/x-tar",
        List.of(directory + "/*.tar"));
  }

  private static void addIfAbsent(ObjectNode description, String property, String value) {
    JsonNode present = description.get(property);
    if (present == null || present.isNull()) {
      description.put(property, value);
    }
  }

  /** The name of the directory, in characters that all readers accept in names. */
  private static String name(OutputLayout output) {
    String root = output.root().replace('\\', '/');
    String name = root.substring(root.lastIndexOf('/') + 1).replaceAll("[^A-Za-z0-9_.-]+", "-");
    return name.isEmpty() ? "maskbeam" : name;
  }
}
