// Copyright 2026 The Maskbeam Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.maskbeam.pipeline.cli;

import static io.github.maskbeam.pipeline.testing.GeoImages.HEIGHT_PX;
import static io.github.maskbeam.pipeline.testing.GeoImages.WIDTH_PX;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.maskbeam.pipeline.testing.GeoImages;
import io.github.maskbeam.pipeline.testing.GeoRun;
import io.github.maskbeam.pipeline.testing.Run;
import io.github.maskbeam.testing.Gdal;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Georeferences of masks and areas in tables, compared with what GDAL says about the images. */
class GeoreferenceRunTest {
  private static final double CENTIMETER_DEGREES = 1e-7;

  @TempDir private Path directory;
  private GeoRun run;

  @BeforeEach
  void makeDirectories() throws IOException {
    run = GeoRun.in(directory);
  }

  @ParameterizedTest
  @CsvSource({
    "EPSG:32633, 400000, 5800000, 0.5, Area",
    "EPSG:32633, 400000, 5800000, 0.5, Point",
    "EPSG:32755, 600000.125, 6000000.0625, 10, Area",
    "EPSG:4326, 13, 52, 0.001, Area",
    "EPSG:4326, -70.5, -33.25, 0.00001, Point",
    "EPSG:3857, 1447000, 6800000, 2, Area",
    "EPSG:2263, 980000, 200000, 3, Area"
  })
  void masksAreWhereTheImagesAre(
      String crs, double left, double top, double pixel, String areaOrPoint) throws Exception {
    Path image =
        GeoImages.geoTiff(
            run.photo("a.tif"), crs, left, top, pixel, "-mo", "AREA_OR_POINT=" + areaOrPoint);
    assertMaskIsAt(image, crs, run.segment());
  }

  @Test
  void rotatedImagesHaveRotatedMasks() throws Exception {
    Path source = GeoImages.plain(directory.resolve("r.png"));
    Files.writeString(directory.resolve("r.pgw"), "2\n0.5\n0.25\n-2\n400000\n5800000\n");
    Path image = run.photo("r.tif");
    Gdal.run("gdal_translate", "-q", "-a_srs", "EPSG:32633", source.toString(), image.toString());
    assertMaskIsAt(image, "EPSG:32633", run.segment());
    assertThat(
        run.value("SELECT geo_transform FROM images"),
        is("[399998.875, 2.0, 0.25, 5800000.75, 0.5, -2.0]"));
    assertThat(run.value("SELECT pixel_area_m2 FROM images"), is("4.125"));
  }

  @Test
  void warpedImagesAreRead() throws Exception {
    Path source = GeoImages.geoTiff(directory.resolve("g.tif"), "EPSG:4326", 13, 52, 0.001);
    Path image = run.photo("w.tif");
    Gdal.run(
        "gdalwarp",
        "-q",
        "-t_srs",
        "EPSG:25833",
        "-co",
        "TILED=YES",
        "-co",
        "COMPRESS=DEFLATE",
        source.toString(),
        image.toString());
    assertMaskIsAt(image, "EPSG:25833", run.segment());
  }

  /** The pixels of each row and class are counted here, and their areas are GDAL's. */
  @ParameterizedTest
  @CsvSource({"4326, 13, 52, 0.001", "4326, 20, 78, 0.01", "3857, 1447000, 8800000, 50"})
  void areasAreThoseOnTheEllipsoid(int epsg, double left, double top, double pixel)
      throws Exception {
    Path image = GeoImages.geoTiff(run.photo("a.tif"), "EPSG:" + epsg, left, top, pixel);
    assertThat(run.segment().exitCode(), is(0));
    List<Double> rows = Gdal.rowAreasM2(epsg, left, top, pixel, pixel, HEIGHT_PX);
    BufferedImage mask = ImageIO.read(run.mask(image).toFile());
    double[] expected = new double[256];
    double total = 0;
    for (int y = 0; y < HEIGHT_PX; y++) {
      for (int x = 0; x < WIDTH_PX; x++) {
        expected[mask.getRaster().getSample(x, y, 0)] += rows.get(y);
        total += rows.get(y);
      }
    }
    List<String> areas = run.rows("SELECT class_id, area_m2 FROM class_areas ORDER BY 1");
    assertThat(areas, hasSize(greaterThan(1)));
    for (String row : areas) {
      double areaM2 = expected[Integer.parseInt(row.split("\\|", -1)[0])];
      assertThat(Double.valueOf(row.split("\\|", -1)[1]), is(closeTo(areaM2, 1e-6 * areaM2)));
    }
    double mean = total / (WIDTH_PX * HEIGHT_PX);
    assertThat(
        Double.valueOf(run.value("SELECT pixel_area_m2 FROM images")),
        is(closeTo(mean, 1e-6 * mean)));
  }

  @Test
  void areasInThePlaneAreThoseOfTheCrs() throws Exception {
    GeoImages.geoTiff(run.photo("utm.tif"), "EPSG:32633", 400_000, 5_800_000, 0.5);
    GeoImages.geoTiff(run.photo("feet.tif"), "EPSG:2263", 980_000, 200_000, 3);
    assertThat(run.segment().exitCode(), is(0));
    assertThat(
        run.rows(
            "SELECT parse_filename(i.image_uri), i.georeference_note, sum(a.area_m2)::DECIMAL(9, 3),"
                + " bool_and(abs(a.area_m2 - a.area_px * i.pixel_area_m2) < 1e-9)"
                + " FROM images i JOIN class_areas a USING (image_id) GROUP BY 1, 2 ORDER BY 1"),
        contains("feet.tif|PROJECTION_UNKNOWN|8026.855|true", "utm.tif|null|2400.000|true"));
  }

  @Test
  void coverageSaysHowManyImagesHaveAnArea() throws Exception {
    GeoImages.geoTiff(run.photo("a.tif"), "EPSG:32633", 400_000, 5_800_000, 0.5);
    GeoImages.geoTiff(run.photo("b.tif"), "EPSG:32633", 400_000, 5_800_000, 1);
    GeoImages.plain(run.photo("c.png"));
    assertThat(run.segment().exitCode(), is(0));
    assertThat(
        run.rows(
            "SELECT c.class_name, c.image_count, c.area_m2_image_count,"
                + " c.area_m2 = (SELECT sum(area_m2) FROM class_areas a"
                + " WHERE a.class_id = c.class_id) FROM class_coverage c"
                + " WHERE class_name IN ('sky', 'vegetation', 'water') ORDER BY 1"),
        contains("sky|3|2|true", "vegetation|3|2|true", "water|0|null|null"));
    Run query =
        Run.maskbeam(
            "query",
            run.output().toString(),
            "SELECT class_name, round(area_m2 / 10000, 2) AS hectares FROM class_coverage"
                + " WHERE area_m2 IS NOT NULL ORDER BY area_m2 DESC");
    assertThat(query.out(), query.out().lines().count(), is(3L));
  }

  private void assertMaskIsAt(Path image, String crs, Run segmented) throws Exception {
    assertThat(segmented.err(), segmented.exitCode(), is(0));
    JsonNode expected = GeoImages.info(image);
    // Each of the two files is enough.
    for (String ending : List.of("", ".pgw", ".png.aux.xml")) {
      Path copy = Files.createDirectories(directory.resolve("copy" + ending)).resolve("m.png");
      Files.copy(run.mask(image), copy);
      for (String kept : List.of(".pgw", ".png.aux.xml")) {
        if (!kept.equals(ending)) {
          Files.copy(run.sidecar(image, kept), copy.resolveSibling("m" + kept));
        }
      }
      JsonNode info = GeoImages.info(copy);
      assertThat(ending, info.get("size"), is(expected.get("size")));
      List<Double> corners = GeoImages.corners(info);
      List<Double> expectedCorners = GeoImages.corners(expected);
      for (int i = 0; i < expectedCorners.size(); i++) {
        assertThat(ending, corners.get(i), is(closeTo(expectedCorners.get(i), 1e-6)));
      }
      if (!ending.equals(".png.aux.xml")) {
        assertThat(GeoImages.system(copy, info), is(GeoImages.system(image, expected)));
      }
    }
    assertThat(run.value("SELECT crs, georeference FROM images"), is(crs + "|GEOTIFF"));
    boolean isKnown = !crs.equals("EPSG:2263");
    assertThat(run.value("SELECT lon IS NOT NULL FROM images"), is("" + isKnown));
    if (isKnown) {
      List<Double> center = GeoImages.center(expected, crs);
      assertThat(
          Double.valueOf(run.value("SELECT lon FROM images")),
          is(closeTo(center.get(0), CENTIMETER_DEGREES)));
      assertThat(
          Double.valueOf(run.value("SELECT lat FROM images")),
          is(closeTo(center.get(1), CENTIMETER_DEGREES)));
    }
  }
}
