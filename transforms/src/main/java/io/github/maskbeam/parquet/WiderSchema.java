// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.parquet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.apache.avro.NameValidator;
import org.apache.avro.Schema;

/**
 * Schemas of tables with columns of users, whose names may be none of Avro's, such as those with
 * spaces. Stateless and thread-safe.
 */
public final class WiderSchema {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private WiderSchema() {}

  /**
   * A record without generated class, so that its rows are generic.
   *
   * @param name of the record
   * @param before columns before those of the table, and their names
   * @param table the schema of the table
   * @param after columns after those of the table, and their names
   */
  public static String of(String name, Columns before, Schema table, Columns after) {
    try {
      ObjectNode record = (ObjectNode) MAPPER.readTree(table.toString());
      ArrayNode fields = MAPPER.createArrayNode();
      add(before, fields);
      fields.addAll((ArrayNode) record.get("fields"));
      add(after, fields);
      record.put("name", name).set("fields", fields);
      return record.toString();
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("A schema is always valid JSON", e);
    }
  }

  /** The schema of a text, whatever the names of its fields. */
  static Schema parse(String schemaJson) {
    return new Schema.Parser(NameValidator.NO_VALIDATION).parse(schemaJson);
  }

  private static void add(Columns columns, ArrayNode fields) throws JsonProcessingException {
    for (int i = 0; i < columns.names.size(); i++) {
      JsonNode type = MAPPER.readTree(columns.schemas.get(i).toString());
      fields.addObject().put("name", columns.names.get(i)).set("type", type);
    }
  }

  /** Columns by name and schema. */
  public static final class Columns {
    private final List<String> names;
    private final List<Schema> schemas;

    private Columns(List<String> names, List<Schema> schemas) {
      this.names = names;
      this.schemas = schemas;
    }

    /** Columns, each with its schema. */
    public static Columns of(List<String> names, List<Schema> schemas) {
      return new Columns(names, schemas);
    }

    /** No columns. */
    public static Columns none() {
      return new Columns(List.of(), List.of());
    }
  }
}
