// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.testing;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Programs of GDAL (package gdal-bin), which know coordinate systems independently of us. */
public final class Gdal {
  private Gdal() {}

  /** Runs a program; skips the test where there is no GDAL, and fails it if CI=true. */
  public static String run(String... command) throws IOException, InterruptedException {
    return runOn("", command);
  }

  /** Runs a program with a text as its standard input. */
  public static String runOn(String input, String... command)
      throws IOException, InterruptedException {
    Path in = Files.createTempFile("gdal", ".in");
    Path out = Files.createTempFile("gdal", ".out");
    Path err = Files.createTempFile("gdal", ".err");
    try {
      Files.writeString(in, input);
      Process process =
          new ProcessBuilder(command)
              .redirectInput(in.toFile())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile())
              .start();
      int exitCode = process.waitFor();
      String printed = Files.readString(out, StandardCharsets.UTF_8);
      return exitCode == 0 ? printed : fail(List.of(command) + ": " + Files.readString(err));
    } catch (IOException e) {
      String message = command[0] + " cannot be started, install gdal-bin: " + e.getMessage();
      return "true".equals(System.getenv("CI")) ? fail(message) : abort(message);
    } finally {
      for (Path file : List.of(in, out, err)) {
        Files.deleteIfExists(file);
      }
    }
  }

  /**
   * The areas on the ellipsoid, in square meters, of a pixel in each row of a grid that is parallel
   * to the axes of a CRS.
   */
  public static List<Double> rowAreasM2(
      int epsg, double left, double top, double widthUnits, double heightUnits, int rows)
      throws IOException, InterruptedException {
    Path any = Files.createTempFile("gdal", ".csv");
    try {
      Files.writeString(any, "id,value\n1,2\n");
      String sql =
          String.format(
              "WITH RECURSIVE r(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM r WHERE i < %d)"
                  + " SELECT i, ST_Area(ST_Transform("
                  + "BuildMbr(%s, %s - (i + 1) * %s, %s, %s - i * %s, %d), 4326), 1) AS a FROM r",
              rows - 1, left, top, heightUnits, left + widthUnits, top, heightUnits, epsg);
      List<Double> areas = new ArrayList<>();
      run("ogr2ogr", "-f", "CSV", "/vsistdout/", any.toString(), "-dialect", "sqlite", "-sql", sql)
          .lines()
          .skip(1)
          .forEach(line -> areas.add(Double.valueOf(line.split(",", -1)[1])));
      return areas;
    } finally {
      Files.deleteIfExists(any);
    }
  }
}
