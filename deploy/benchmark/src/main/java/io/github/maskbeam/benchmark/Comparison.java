// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** The runs of all contenders. Not thread-safe. */
final class Comparison {
  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final int images;
  private final Setting setting;
  private final Map<Contender, List<MeasuredProcess>> runs = new EnumMap<>(Contender.class);
  private final Map<Contender, Long> foregroundPx = new EnumMap<>(Contender.class);

  Comparison(int images, Setting setting) {
    this.images = images;
    this.setting = setting;
  }

  void add(Contender contender, MeasuredProcess run, long ofForegroundPx) {
    foregroundPx.put(contender, ofForegroundPx);
    runs.computeIfAbsent(contender, key -> new ArrayList<>()).add(run);
  }

  /** Prints a Markdown table of medians; with the ratio of an earlier comparison, if there is. */
  void print(PrintWriter out, Optional<Path> earlier) throws IOException {
    JsonNode saved = earlier.isPresent() ? MAPPER.readTree(earlier.get().toFile()) : null;
    out.println(
        "| contender | images/s | of the loop | CPU ms an image | peak MiB | foreground px |"
            + (saved == null ? "" : " of the loop, saved |"));
    out.println("|---|---|---|---|---|---|" + (saved == null ? "" : "---|"));
    for (Contender contender : runs.keySet()) {
      out.printf(
          Locale.ROOT,
          "| %s | %.1f | %s | %.1f | %.0f | %,d |",
          contender.label(),
          imagesPerSecond(contender),
          ratio(ofLoop(contender)),
          median(contender, MeasuredProcess::cpuSeconds) * 1000 / images,
          median(contender, MeasuredProcess::peakMib),
          foregroundPx.get(contender));
      if (saved != null) {
        JsonNode before = saved.path("contenders").path(contender.label()).path("of_loop");
        out.printf(" %s |", ratio(before.isNumber() ? before.asDouble() : Double.NaN));
      }
      out.println();
    }
    out.flush();
  }

  /** Saves all runs. */
  void save(Path json) throws IOException {
    ObjectNode root = MAPPER.createObjectNode();
    root.put("images", images);
    root.put("threads", setting.threads());
    root.put("heap", setting.heap());
    root.put("model", setting.model().getFileName().toString());
    root.put("java", System.getProperty("java.version"));
    root.put("os", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    ObjectNode contenders = root.putObject("contenders");
    for (Contender contender : runs.keySet()) {
      ObjectNode node = contenders.putObject(contender.label());
      node.put("images_per_s", imagesPerSecond(contender));
      if (!Double.isNaN(ofLoop(contender))) {
        node.put("of_loop", ofLoop(contender));
      }
      node.put("foreground_px", foregroundPx.get(contender));
      ArrayNode list = node.putArray("runs");
      for (MeasuredProcess run : runs.get(contender)) {
        ObjectNode measured = list.addObject();
        measured.put("seconds", run.seconds());
        measured.put("cpu_seconds", run.cpuSeconds());
        measured.put("peak_mib", run.peakMib());
      }
    }
    MAPPER.writeValue(json.toFile(), root);
  }

  private double imagesPerSecond(Contender contender) {
    return images / median(contender, MeasuredProcess::seconds);
  }

  private double ofLoop(Contender contender) {
    return runs.containsKey(Contender.LOOP)
        ? imagesPerSecond(contender) / imagesPerSecond(Contender.LOOP)
        : Double.NaN;
  }

  private double median(Contender contender, ToDoubleFunction<MeasuredProcess> figure) {
    double[] sorted = runs.get(contender).stream().mapToDouble(figure).sorted().toArray();
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }

  private static String ratio(double value) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.2f", value);
  }
}
