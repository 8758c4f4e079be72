// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.cli;

import static io.github.maskbeam.pipeline.testing.GeoImages.HEIGHT_PX;
import static io.github.maskbeam.pipeline.testing.GeoImages.WIDTH_PX;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.maskbeam.pipeline.errors.ProblemCode;
import io.github.maskbeam.pipeline.testing.Features;
import io.github.maskbeam.pipeline.testing.GeoImages;
import io.github.maskbeam.pipeline.testing.GeoRun;
import io.github.maskbeam.pipeline.testing.Run;
import io.github.maskbeam.testing.Gdal;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code export --coordinates}: GDAL paints the polygons back to the mask. */
class ExportCoordinatesTest {
  @TempDir private Path directory;
  private GeoRun run;

  @BeforeEach
  void makeDirectories() throws IOException {
    run = GeoRun.in(directory);
  }

  @ParameterizedTest
  @CsvSource({
    "map, EPSG:32633, 400000, 5800000, 0.5",
    "map, EPSG:4326, 13, 52, 0.00001",
    "map, EPSG:2263, 980000, 200000, 3",
    "lonlat, EPSG:32633, 400000, 5800000, 0.5",
    "lonlat, EPSG:3857, 1447000, 6800000, 2",
    "lonlat, EPSG:4326, -70.5, -33.25, 0.001"
  })
  void polygonsAreWhereTheMaskIs(
      String coordinates, String crs, double left, double top, double pixel) throws Exception {
    Path image = GeoImages.geoTiff(run.photo("a.tif"), crs, left, top, pixel);
    assertThat(run.segment().exitCode(), is(0));
    Run export = export("polygons", coordinates, "--background");
    assertThat(export.err(), export.exitCode(), is(0));
    Path file = Features.files(directory.resolve("polygons")).get(0);
    for (JsonNode feature : Features.ofCollection(file)) {
      assertThat("counterclockwise", area(feature.at("/geometry/coordinates/0")), greaterThan(0.0));
    }
    Path projected = directory.resolve("projected.geojson");
    Gdal.run("ogr2ogr", "-t_srs", crs, projected.toString(), file.toString());
    assertThat(painted(projected, left, top, pixel), is(samples(run.mask(image))));
  }

  @Test
  void linesAreInLongitudeAndLatitude() throws Exception {
    GeoImages.geoTiff(run.photo("a.tif"), "EPSG:32633", 400_000, 5_800_000, 0.5);
    run.segment();
    Run refused = export("all.geojsonl", "map");
    assertThat(refused.exitCode(), is(2));
    assertThat(refused.codes(), contains(ProblemCode.EXPORT_TARGET_UNSUPPORTED));
    assertThat(export("all.geojsonl", "lonlat").exitCode(), is(0));
    assertThat(export("polygons", "lonlat").exitCode(), is(0));
    assertThat(
        Features.ofLines(directory.resolve("all.geojsonl")),
        is(Features.ofCollection(Features.files(directory.resolve("polygons")).get(0))));
  }

  @Test
  void imagesWithoutAPositionAreCounted() throws Exception {
    GeoImages.geoTiff(run.photo("a.tif"), "EPSG:32633", 400_000, 5_800_000, 0.5);
    GeoImages.geoTiff(run.photo("b.tif"), "EPSG:2263", 980_000, 200_000, 3);
    GeoImages.plain(run.photo("c.png"));
    run.segment();
    Run map = export("map", "map");
    assertThat(map.exitCode(), is(ExitCode.FAILURES));
    assertThat(map.codes(), contains(ProblemCode.IMAGES_NOT_EXPORTED));
    assertThat(map.err(), containsString("without 1 image whose"));
    assertThat(Features.files(directory.resolve("map")).size(), is(2));
    Run lonLat = export("lonlat", "lonlat");
    assertThat(
        "the projection of EPSG:2263 is not known", lonLat.err(), containsString("2 images"));
    assertThat(Features.files(directory.resolve("lonlat")).size(), is(1));
    assertThat(
        Files.readString(directory.resolve("lonlat/export.json")),
        containsString("\"unplaced_images\" : 2"));
  }

  @Test
  void otherCoordinatesAreRefused() throws Exception {
    GeoImages.plain(run.photo("c.png"));
    run.segment();
    Run refused = export("polygons", "utm");
    assertThat(refused.exitCode(), is(2));
    assertThat(refused.codes(), contains(ProblemCode.OPTION_CHOICE_UNKNOWN));
  }

  private Run export(String to, String coordinates, String... options) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "export",
                run.output().toString(),
                "--to=" + directory.resolve(to),
                "--as=geojson",
                "--coordinates=" + coordinates));
    arguments.addAll(List.of(options));
    return Run.maskbeam(arguments.toArray(new String[0]));
  }

  private int[] painted(Path polygons, double left, double top, double pixel) throws Exception {
    Path raster = directory.resolve("painted.tif");
    List<String> command = new ArrayList<>(List.of("gdal_rasterize", "-q", "-a", "class_id"));
    command.addAll(List.of("-init", "254", "-ot", "Byte", "-te"));
    command.add(Double.toString(left));
    command.add(Double.toString(top - HEIGHT_PX * pixel));
    command.add(Double.toString(left + WIDTH_PX * pixel));
    command.add(Double.toString(top));
    command.addAll(List.of("-ts", Integer.toString(WIDTH_PX), Integer.toString(HEIGHT_PX)));
    command.addAll(List.of(polygons.toString(), raster.toString()));
    Gdal.run(command.toArray(new String[0]));
    return samples(raster);
  }

  private static int[] samples(Path image) throws IOException {
    BufferedImage pixels = ImageIO.read(image.toFile());
    return pixels.getRaster().getSamples(0, 0, WIDTH_PX, HEIGHT_PX, 0, (int[]) null);
  }

  private static double area(JsonNode ring) {
    double twice = 0;
    JsonNode first = ring.get(0);
    for (int i = 0; i + 1 < ring.size(); i++) {
      twice +=
          (ring.get(i).get(0).asDouble() - first.get(0).asDouble())
                  * (ring.get(i + 1).get(1).asDouble() - first.get(1).asDouble())
              - (ring.get(i + 1).get(0).asDouble() - first.get(0).asDouble())
                  * (ring.get(i).get(1).asDouble() - first.get(1).asDouble());
    }
    return twice / 2;
  }
}
