// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.query;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Writes a JSON array of objects, one per line. Numbers are JSON numbers except {@code "NaN"},
 * {@code "Infinity"}. Repeated column names get a numeric suffix.
 */
final class JsonRows implements RowWriter {
  private final Writer out;
  private final JsonGenerator json;
  private List<String> names = List.of();
  private String before = "[";

  JsonRows(Writer out) throws IOException {
    this.out = out;
    this.json = new ObjectMapper().getFactory().createGenerator(out);
    // This class writes the line breaks between objects.
    json.setPrettyPrinter(new MinimalPrettyPrinter(""));
    // Flushing each row would cost a system call per row.
    json.disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM);
  }

  @Override
  public void begin(List<Column> columns) {
    Set<String> unique = new LinkedHashSet<>();
    for (Column column : columns) {
      String name = column.name();
      for (int i = 2; !unique.add(name); i++) {
        name = column.name() + "_" + i;
      }
    }
    names = new ArrayList<>(unique);
  }

  @Override
  public void row(List<Object> values) throws IOException {
    out.write(before);
    before = ",";
    out.write('\n');
    json.writeStartObject();
    for (int i = 0; i < names.size(); i++) {
      json.writeFieldName(names.get(i));
      json.writePOJO(values.get(i));
    }
    json.writeEndObject();
    json.flush();
  }

  @Override
  public void end() throws IOException {
    out.write(before.equals("[") ? "[]\n" : "\n]\n");
  }
}
