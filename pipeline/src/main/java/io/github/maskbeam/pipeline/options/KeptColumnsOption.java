// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.options;

import io.github.maskbeam.output.Partition;
import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.errors.UsageException;
import io.github.maskbeam.schemas.ClassCoverageRow;
import io.github.maskbeam.schemas.ImageRow;
import io.github.maskbeam.sources.KeptColumns;
import io.github.maskbeam.sources.ManifestTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.avro.Schema;

/** The options {@code --keepColumns} and {@code --coverageBy}. */
final class KeptColumnsOption {
  private static final String ALL = "all";

  private final SegmentOptions options;
  private final Map<String, Optional<Schema>> schemas;

  private KeptColumnsOption(SegmentOptions options, Map<String, Optional<Schema>> schemas) {
    this.options = options;
    this.schemas = schemas;
  }

  /**
   * The columns of a manifest to keep.
   *
   * @param urlColumn which {@code all} does not mean, because its values are in image_uri
   * @throws UsageException if a column does not exist or cannot be kept
   * @throws IOException if the manifest cannot be read
   */
  static KeptColumns of(SegmentOptions options, ManifestTable table, String urlColumn)
      throws UsageException, IOException {
    boolean isGiven = options.getKeepColumns() != null || options.getCoverageBy() != null;
    return isGiven
        ? new KeptColumnsOption(options, table.schemas()).kept(urlColumn)
        : KeptColumns.none();
  }

  private KeptColumns kept(String urlColumn) throws UsageException {
    List<String> coverageBy = names("coverageBy", options.getCoverageBy());
    List<String> names = new ArrayList<>();
    if (ALL.equals(options.getKeepColumns())) {
      schemas.keySet().stream().filter(name -> !name.equals(urlColumn)).forEach(names::add);
    } else {
      names.addAll(names("keepColumns", options.getKeepColumns()));
    }
    coverageBy.stream().filter(name -> !names.contains(name)).forEach(names::add);
    Map<String, Schema> kept = new LinkedHashMap<>();
    for (String name : names) {
      kept.put(name, schema(name));
    }
    requireDistinct(names, ImageRow.getClassSchema(), "table images");
    requireDistinct(coverageBy, ClassCoverageRow.getClassSchema(), "table class_coverage");
    for (String name : coverageBy) {
      requireExact(name, kept.get(name));
    }
    return KeptColumns.of(kept, coverageBy);
  }

  private static List<String> names(String option, String value) throws UsageException {
    List<String> names = value == null ? List.of() : Globs.splitAtCommas(value);
    if (value != null && names.isEmpty()) {
      throw new UsageException(
          ProblemCode.MANIFEST_COLUMN_UNKNOWN,
          "--" + option + "= is empty; name columns of the manifest, or omit it.");
    }
    return names;
  }

  private Schema schema(String name) throws UsageException {
    if (name.isEmpty() || !schemas.containsKey(name)) {
      throw new UsageException(
          ProblemCode.MANIFEST_COLUMN_UNKNOWN,
          String.format(
              "--manifest=%s has %s. Its columns are %s; name those to keep with --keepColumns.",
              options.getManifest(),
              name.isEmpty() ? "a column without a name" : "no column " + name,
              String.join(", ", schemas.keySet())));
    }
    return schemas
        .get(name)
        .orElseThrow(
            () ->
                new UsageException(
                    ProblemCode.MANIFEST_UNSUPPORTED,
                    String.format(
                        "Column %s of --manifest=%s cannot be kept: its values are nested, of"
                            + " different types, or of a type without a name for it, such as bytes."
                            + " Name the columns to keep with --keepColumns, as in --keepColumns=%s.",
                        name, options.getManifest(), supported())));
  }

  private String supported() {
    return schemas.entrySet().stream()
        .filter(column -> column.getValue().isPresent())
        .map(Map.Entry::getKey)
        .collect(Collectors.joining(","));
  }

  /** Names of columns differ in more than their case, which SQL ignores. */
  private void requireDistinct(List<String> names, Schema table, String of) throws UsageException {
    Map<String, String> owners = new HashMap<>();
    table.getFields().forEach(field -> owners.put(field.name(), of));
    owners.put(KeptColumns.GROUP_IMAGE_COUNT, "table class_coverage_by_group");
    if (Partition.RUN.name().equalsIgnoreCase(options.getPartition())) {
      owners.put(Partition.RUN_COLUMN, "the partitions of --partition=run");
    }
    for (String name : names) {
      String owner = owners.put(lowerCase(name), "the manifest");
      if (owner != null) {
        throw new UsageException(
            ProblemCode.MANIFEST_COLUMN_CLASH,
            String.format(
                "Column %s of --manifest=%s has the name of a column of %s. Rename it in the manifest,"
                    + " or leave it out of --keepColumns and --coverageBy.",
                name, options.getManifest(), owner));
      }
    }
  }

  private void requireExact(String name, Schema schema) throws UsageException {
    if (schema.getType() == Schema.Type.DOUBLE || schema.getType() == Schema.Type.FLOAT) {
      throw new UsageException(
          ProblemCode.MANIFEST_UNSUPPORTED,
          String.format(
              "--coverageBy=%s groups by numbers with a fraction, which rarely are equal. Use a column"
                  + " of another type.",
              name));
    }
  }

  private static String lowerCase(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
