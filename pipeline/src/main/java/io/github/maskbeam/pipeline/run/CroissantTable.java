// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.run;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.avro.Schema;

/** The description of one table: its files as a FileSet, its rows as a RecordSet. Immutable. */
final class CroissantTable {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_]+");

  private final String name;
  private final List<String> paths;
  private final Schema schema;

  private CroissantTable(String name, List<String> paths, Schema schema) {
    this.name = name;
    this.paths = paths;
    this.schema = schema;
  }

  /**
   * The description of a table.
   *
   * @param name of the table
   * @param paths of its Parquet files, relative to the output directory
   * @param schema of its rows, with the documentation of its columns
   */
  static CroissantTable of(String name, List<String> paths, Schema schema) {
    return new CroissantTable(name, paths, schema);
  }

  /** Adds the files, each by its path: others in the same directory are not part of the table. */
  void addFiles(ArrayNode files) {
    addFileSet(files, fileSet(), schema.getDoc(), "application/x-parquet", paths);
  }

  /** Adds the rows, with a field for each column that Croissant has a type for. */
  void addRecords(ArrayNode records) {
    ObjectNode record = records.addObject();
    record.put("@type", "cr:RecordSet").put("@id", name).put("name", name);
    ArrayNode fields = record.putArray("field");
    List<String> leftOut = new ArrayList<>();
    for (Schema.Field column : schema.getFields()) {
      Schema type = present(column.schema());
      boolean isRepeated = type.getType() == Schema.Type.ARRAY;
      Optional<String> dataType = dataType(isRepeated ? present(type.getElementType()) : type);
      if (!dataType.isPresent()) {
        leftOut.add(column.name());
        continue;
      }
      addField(fields, column, dataType.get(), isRepeated);
    }
    record.put(
        "description",
        leftOut.isEmpty()
            ? schema.getDoc()
            : schema.getDoc() + " Croissant has no type for: " + String.join(", ", leftOut) + ".");
  }

  private void addField(
      ArrayNode fields, Schema.Field column, String dataType, boolean isRepeated) {
    ObjectNode field = fields.addObject();
    field.put("@type", "cr:Field").put("@id", id(column)).put("name", column.name());
    if (column.doc() != null) {
      field.put("description", column.doc());
    }
    field.put("dataType", dataType);
    if (isRepeated) {
      field.put("repeated", true);
    }
    ObjectNode source = field.putObject("source");
    source.putObject("fileSet").put("@id", fileSet());
    source.putObject("extract").put("column", column.name());
  }

  /** Columns of users can have any name, but an id is a relative IRI. */
  private String id(Schema.Field column) {
    return name
        + "/"
        + (PLAIN.matcher(column.name()).matches() ? column.name() : "column-" + column.pos());
  }

  private String fileSet() {
    return name + "-files";
  }

  /** Adds a set of files below the output directory. */
  static void addFileSet(
      ArrayNode files, String id, String description, String mimeType, List<String> includes) {
    ArrayNode patterns =
        files
            .addObject()
            .put("@type", "cr:FileSet")
            .put("@id", id)
            .put("name", id)
            .put("description", description)
            .put("encodingFormat", mimeType)
            .putArray("includes");
    includes.forEach(patterns::add);
  }

  private static Schema present(Schema schema) {
    return schema.isUnion()
        ? schema.getTypes().stream()
            .filter(type -> type.getType() != Schema.Type.NULL)
            .findFirst()
            .orElse(schema)
        : schema;
  }

  /** Croissant has one type for dates and for times of a day, which its readers read as both. */
  private static Optional<String> dataType(Schema schema) {
    String logicalType = String.valueOf(schema.getObjectProp("logicalType"));
    if (logicalType.contains("timestamp") || logicalType.equals("date")) {
      return Optional.of("sc:Date");
    }
    if (logicalType.equals("decimal")) {
      return Optional.of("sc:Number");
    }
    switch (schema.getType()) {
      case STRING:
        return Optional.of("sc:Text");
      case BOOLEAN:
        return Optional.of("sc:Boolean");
      case INT:
      case LONG:
        return logicalType.equals("null") ? Optional.of("sc:Integer") : Optional.empty();
      case FLOAT:
      case DOUBLE:
        return Optional.of("sc:Float");
      default:
        return Optional.empty();
    }
  }
}
