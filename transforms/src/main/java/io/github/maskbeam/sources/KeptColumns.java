// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.sources;

import com.google.auto.value.AutoValue;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.avro.NameValidator;
import org.apache.avro.Schema;

/**
 * The columns of a manifest that a run keeps in table images, and those of them by which it groups
 * coverage. Immutable.
 */
@AutoValue
public abstract class KeptColumns implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The column of table class_coverage_by_group with the number of images of a group. */
  public static final String GROUP_IMAGE_COUNT = "group_image_count";

  /** No columns. */
  public static KeptColumns none() {
    return of(Map.of(), List.of());
  }

  /**
   * Columns in their order.
   *
   * @param schemas the Avro schemas of the columns by name, without null
   * @param coverageBy the names of the columns to group coverage by, which are among these
   */
  public static KeptColumns of(Map<String, Schema> schemas, List<String> coverageBy) {
    LinkedHashMap<String, String> texts = new LinkedHashMap<>();
    schemas.forEach((name, schema) -> texts.put(name, schema.toString()));
    return new AutoValue_KeptColumns(texts, new ArrayList<>(coverageBy));
  }

  // LinkedHashMap and ArrayList because the columns are serialized with the pipeline.
  @SuppressWarnings("NonApiType")
  abstract LinkedHashMap<String, String> schemaTexts();

  @SuppressWarnings("NonApiType")
  abstract ArrayList<String> coverageByList();

  /** The names of all columns, in their order. */
  public final List<String> names() {
    return List.copyOf(schemaTexts().keySet());
  }

  /** The names of the columns that coverage is grouped by; empty if it is not. */
  public final List<String> coverageBy() {
    return coverageByList();
  }

  /** Whether there are no columns. */
  public final boolean isEmpty() {
    return schemaTexts().isEmpty();
  }

  /** Nullable fields for all columns, in their order, with the names that they have. */
  public final List<Schema> schemas() {
    return schemas(names());
  }

  /** Nullable fields for the columns that coverage is grouped by. */
  public final List<Schema> coverageBySchemas() {
    return schemas(coverageBy());
  }

  private List<Schema> schemas(List<String> names) {
    return names.stream()
        .map(name -> new Schema.Parser(NameValidator.NO_VALIDATION).parse(schemaTexts().get(name)))
        .map(schema -> Schema.createUnion(Schema.create(Schema.Type.NULL), schema))
        .collect(Collectors.toList());
  }
}
