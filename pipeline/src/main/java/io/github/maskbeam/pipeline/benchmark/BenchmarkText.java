// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.maskbeam.errors.VisibleText;
import io.github.maskbeam.model.ModelContract;
import io.github.maskbeam.pipeline.benchmark.BenchmarkRow.Measurement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** Prints the measurements of models as a table, in Markdown or as JSON. */
public final class BenchmarkText {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final double BYTES_PER_MB = 1e6;

  private BenchmarkText() {}

  /** Columns aligned with spaces. */
  public static String table(List<BenchmarkRow> rows, String device) {
    List<List<String>> cells = cells(rows, device);
    StringBuilder text = new StringBuilder();
    for (List<String> row : cells) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < row.size(); column++) {
        int index = column;
        int width = cells.stream().mapToInt(other -> other.get(index).length()).max().orElse(0);
        line.append(String.format("%-" + (width + 2) + "s", row.get(column)));
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  /** A table in GitHub Flavored Markdown. */
  public static String markdown(List<BenchmarkRow> rows, String device) {
    List<List<String>> cells = cells(rows, device);
    cells.add(1, Collections.nCopies(cells.get(0).size(), "---"));
    return cells.stream()
        .map(
            row ->
                row.stream()
                    .map(cell -> cell.replace("|", "\\|"))
                    .collect(Collectors.joining(" | ", "| ", " |\n")))
        .collect(Collectors.joining());
  }

  /** All measurements as one JSON array. */
  public static String json(List<BenchmarkRow> rows, String device) {
    ArrayNode json = MAPPER.createArrayNode();
    for (BenchmarkRow row : rows) {
      for (Measurement measurement : row.measurements()) {
        describe(row, measurement, json.addObject()).put("device", device);
      }
      row.delegated()
          .ifPresent(
              measurement ->
                  describe(row, measurement, json.addObject()).put("device", "delegate"));
    }
    return json.toPrettyString() + "\n";
  }

  private static ObjectNode describe(BenchmarkRow row, Measurement measurement, ObjectNode node) {
    InferenceTimes times = measurement.times();
    node.put("model", row.name());
    node.put("sha256", row.model().sha256());
    node.put("size_bytes", row.model().sizeBytes());
    node.put("input_width_px", row.model().contract().inputWidthPx());
    node.put("input_height_px", row.model().contract().inputHeightPx());
    node.put("input_type", row.model().contract().inputType().name());
    node.put("precision", row.model().precision().name());
    node.put("kernels", row.model().kernels().name());
    node.put("threads", measurement.threads());
    node.put("open_ms", measurement.openMs());
    node.put("first_ms", times.firstMs());
    node.put("mean_ms", times.meanMs());
    node.put("std_ms", times.stdMs());
    node.put("min_ms", times.minMs());
    node.put("max_ms", times.maxMs());
    node.put("runs", times.runs());
    OptionalLong added = measurement.addedBytes();
    node.put("added_memory_bytes", added.isPresent() ? (Long) added.getAsLong() : null);
    return node;
  }

  private static List<List<String>> cells(List<BenchmarkRow> rows, String device) {
    List<List<String>> cells = new ArrayList<>();
    List<String> header = new ArrayList<>(List.of("model", "size", "input", "device"));
    for (Measurement measurement : rows.get(0).measurements()) {
      int threads = measurement.threads();
      header.add("CPU ms, " + threads + (threads == 1 ? " thread" : " threads"));
    }
    if (rows.get(0).delegated().isPresent()) {
      header.add("delegate ms");
    }
    header.add("memory");
    cells.add(header);
    for (BenchmarkRow row : rows) {
      ModelContract contract = row.model().contract();
      List<String> line = new ArrayList<>();
      line.add(VisibleText.line(row.name()));
      line.add(megabytes(row.model().sizeBytes()));
      line.add(
          String.format(
              "%dx%d %s",
              contract.inputWidthPx(),
              contract.inputHeightPx(),
              contract.inputType().name().toLowerCase(Locale.ROOT)));
      line.add(device);
      OptionalLong most = OptionalLong.empty();
      for (Measurement measurement : row.measurements()) {
        line.add(meanAndDeviation(measurement));
        OptionalLong added = measurement.addedBytes();
        if (added.isPresent() && added.getAsLong() > most.orElse(-1)) {
          most = added;
        }
      }
      row.delegated().ifPresent(measurement -> line.add(meanAndDeviation(measurement)));
      line.add(most.isPresent() ? megabytes(most.getAsLong()) : "unknown");
      cells.add(line);
    }
    return cells;
  }

  private static String meanAndDeviation(Measurement measurement) {
    InferenceTimes times = measurement.times();
    return String.format(Locale.ROOT, "%.1f \u00b1 %.1f", times.meanMs(), times.stdMs());
  }

  private static String megabytes(long bytes) {
    return String.format(Locale.ROOT, "%.1f MB", bytes / BYTES_PER_MB);
  }
}
