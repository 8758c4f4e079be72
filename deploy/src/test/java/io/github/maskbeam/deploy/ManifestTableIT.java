// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.deploy;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A table as manifest, on both runners. */
class ManifestTableIT {
  private static final Duration IN_TIME = Duration.ofMinutes(3);
  private static final int SCENES = 8;

  @TempDir private Path directory;

  /** Each image is named by many rows; the values of the first are kept, whoever reads it first. */
  @Test
  void columnsAndGroupsAreTheSameOnBothRunners() throws Exception {
    run("demo", "--output=demo");
    Path manifest = directory.resolve("manifest.parquet");
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute(
          String.format(
              "COPY (SELECT image_uri AS url, copy::INTEGER AS copy, (hash(image_uri) %% 3)::VARCHAR"
                  + " AS site, DATE '2024-01-01' + copy::INTEGER AS day"
                  + " FROM '%s/demo/tables/images/*.parquet', range(200) AS copies(copy)"
                  + " ORDER BY copy, url) TO '%s' (FORMAT parquet)",
              directory, manifest));
    }
    Output direct = segment("direct", manifest);
    Output flink = segment("flink", manifest, "--runner=FlinkRunner", "--parallelism=3");
    String images = "SELECT image_uri, copy, site, day FROM {images} ORDER BY ALL";
    assertThat(
        direct.rows("SELECT DISTINCT copy, day FROM {images}"),
        is(List.of("copy=0 day=2024-01-01")));
    assertThat(direct.rows(images), hasSize(SCENES));
    assertThat(flink.rows(images), is(direct.rows(images)));
    String groups = "FROM {class_coverage_by_group}";
    assertThat("also in their order", flink.rows(groups), is(direct.rows(groups)));
    assertThat(
        direct.rows("SELECT sum(area_px) FROM {class_coverage_by_group}"),
        is(direct.rows("SELECT sum(area_px) FROM {class_coverage}")));
  }

  private Output segment(String output, Path manifest, String... more) throws Exception {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "segment",
                "--manifest=" + manifest,
                "--output=" + output,
                "--keepColumns=all",
                "--coverageBy=site"));
    arguments.addAll(Arrays.asList(more));
    run(arguments.toArray(new String[0]));
    return Output.at(directory.resolve(output));
  }

  private void run(String... arguments) throws Exception {
    Program.Finished finished = Program.bundle(directory, List.of(arguments)).finish(IN_TIME);
    assertThat(finished.out + finished.err, finished.exitCode, is(0));
  }
}
