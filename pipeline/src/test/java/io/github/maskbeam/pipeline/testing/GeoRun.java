// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.testing;

import io.github.maskbeam.output.OutputLayout;
import io.github.maskbeam.output.RunRecords;
import io.github.maskbeam.schemas.RunRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptionsFactory;

/** Runs over the images of one directory, with what they leave beside their masks. */
public final class GeoRun {
  private final Path directory;
  private final OutputLayout layout;

  private GeoRun(Path directory) {
    this.directory = directory;
    this.layout = OutputLayout.at(output().toString());
  }

  /** Images and output are in subdirectories. */
  public static GeoRun in(Path directory) throws IOException {
    FileSystems.setDefaultPipelineOptions(PipelineOptionsFactory.create());
    GeoRun run = new GeoRun(directory);
    Files.createDirectories(run.photo(""));
    return run;
  }

  /** Where an image of this name belongs. */
  public Path photo(String name) {
    return directory.resolve("photos").resolve(name);
  }

  /** The output directory. */
  public Path output() {
    return directory.resolve("out");
  }

  /** Segments all images, and not the files beside them. */
  public Run segment(String... options) throws IOException {
    String images =
        MaskFiles.below(photo("")).stream()
            .filter(name -> name.matches(".*\\.(tif|png|jpg)"))
            .map(name -> photo(name).toString())
            .collect(Collectors.joining(","));
    List<String> arguments =
        new ArrayList<>(List.of("segment", "--input=" + images, "--output=" + output()));
    arguments.addAll(List.of(options));
    return Run.maskbeam(arguments.toArray(new String[0]));
  }

  /** The mask of an image. */
  public Path mask(Path image) {
    return Path.of(layout.mask(image.toString()));
  }

  /** The file beside the mask of an image with another ending in place of {@code .png}. */
  public Path sidecar(Path image, String ending) {
    return Path.of(layout.mask(image.toString()).replaceAll("\\.png$", ending));
  }

  /** run.json. */
  public RunRecord record() throws IOException {
    return RunRecords.read(layout).orElseThrow();
  }

  /** The rows of a query on the tables. */
  public List<String> rows(String sql) throws SQLException {
    try (Tables tables = Tables.of(output())) {
      return tables.rows(sql);
    }
  }

  /** The one value of a query on the tables. */
  public String value(String sql) throws SQLException {
    try (Tables tables = Tables.of(output())) {
      return tables.value(sql);
    }
  }

  /** All tables without times. */
  public List<List<String>> tables() throws SQLException {
    return List.of(
        rows(
            "SELECT * EXCLUDE (decode_ms, inference_ms, processed_at) FROM images"
                + " ORDER BY image_uri"),
        rows("SELECT * FROM class_areas ORDER BY image_uri, class_id"),
        rows("SELECT * FROM class_coverage ORDER BY class_id"));
  }
}
