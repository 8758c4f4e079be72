// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.maskbeam.testing.Gdal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Pictures with a georeference that GDAL wrote, and what GDAL says about files. */
public final class GeoImages {
  /** The width of all pictures. */
  public static final int WIDTH_PX = 120;

  /** The height of all pictures. */
  public static final int HEIGHT_PX = 80;

  private static final int SKY_HEIGHT_PX = 30;

  private GeoImages() {}

  /** A PNG without a georeference. */
  public static Path plain(Path file) throws IOException {
    return Landscapes.landscape(file, WIDTH_PX, HEIGHT_PX, SKY_HEIGHT_PX);
  }

  /** A GeoTIFF whose pixels have a size in units of a CRS. */
  public static Path geoTiff(
      Path file, String crs, double left, double top, double pixel, String... options)
      throws IOException, InterruptedException {
    Path png = plain(file.resolveSibling("source.png"));
    List<String> command =
        new ArrayList<>(List.of("gdal_translate", "-q", "-a_srs", crs, "-a_ullr"));
    command.add(Double.toString(left));
    command.add(Double.toString(top));
    command.add(Double.toString(left + WIDTH_PX * pixel));
    command.add(Double.toString(top - HEIGHT_PX * pixel));
    command.addAll(List.of(options));
    command.addAll(List.of(png.toString(), file.toString()));
    Gdal.run(command.toArray(new String[0]));
    Files.delete(png);
    return file;
  }

  /** What gdalinfo says about a file. */
  public static JsonNode info(Path file) throws IOException, InterruptedException {
    return new ObjectMapper().readTree(Gdal.run("gdalinfo", "-json", file.toString()));
  }

  /**
   * The code and the parameters of the CRS of a file. GDAL reads some details of the datum from
   * GeoKeys otherwise than from a code, so the texts differ.
   */
  public static String system(Path file, JsonNode info) throws IOException, InterruptedException {
    String wkt = info.get("coordinateSystem").get("wkt").asText();
    return wkt.substring(wkt.lastIndexOf("ID["))
        + Gdal.run("gdalsrsinfo", "-o", "proj4", file.toString());
  }

  /** The coordinates of corners and center, in their order in gdalinfo's answer. */
  public static List<Double> corners(JsonNode info) {
    List<Double> coordinates = new ArrayList<>();
    info.get("cornerCoordinates")
        .forEach(corner -> corner.forEach(value -> coordinates.add(value.asDouble())));
    return coordinates;
  }

  /** Longitude and latitude of the center. */
  public static List<Double> center(JsonNode info, String crs)
      throws IOException, InterruptedException {
    JsonNode center = info.get("cornerCoordinates").get("center");
    String[] lonLat =
        Gdal.runOn(
                center.get(0).asText() + " " + center.get(1).asText(),
                "gdaltransform",
                "-s_srs",
                crs,
                "-t_srs",
                "EPSG:4326",
                "-output_xy")
            .strip()
            .split(" ", -1);
    return List.of(Double.valueOf(lonLat[0]), Double.valueOf(lonLat[1]));
  }
}
